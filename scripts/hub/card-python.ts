import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export const PYTHON = process.env.PYTHON ?? "python3";

/** The Python that a card shows. @throws Error where it shows none. */
export function pythonOf(card: string): string {
  const [, python] = /```python\n([\s\S]*?)```/.exec(readFileSync(card, "utf8")) ?? [];
  if (python === undefined) throw new Error(`${card} has no Python.`);
  return python;
}

/** Whether a Python of this machine (`PYTHON`, else python3) has these modules. */
export function hasPython(modules: readonly string[]): boolean {
  return spawnSync(PYTHON, ["-c", `import ${modules.join(", ")}`]).status === 0;
}

/** What the lines print, run in a folder that holds what they open. @throws Error with Python's own words where they fail. */
export function runPython(python: string, folder: string): string {
  const { status, stdout, stderr } = spawnSync(PYTHON, ["-"], { cwd: folder, input: python, encoding: "utf8" });
  if (status !== 0) throw new Error(`The card's Python ended with ${status}: ${stderr}`);
  return stdout;
}
