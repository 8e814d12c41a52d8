import { SaxesParser } from "saxes";
import { PredictorError } from "../../base/error.ts";
import { MAX_DEPTH, MAX_ELEMENTS, MAX_LETTERS_BETWEEN_TAGS } from "../../base/limits.ts";
import type { Repair } from "../workout.ts";
import type { Text } from "./text.ts";
import { XmlMending } from "./xml-mending.ts";

/** Place of an XML reader. One object serves the whole text: its values hold during a call only. */
export interface XmlCursor {
  /** The element's name without its prefix: exports bind the same extension to many prefixes. */
  element: string;
  /** The name of the element around it, "" for the root. */
  parent: string;
  /** The attributes as written, by their full names; only while the element opens. */
  attributes: Readonly<Record<string, { value: string }>>;
  /** The text directly within the element, where it holds no other; only while it closes. */
  text: string;
  /** The line of the file, from 1. */
  line: number;
}

export interface XmlReader {
  open(cursor: XmlCursor): void;
  close(cursor: XmlCursor): void;
}

/** A reader that knows a whole text now, and what of the text had to be mended for it. */
export interface ReadXml<R> {
  reader: R;
  mended: Repair[];
}

/**
 * Reads an XML text once through, telling a reader of each element as it opens and closes; once more, mended, where the
 * text is not well-formed and XmlMending knows what was meant.
 * @param readerFor chooses the reader by the root's local name, or throws.
 * @throws PredictorError `malformed-xml` with the line, for whatever else is not well-formed, declares a document type
 * (through which an XML file can swell beyond measure), nests deeper than MAX_DEPTH, or has more than
 * MAX_LETTERS_BETWEEN_TAGS, of which each may take tens of bytes; `too-large` past MAX_ELEMENTS.
 */
export function readXml<R extends XmlReader>(text: Text, readerFor: (root: string) => R): ReadXml<R> {
  try {
    return { reader: readOnce(text, readerFor, null), mended: [] };
  } catch (error) {
    if (!(error instanceof PredictorError && error.code === "malformed-xml")) throw error;
    const mending = new XmlMending();
    const reader = readOnce(text, readerFor, mending);
    const repair = mending.repair();
    if (repair === null) throw error;
    return { reader, mended: [repair] };
  }
}

function readOnce<R extends XmlReader>(text: Text, readerFor: (root: string) => R, mending: XmlMending | null): R {
  // Some exporters (TomTom) write white space before the declaration, where XML wants none.
  const start = text.start;
  const linesBefore = text.lineBreaks(0, start);
  const parser = new SaxesParser({ xmlns: true, position: false });
  const cursor: XmlCursor = { element: "", parent: "", attributes: {}, text: "", line: 1 };
  const path: string[] = [];
  let reader = null as R | null;
  let lettersSinceTag = 0;
  let elements = 0;

  if (mending !== null) {
    parser.on("error", (error) => {
      const isBehindRoot = elements > 0 && path.length === 0 && /^(?:text data|unmatched closing)/.test(error.message);
      if (!isBehindRoot) throw error;
      mending.hasTextBehind = true;
    });
  }
  parser.on("doctype", () => {
    throw documentType(parser.line + linesBefore);
  });
  parser.on("opentag", (tag) => {
    lettersSinceTag = 0;
    cursor.element = tag.local;
    cursor.parent = path.at(-1) ?? "";
    cursor.attributes = tag.attributes;
    cursor.line = parser.line + linesBefore;
    cursor.text = "";
    if (path.push(tag.local) > MAX_DEPTH) throw tooDeep(cursor);
    if (++elements > MAX_ELEMENTS) throw tooMany();
    reader ??= readerFor(tag.local);
    reader.open(cursor);
  });
  const takeText = (part: string) => {
    cursor.text += part;
  };
  parser.on("text", takeText);
  parser.on("cdata", takeText);
  parser.on("closetag", (tag) => {
    lettersSinceTag = 0;
    path.pop();
    cursor.element = tag.local;
    cursor.parent = path.at(-1) ?? "";
    cursor.line = parser.line + linesBefore;
    reader?.close(cursor);
    cursor.text = "";
  });

  try {
    const pieces = text.part(start).pieces();
    for (const piece of mending?.pieces(pieces) ?? pieces) {
      lettersSinceTag += piece.length;
      parser.write(piece);
      if (lettersSinceTag > MAX_LETTERS_BETWEEN_TAGS) throw tooLong(parser.line + linesBefore);
    }
    parser.close();
    // A text without a root does not come this far.
    return reader as R;
  } catch (error) {
    if (error instanceof PredictorError) throw error;
    throw malformed(error, parser.line + linesBefore, path);
  }
}

