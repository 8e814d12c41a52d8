/** A result, for stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Anything that is no result, for stderr. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
