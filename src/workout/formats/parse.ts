import { PredictorError } from "../../base/error.ts";
import type { NamedBytes } from "../workout.ts";
import { Content } from "./content.ts";
import { foreignMarkup, foreignXml } from "./foreign.ts";
import { type Format, formatOf, withAccepted } from "./formats.ts";
import { checkSize, gunzip, isGzip } from "./gzip.ts";
import type { ParsedRun } from "./parsed-run.ts";
import { readXml } from "./xml.ts";

/** Gzip files within one another: two happen, and one that unpacks to itself exists. @limit */
const MAX_GZIP_WRAPPINGS = 3;

/**
 * Reads the runs of a file, as recorded. The format is recognised by the content, whatever the file's name.
 * A file of several runs gives one entry per run, whether it could be read or not.
 * @throws PredictorError where the file as a whole, or the only run in it, cannot be read.
 */
export function parseWorkouts(file: NamedBytes): ParsedRun[] {
  try {
    const content = new Content({ name: file.name, bytes: unwrapped(file.bytes) });
    const runs = recognised(content).parse(content);
    if (runs.length === 1 && "error" in runs[0]) throw runs[0].error;
    return runs;
  } catch (error) {
    if (!(error instanceof PredictorError) || error.code !== "unknown-format") throw error;
    throw withAccepted(error);
  }
}

/** The bytes of a file that may be gzip-compressed. @throws PredictorError `malformed-gzip`, `too-large` */
export function unwrapped(bytes: Uint8Array): Uint8Array {
  let content = bytes;
  for (let wrappings = 0; isGzip(content); wrappings++) {
    if (wrappings === MAX_GZIP_WRAPPINGS) {
      throw new PredictorError(
        "malformed-gzip",
        `The file is gzip-compressed more than ${MAX_GZIP_WRAPPINGS} times over. Unpack it yourself and choose what is inside.`,
      );
    }
    content = gunzip(content);
  }
  checkSize(content.length);
  return content;
}

function recognised(content: Content): Pick<Format, "parse"> {
  return formatOf(content) ?? { parse: refuseMarkup };
}

/** Refuses XML or HTML of another kind; any other text is read as a table. @throws PredictorError */
function refuseMarkup({ text, head }: Content): never {
  const foreign = foreignMarkup(head);
  if (foreign) throw foreign;
  return readXml<never>(text, (root) => {
    throw foreignXml(root);
  }).reader;
}
