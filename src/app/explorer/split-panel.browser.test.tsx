import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { drawn } from "../../testing/drawn.tsx";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { splitRow } from "../../testing/scripted-split.ts";
import { SplitPanel } from "./split-panel.tsx";

test("a split that fails half way keeps its rows, and the others come at another try, which leaves the keyboard there", async () => {
  const page = new ScriptedPage();
  await page.start();
  const split = await page.openSplit({ kind: "file", file: file("mine.parquet") });
  const screen = await drawn(page, <SplitPanel />);
  const count = screen.getByTestId("split-count");
  split.reads[0].bring(...Array.from({ length: 10 }, (_, row) => splitRow(row)));
  split.reads[0].reject(new PredictorError("download-failed", "The connection broke off."));
  await rest();
  await expect.element(screen.getByTestId("split-arrival")).toHaveAttribute("data-state", "failed");
  await expect.element(screen.getByTestId("error")).toHaveTextContent("The connection broke off.");
  await expect.element(count).toHaveAttribute("data-value", "10");

  await screen.getByRole("button", { name: "Try again to read the rows" }).click();
  await expect.element(screen.getByTestId("split")).toHaveFocus();
  split.reads[1].bring(...Array.from({ length: 20 }, (_, i) => splitRow(10 + i)));
  split.reads[1].resolve();
  await expect.element(count).toHaveAttribute("data-value", "30");
  await expect.element(screen.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
  await expect.element(screen.getByTestId("error")).not.toBeInTheDocument();
});
