import { PredictorError } from "../error.ts";
import type { NamedBytes, Workout } from "../workout.ts";
import { checkSize, gunzip, isGzip } from "./gzip.ts";
import { parseJson } from "./json.ts";
import { decodeText } from "./text.ts";

/** One run of a file: read, or the reason why it was not. */
export type ParsedRun = { name: string; workout: Workout } | { name: string; error: PredictorError };

/**
 * The runs of a file, as recorded. What the file is, is told by its content, whatever its name.
 * A file that holds several runs gives one entry each, whether it could be read or not.
 * @throws PredictorError where the file as a whole, or the only run in it, cannot be read.
 */
export function parseWorkouts(file: NamedBytes): ParsedRun[] {
  const runs = parseBytes(file.bytes, file.name);
  if (runs.length === 1 && "error" in runs[0]) throw runs[0].error;
  return runs;
}

function parseBytes(bytes: Uint8Array, name: string): ParsedRun[] {
  checkSize(bytes);
  if (bytes.length === 0) throw new PredictorError("empty-file", "The file is empty: 0 bytes. Export it again.");
  if (isGzip(bytes)) return parseBytes(gunzip(bytes), name);
  const text = decodeText(bytes);
  if (text === null) throw new PredictorError("unknown-format", "The file is no text and no gzip: it cannot be read.");
  return parseJson(text, name);
}
