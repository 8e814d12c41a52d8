import { PredictorError } from "../error.ts";
import type { NamedBytes, Workout } from "../workout.ts";
import { parseCsv } from "./csv.ts";
import { parseFit } from "./fit.ts";
import { isFit } from "./fit-messages.ts";
import { foreignFile, foreignMarkup, foreignXml, unknownFile } from "./foreign.ts";
import { GpxReader } from "./gpx.ts";
import { checkSize, gunzip, isGzip } from "./gzip.ts";
import type { HeartRateSeries } from "./heart-rate-series.ts";
import { parseJson } from "./json.ts";
import { attempt } from "./runs.ts";
import { TcxReader } from "./tcx.ts";
import { type Text, textOf } from "./text.ts";
import { parseTypedLists } from "./typed-lists.ts";
import { readXml } from "./xml.ts";

/** One run of a file: read, or the reason why it was not. */
export type ParsedRun = { name: string; workout: Workout } | { name: string; error: PredictorError };

/** A gzip file within a gzip file happens; one that unpacks to itself exists too. */
const MAX_WRAPPINGS = 3;

/**
 * The runs of a file, as recorded. What the file is, is told by its content, whatever its name.
 * A file that holds several runs gives one entry each, whether it could be read or not.
 * @param measuredApart heart rates that were kept elsewhere, for the track of a GPX file that has none
 * @throws PredictorError where the file as a whole, or the only run in it, cannot be read.
 */
export function parseWorkouts(file: NamedBytes, measuredApart: HeartRateSeries | null = null): ParsedRun[] {
  const bytes = unwrapped(file.bytes);
  const runs = isFit(bytes) ? parseFit(bytes, file.name) : parseText(checkedText(bytes), file.name, measuredApart);
  if (runs.length === 1 && "error" in runs[0]) throw runs[0].error;
  return runs;
}

function unwrapped(bytes: Uint8Array): Uint8Array {
  let content = bytes;
  for (let wrappings = 0; isGzip(content); wrappings++) {
    if (wrappings === MAX_WRAPPINGS) {
      throw new PredictorError(
        "malformed-gzip",
        `The file is gzip-compressed more than ${MAX_WRAPPINGS} times over. Unpack it yourself and choose what is inside.`,
      );
    }
    content = gunzip(content);
  }
  checkSize(content.length);
  return content;
}

/** @throws PredictorError `unknown-format`, `empty-file`. */
function checkedText(bytes: Uint8Array): Text {
  const foreign = foreignFile(bytes);
  if (foreign) throw foreign;
  const text = textOf(bytes);
  if (text === null) throw unknownFile("The file is not text, and of no other kind that is known here.");
  checkSize(text.bytes.length);
  if (text.start === text.bytes.length) {
    throw new PredictorError(
      "empty-file",
      `The file is empty (${bytes.length} bytes${bytes.length > 0 ? ", all blank" : ""}). Export or download it again.`,
    );
  }
  return text;
}

/** Letters from a text's start by which it is told what it is. */
const HEAD_LETTERS = 4000;

function parseText(text: Text, name: string, measuredApart: HeartRateSeries | null): ParsedRun[] {
  const [first = ""] = text.part(text.start).pieces();
  const head = first.slice(0, HEAD_LETTERS);
  if (head.startsWith("<")) return parseXml(text, head, name, measuredApart);
  if (head.startsWith("{")) return parseJson(text, name);
  const typed = parseTypedLists(text, name);
  if (typed) return [{ name, workout: typed }];
  if (head.startsWith("[")) return parseJson(text, name);
  return [attempt(name, "", () => parseCsv(text, head, name))];
}

function parseXml(text: Text, head: string, name: string, measuredApart: HeartRateSeries | null): ParsedRun[] {
  const foreign = foreignMarkup(head);
  if (foreign) throw foreign;
  const { reader, mended } = readXml(text, (root) => readerFor(root, measuredApart));
  return reader.runs(name, mended);
}

function readerFor(root: string, measuredApart: HeartRateSeries | null): GpxReader | TcxReader {
  if (root === "gpx") return new GpxReader(measuredApart);
  if (root === "TrainingCenterDatabase") return new TcxReader();
  throw foreignXml(root);
}
