import { expect, test } from "vitest";
import { drawn } from "../../testing/drawn.tsx";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { BackendChoice } from "./backend-choice.tsx";
import { ModelImportDialog } from "./model-import-dialog.tsx";

const CHECKPOINT = file("best_model.pt", "PK\x03\x04……best_model/data.pkl");

test("a checkpoint without its scaler names what is missing, and is added with a split to estimate it from", async () => {
  const page = new ScriptedPage();
  await page.start();
  const screen = await drawn(page, <ModelImportDialog />);
  await page.state().openFiles([CHECKPOINT]);
  const add = screen.getByRole("button", { name: "Add this model" });
  await expect.element(screen.getByText("Missing: its scaler.")).toBeVisible();
  await expect.element(add).toBeDisabled();
  await page.state().openFiles([file("test.parquet", "PAR1…PAR1")]);
  await expect.element(screen.getByText(/the scaler is estimated from its runs/)).toBeVisible();
  await add.click();
  await rest();
  expect(page.predictor.imports).toMatchObject([{ name: "best_model" }]);
});

test("a graphics card that fails is told with its reason where the backend is chosen", async () => {
  const page = new ScriptedPage();
  page.state().start("");
  page.state().chooseBackend("webgpu");
  page.predictor.loads.at(-1)!.finish({ backend: "wasm", fallbackReason: "WebGPU finds no graphics card." });
  await rest();
  const screen = await drawn(page, <BackendChoice />);
  const choice = screen.getByLabelText("Runs on");
  await expect.element(choice).toHaveAttribute("data-backend", "wasm");
  await expect.element(choice).toHaveValue("webgpu");
  await expect.element(choice).toHaveAccessibleDescription("WebGPU finds no graphics card.");
});
