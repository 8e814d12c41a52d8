import { PredictorError } from "../error.ts";
import { MAX_RUNS } from "./limits.ts";
import { readLiteral } from "./literal.ts";
import type { ParsedRun } from "./parse.ts";
import { isRunRecord, quoted, workoutOfRecord } from "./record.ts";
import { attempt, checkRuns } from "./runs.ts";
import { isBlank, type Text } from "./text.ts";

/**
 * The runs in a text of JSON or of Python literals: one record, a list of them, or one a line.
 * Where there are several, a bad one is an entry with its error, and the others are read.
 * @throws PredictorError `malformed-json`, `no-runs` for an empty list, or `too-large` past MAX_RUNS.
 */
export function parseJson(text: Text, fileName: string): ParsedRun[] {
  const document = attemptRead(text);
  if ("lines" in document) {
    return document.lines.map((line) => runOfLine(fileName, line.number, () => line.text));
  }
  const { value } = document;
  if (!Array.isArray(value)) return [attempt(fileName, "", (name) => runOf(value, name))];
  if (value.length === 0) throw new PredictorError("no-runs", "The file is an empty list: there is no run in it.");
  if (value.length === 1 || !value.some(isRunRecord)) return [attempt(fileName, "", (name) => runOf(value[0], name))];
  checkRuns(value.length);
  return value.map((entry, i) => attempt(`${fileName} · run ${i + 1}`, `Run ${i + 1}: `, (name) => runOf(entry, name)));
}

/**
 * The run on one line of a file that has several.
 * @param textOf the line; what it throws is the line's error
 */
export function runOfLine(fileName: string, lineNumber: number, textOf: () => Text): ParsedRun {
  const where = `Line ${lineNumber}: `;
  return attempt(`${fileName} · line ${lineNumber}`, where, (name) => runOf(readLiteral(textOf()), name));
}

interface Line {
  number: number;
  text: Text;
}

const LINE_FEED = 0x0a;
const BRACE = 0x7b;

/** The whole text as one value; else as lines, if it has several and any of them is a record. */
function attemptRead(text: Text): { value: unknown } | { lines: Line[] } {
  try {
    return { value: readLiteral(text) };
  } catch (error) {
    const lines = linesOf(text);
    if (lines.length > 1 && text.bytes[text.start] === BRACE && lines.some(isRecordLine)) return { lines };
    throw error;
  }
}

/** The lines that hold something. @throws PredictorError `too-large` past MAX_RUNS. */
function linesOf(text: Text): Line[] {
  const { bytes } = text;
  const lines: Line[] = [];
  let number = 1;
  let counted = 0;
  for (let from = text.start, to: number; from < bytes.length; from = text.skipBlank(to)) {
    to = bytes.indexOf(LINE_FEED, from);
    if (to < 0) to = bytes.length;
    while (isBlank(bytes[to - 1])) to--;
    number += text.lineBreaks(counted, from);
    counted = from;
    if (lines.push({ number, text: text.part(from, to) }) > MAX_RUNS) {
      throw new PredictorError(
        "too-large",
        `The file holds more than ${MAX_RUNS.toLocaleString("en")} lines that are no table, the most runs that are read. Split it.`,
      );
    }
  }
  return lines;
}

function isRecordLine({ text }: Line): boolean {
  try {
    return isRunRecord(readLiteral(text));
  } catch {
    return false;
  }
}

function runOf(value: unknown, name: string) {
  if (isRunRecord(value)) return workoutOfRecord(value, name);
  throw new PredictorError(
    "malformed-json",
    `Here is ${quoted(value)} where a run belongs: {"time_s": […], "speed_kmh": […]} or {"speed": […], "altitude": […]}.`,
  );
}
