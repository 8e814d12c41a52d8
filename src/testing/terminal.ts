import { runCommand } from "../cli/commands.ts";

export interface CommandOutcome {
  /** The status that the process would end with. */
  status: number;
  stdout: string;
  stderr: string;
}

/** Output, exit status and folder are the process's own, so a command starts when the one before has ended. */
let last: Promise<unknown> = Promise.resolve();

/** Runs an `hr` command within this process, as a terminal in the given folder would. */
export function runHr(folder: string, args: string[]): Promise<CommandOutcome> {
  const outcome = last.then(() => runCaptured(folder, args));
  last = outcome.catch(() => {});
  return outcome;
}

async function runCaptured(folder: string, args: string[]): Promise<CommandOutcome> {
  const { exitCode } = process;
  const { INIT_CWD } = process.env;
  const captured = [capture(process.stdout), capture(process.stderr)];
  process.env.INIT_CWD = folder;
  process.exitCode = 0;
  try {
    await runCommand(args);
    const [stdout, stderr] = captured.map(({ text }) => text());
    return { status: Number(process.exitCode), stdout, stderr };
  } finally {
    for (const { end } of captured) end();
    if (INIT_CWD === undefined) delete process.env.INIT_CWD;
    else process.env.INIT_CWD = INIT_CWD;
    process.exitCode = exitCode;
  }
}

/** Keeps what is written to a stream from it, until the capture ends. */
function capture(stream: NodeJS.WriteStream): { text(): string; end(): void } {
  const { write } = stream;
  let text = "";
  stream.write = (chunk: string | Uint8Array) => {
    text += chunk;
    return true;
  };
  return {
    text: () => text,
    end() {
      stream.write = write;
    },
  };
}
