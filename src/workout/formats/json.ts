import { PredictorError } from "../../base/error.ts";
import { MAX_RUNS } from "../../base/limits.ts";
import { isRunRecord, type JsonForm } from "./json-form.ts";
import { readLiteral } from "./literal.ts";
import { attemptRuns, checkRuns, type ParsedRun } from "./parsed-run.ts";
import { quoted, unknownRecord } from "./record.ts";
import { isBlank, type Text } from "./text.ts";

/** Words that stand for a value. */
const WORD = /^(?:null|true|false|nan|none|infinity)\b/i;

/** Whether a text begins like JSON or a Python literal. A bracket alone is not enough: parts of some tables begin with one. */
export function isJson(head: string): boolean {
  if (head.startsWith("{")) return true;
  const first = head.replace(/^[[(\s]+/, "");
  return head.startsWith("[") && (/^["'{\d.\-\]]/.test(first) || WORD.test(first) || first === "");
}

/**
 * Reads the runs in JSON or Python literals: a value of any form, a list of such values, or one value per line.
 * Of several runs, one that can't be read is an entry with its error, and the others are read.
 * @throws PredictorError `malformed-json`, `no-runs` for an empty list, or `too-large` past MAX_RUNS.
 */
export function parseJson(text: Text, fileName: string, forms: readonly JsonForm[]): ParsedRun[] {
  const document = attemptRead(text);
  if ("lines" in document) {
    const first = document.lines.slice(0, POINTS_LOOKED_AT).map(({ text }) => text);
    if (arePoints(first, forms)) {
      return runsOf(
        document.lines.map((line) => valueOfLine(line)),
        fileName,
        forms,
      );
    }
    return document.lines.flatMap((line) => runsOfLine(fileName, line.number, () => line.text, forms));
  }
  const { value } = document;
  if (!Array.isArray(value) || recognised(value, forms)) return runsOf(value, fileName, forms);
  if (value.length === 0) throw new PredictorError("no-runs", "The file is an empty list: there is no run in it.");
  if (value.length === 1 || !value.some(isRunRecord)) return runsOf(value[0], fileName, forms);
  checkRuns(value.length);
  return value.flatMap((entry, i) =>
    attemptRuns(`${fileName} · run ${i + 1}`, `Run ${i + 1}: `, (name) => runsOf(entry, name, forms)),
  );
}

/**
 * Reads the runs on one line of a file with several.
 * @param textOf returns the line; an error that it throws becomes the line's
 */
export function runsOfLine(
  fileName: string,
  lineNumber: number,
  textOf: () => Text,
  forms: readonly JsonForm[],
): ParsedRun[] {
  const where = `Line ${lineNumber}: `;
  return attemptRuns(`${fileName} · line ${lineNumber}`, where, (name) => runsOf(readLiteral(textOf()), name, forms));
}

interface Line {
  number: number;
  text: Text;
}

const LINE_FEED = 0x0a;
const BRACE = 0x7b;

/** Reads the whole text as one value; failing that, as lines, if it has several and one of them is a record. */
function attemptRead(text: Text): { value: unknown } | { lines: Line[] } {
  try {
    return { value: readLiteral(text) };
  } catch (error) {
    const lines = linesOf(text);
    if (lines.length > 1 && text.bytes[text.start] === BRACE && lines.some(isRecordLine)) return { lines };
    throw error;
  }
}

/** The lines that are not blank. @throws PredictorError `too-large` past MAX_RUNS. */
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

/** First lines by which points, one per line, are recognised. */
export const POINTS_LOOKED_AT = 20;

/** Whether lines of records are the points of one run: a form then recognises them as a list. */
export function arePoints(lines: readonly Text[], forms: readonly JsonForm[]): boolean {
  try {
    return recognised(lines.map(readLiteral), forms) !== undefined;
  } catch (error) {
    if (error instanceof PredictorError) return false;
    throw error;
  }
}

/** @throws PredictorError that begins with the line's number. */
function valueOfLine({ number, text }: Line): unknown {
  try {
    return readLiteral(text);
  } catch (error) {
    if (!(error instanceof PredictorError)) throw error;
    throw new PredictorError(error.code, `Line ${number}: ${error.message}`, error);
  }
}

function recognised(value: unknown, forms: readonly JsonForm[]): JsonForm | undefined {
  return forms.find((form) => form.recognises(value));
}

/** @throws PredictorError where the value is of no form. */
function runsOf(value: unknown, name: string, forms: readonly JsonForm[]): ParsedRun[] {
  const form = recognised(value, forms);
  if (form) return form.runs(value, name);
  if (isRunRecord(value)) throw unknownRecord(value);
  throw new PredictorError(
    "malformed-json",
    `Here is ${quoted(value)} where a run belongs: {"time_s": […], "speed_kmh": […]} or {"speed": […], "altitude": […]}.`,
  );
}
