import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CARD = "public/models/population.md";
const MODEL = "public/models/population.onnx";
export const PYTHON = process.env.PYTHON ?? "python3";

/** The Python of the model's card. @throws Error where the card has none. */
export function pythonOfCard(): string {
  const [, python] = /```python\n([\s\S]*?)```/.exec(readFileSync(CARD, "utf8")) ?? [];
  if (python === undefined) throw new Error(`${CARD} has no Python.`);
  return python;
}

/** Whether a Python of this machine (`PYTHON`, else python3) has modules. */
export function hasPython(...modules: string[]): boolean {
  return spawnSync(PYTHON, ["-c", `import ${modules.join(", ")}`]).status === 0;
}

/**
 * Runs the card's lines in a folder that holds the model and a run's features, as `hr features --json` prints them.
 * @returns what they print. @throws Error with Python's own words where they fail.
 */
export function runPython(python: string, featuresJson: string): string {
  const folder = mkdtempSync(join(tmpdir(), "python-"));
  try {
    copyFileSync(MODEL, join(folder, "population.onnx"));
    writeFileSync(join(folder, "run.json"), featuresJson);
    const { status, stdout, stderr } = spawnSync(PYTHON, ["-"], { cwd: folder, input: python, encoding: "utf8" });
    if (status !== 0) throw new Error(`The card's Python ended with ${status}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
