import type { PredictorError } from "../workout/error.ts";

/** A result, for stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Anything that is no result, for stderr. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** An error's code and sentence, for stderr; the command goes on, and ends with 1. */
export function tellError({ code, message }: PredictorError, about?: string): void {
  tell(`${about === undefined ? "" : `${about}: `}${code}: ${message}`);
  process.exitCode = 1;
}