/**
 * The local name of a text's first element, without reading on: past declarations and comments, of any length.
 * Null where there is none; whether the text is well-formed, readXml tells.
 */
export function rootOf(text: Text): string | null {
  let at = text.start;
  for (;;) {
    const start = text.letters(at, at + MAX_NAME_BYTES);
    const root = /^<(?:[^\s<>/?!:]+:)?([^\s<>/?!:]+)/.exec(start)?.[1];
    if (root !== undefined) return root;
    const end = MARKUP_ENDS.find(([opening]) => start.startsWith(opening))?.[1];
    const endsAt = end === undefined ? -1 : text.indexOf(end, at);
    if (end === undefined || endsAt < 0) return null;
    at = text.skipBlank(endsAt + end.length);
  }
}

/** Markup that may stand before the first element, with its end. */
const MARKUP_ENDS: readonly [opening: string, end: string][] = [
  ["<?", "?>"],
  ["<!--", "-->"],
  ["<!", ">"],
];

/** Names of elements are far shorter. */
const MAX_NAME_BYTES = 200;

function documentType(line: number): PredictorError {
  return new PredictorError(
    "malformed-xml",
    `Line ${line} declares a document type (<!DOCTYPE …>), which no recording needs and which is refused for safety. Remove it, or export the file again.`,
  );
}

function tooDeep({ element, line }: XmlCursor): PredictorError {
  return new PredictorError(
    "malformed-xml",
    `At line ${line}, <${element}> lies more than ${MAX_DEPTH} elements deep: no recording looks like that.`,
  );
}

function tooMany(): PredictorError {
  return new PredictorError(
    "too-large",
    `The file has more than ${MAX_ELEMENTS.toLocaleString("en")} elements, the most that are read. Cut the run, or export it with fewer points.`,
  );
}

function tooLong(line: number): PredictorError {
  return new PredictorError(
    "malformed-xml",
    `Up to line ${line}, more than ${MAX_LETTERS_BETWEEN_TAGS.toLocaleString("en")} letters lie between two tags: no recording looks like that.`,
  );
}

/** Turns the parser's error into a sentence that says what to do. */
function malformed(error: unknown, line: number, path: string[]): PredictorError {
  const finding = error instanceof Error ? error.message : String(error);
  const prefix = /^unbound namespace prefix: "(.*)"/.exec(finding)?.[1];
  if (prefix !== undefined) {
    return new PredictorError(
      "malformed-xml",
      `Line ${line} uses the prefix "${prefix}:", which the file never declares (xmlns:${prefix}="…"), so it is not well-formed XML. Some program has damaged it: export the activity again, or remove the elements that start with "${prefix}:".`,
      error,
    );
  }
  if (finding.startsWith("unclosed tag") || finding.startsWith("unexpected end")) {
    const inside = path.length > 0 ? ` inside <${path.at(-1)}>` : "";
    return new PredictorError(
      "malformed-xml",
      `The file ends at line ${line}${inside}, before it is complete: it was cut off. Export or download it again.`,
      error,
    );
  }
  return new PredictorError(
    "malformed-xml",
    `Line ${line} is not well-formed XML (${finding.replace(/\.$/, "")}). Export the activity again.`,
    error,
  );
}
