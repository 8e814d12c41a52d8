import { readdirSync, readFileSync } from "node:fs";
import { tsImport } from "tsx/esm/api";
import { expect, test } from "vitest";

const FOLDER = ".github/workflows";

// It imports JSON as bundlers do: Node by itself refuses that.
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = (await tsImport(
  "@actions/workflow-parser",
  import.meta.url,
)) as typeof import("@actions/workflow-parser");

/** What GitHub's own reader of workflows says against one. */
async function problemsOf(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: "workflow.yml", content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

test.each(readdirSync(FOLDER))("GitHub can read the workflow %s", async (file) => {
  expect(await problemsOf(readFileSync(`${FOLDER}/${file}`, "utf8"))).toEqual([]);
});

test.each([
  ["an unknown key", "on: push\njobs:\n  a:\n    runs-on: x\n    step: []\n", /Unexpected value 'step'/],
  ["an unknown context", "on: push\njobs:\n  a:\n    runs-on: x\n    if: githb.ref\n    steps: []\n", /githb/],
  [
    "a job that waits for none that is there",
    "on: push\njobs:\n  a:\n    needs: b\n    runs-on: x\n    steps: []\n",
    /at least one job with no dependencies/,
  ],
])("%s is a problem of a workflow", async (_, content, problem) => {
  expect((await problemsOf(content)).join("\n")).toMatch(problem);
});
