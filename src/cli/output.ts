import type { PredictorError } from "../base/error.ts";

/** A result, for stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Anything that is no result, for stderr. */
export function tell(line: string): void {
  process.stderr.write(`${plain(line)}\n`);
}

/** A text without what a terminal would obey: control characters, and marks that turn the direction of writing. */
export function plain(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** A difference with its sign; what rounds to 0 has none. */
export function signedText(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? "-" : "+"}${text}`;
}

/** Rows of a table as lines. Columns are aligned at the right, but those that `left` names. */
export function tableLines(rows: readonly (readonly string[])[], left: readonly number[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => {
    const cells = row.map((cell, i) => (left.includes(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
    return cells.join("  ").trimEnd();
  });
}

/** An error's code and sentence, for stderr; the command goes on, and ends with 1. */
export function tellError({ code, message }: PredictorError, about?: string): void {
  tell(`${about === undefined ? "" : `${about}: `}${code}: ${message}`);
  process.exitCode = 1;
}

/** Why one run of many was left out, for stderr; of many some always are, and the command has done its work. */
export function tellUnused({ code, message }: Pick<PredictorError, "code" | "message">, name: string): void {
  tell(`${name}: ${code}: ${message}`);
}

/** Ends the command once nobody reads its results any more, as `head` does when it has seen enough. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}
