import { expect, test, vi } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { drawn } from "../../testing/drawn.tsx";
import { ScriptedPage } from "../../testing/scripted-page.ts";
import { ErrorBoundary } from "./error-boundary.tsx";

function Fails(): never {
  throw new PredictorError("unexpected", "The chart has no axis.");
}

test("a place that fails as it is drawn says why, and another run is drawn in it", async () => {
  // React tells the console of every error that a boundary catches.
  vi.spyOn(console, "error").mockImplementation(() => {});
  const screen = await drawn(
    new ScriptedPage(),
    <ErrorBoundary shownId={1}>
      <Fails />
    </ErrorBoundary>,
  );
  await expect.element(screen.getByRole("alert")).toHaveTextContent("The chart has no axis.");
  await expect.element(screen.getByTestId("error")).toHaveAttribute("data-code", "unexpected");

  await screen.rerender(<ErrorBoundary shownId={2}>another run</ErrorBoundary>);
  await expect.element(screen.getByText("another run")).toBeVisible();
  await expect.element(screen.getByTestId("error")).not.toBeInTheDocument();
});
