import { vi } from "vitest";
import { runCommand } from "../cli/commands.ts";

export interface CommandOutcome {
  /** The status that the process would end with. */
  status: number;
  stdout: string;
  stderr: string;
}

/** Output and exit status are the process's own, so a command starts when the one before has ended. */
let last: Promise<unknown> = Promise.resolve();

/** Runs an `hr` command within this process, as a terminal in the given folder would. */
export function runHr(folder: string, args: string[]): Promise<CommandOutcome> {
  const outcome = last.then(() => runCaptured(folder, args));
  last = outcome.catch(() => {});
  return outcome;
}

async function runCaptured(folder: string, args: string[]): Promise<CommandOutcome> {
  const statusBefore = process.exitCode;
  const written = { stdout: "", stderr: "" };
  const captures = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += text;
      return true;
    }),
  );
  vi.stubEnv("INIT_CWD", folder);
  process.exitCode = 0;
  try {
    await runCommand(args);
    return { status: Number(process.exitCode), ...written };
  } finally {
    process.exitCode = statusBefore;
    vi.unstubAllEnvs();
    for (const capture of captures) capture.mockRestore();
  }
}
