import { SaxesParser } from "saxes";
import { PredictorError } from "../../base/error.ts";
import { MAX_DEPTH, MAX_ELEMENTS, MAX_LETTERS_BETWEEN_TAGS } from "../../base/limits.ts";
import type { Repair } from "../workout.ts";
import { isBlank, lineBreaksIn, PlainElement } from "./plain-element.ts";
import type { Text } from "./text.ts";
import { XmlMending } from "./xml-mending.ts";

/** Current place in an XML text. One object serves the whole text: its values hold only during a call. */
export interface XmlCursor {
  /** The element's name without its prefix: exports bind the same extension to many prefixes. */
  element: string;
  /** Name of the element around it; "" for the root. */
  parent: string;
  /** Attributes by full name, as written; only while the element opens. */
  attributes: Readonly<Record<string, { value: string }>>;
  /** Text directly within an element that holds no others; only while it closes. */
  text: string;
  /** The line of the file, from 1. */
  line: number;
}

export interface XmlReader {
  /** Name, without a prefix, of the element that the files mostly consist of. */
  readonly repeated: string;
  open(cursor: XmlCursor): void;
  close(cursor: XmlCursor): void;
}

/** A reader that has read a whole text, with the repairs of that text. */
interface ReadXml<R> {
  reader: R;
  mended: Repair[];
}

/**
 * Reads an XML text and calls a reader as each element opens and closes. A text that is not well-formed is read again,
 * mended by XmlMending, if its faults can be mended.
 * @param readerFor chooses the reader by the root's local name, or throws
 * @throws PredictorError `malformed-xml` with the line, for a text that cannot be mended, declares a document type
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
  const elements = new Elements(readerFor);
  const stream = new XmlStream(elements, text.lineBreaks(0, start), mending);
  try {
    const pieces = text.part(start).pieces();
    for (const piece of mending === null ? pieces : mending.pieces(pieces)) stream.write(piece);
    stream.close();
    // A text without a root does not come this far.
    return elements.reader as R;
  } catch (error) {
    if (error instanceof PredictorError) throw error;
    throw malformed(error, stream.line, elements.path);
  }
}

/** Reports the elements of a text to its reader as they open and close. */
class Elements<R extends XmlReader> {
  reader: R | null = null;
  /** Names of the elements that are open. */
  readonly path: string[] = [];
  count = 0;
  readonly cursor: XmlCursor = { element: "", parent: "", attributes: {}, text: "", line: 1 };
  readonly #readerFor: (root: string) => R;

  constructor(readerFor: (root: string) => R) {
    this.#readerFor = readerFor;
  }

  open(local: string, attributes: XmlCursor["attributes"], line: number): void {
    const { cursor, path } = this;
    cursor.element = local;
    cursor.parent = path.at(-1) ?? "";
    cursor.attributes = attributes;
    cursor.line = line;
    cursor.text = "";
    if (path.push(local) > MAX_DEPTH) throw tooDeep(cursor);
    if (++this.count > MAX_ELEMENTS) throw tooMany();
    this.reader ??= this.#readerFor(local);
    this.reader.open(cursor);
  }

  close(local: string, line: number): void {
    const { cursor, path } = this;
    path.pop();
    cursor.element = local;
    cursor.parent = path.at(-1) ?? "";
    cursor.line = line;
    this.reader?.close(cursor);
    cursor.text = "";
  }
}

/**
 * Parses a text into elements by saxes. Elements of the reader's repeated name that are plainly written are cut out and read
 * by PlainElement, which is faster; saxes sees the text without them, as well-formed as before.
 */
class XmlStream {
  readonly #elements: Elements<XmlReader>;
  readonly #parser = new SaxesParser({ xmlns: true, position: false });
  readonly #plain = new PlainElement();
  /** Number of line breaks that saxes has not seen. */
  #lines: number;
  /** Number of letters since the latest tag that saxes has seen. */
  #lettersSinceTag = 0;
  /** Number of tags that saxes has seen. */
  #tags = 0;
  /** Namespaces by prefix, as each open element declares them: saxes' own search also finds those of the one closed last. */
  readonly #namespaces: Readonly<Record<string, string>>[] = [];
  /** Prefixes known to be declared at the current place. */
  readonly #bound = new Set<string>();
  /** Beginning of an element whose end is in a later piece. */
  #rest = "";

  constructor(elements: Elements<XmlReader>, linesBefore: number, mending: XmlMending | null) {
    this.#elements = elements;
    this.#lines = linesBefore;
    const parser = this.#parser;
    if (mending !== null) parser.on("error", (error) => this.#mend(error, mending));
    parser.on("doctype", () => {
      throw documentType(this.line);
    });
    parser.on("opentag", (tag) => {
      this.#passTag();
      this.#namespaces.push(tag.ns);
      elements.open(tag.local, tag.attributes, this.line);
    });
    const takeText = (part: string) => {
      elements.cursor.text += part;
    };
    parser.on("text", takeText);
    parser.on("cdata", takeText);
    parser.on("closetag", (tag) => {
      this.#passTag();
      this.#namespaces.pop();
      elements.close(tag.local, this.line);
    });
  }

  /** The line of the file that is being read, from 1. */
  get line(): number {
    return this.#parser.line + this.#lines;
  }

  write(piece: string): void {
    const letters = this.#rest + piece;
    this.#rest = "";
    let at = 0;
    while (at < letters.length) {
      const { reader } = this.#elements;
      // The reader is chosen by the root's tag.
      const start = reader === null ? letters.indexOf(">", at) : letters.indexOf(`<${reader.repeated}`, at);
      if (start < 0) break;
      if (this.#isBetweenTags(letters.slice(at, start))) at = this.#takePlain(letters, start);
      else {
        this.#writeAsItIs(letters[start]);
        at = start + 1;
      }
    }
    if (at < letters.length) this.#writeAsItIs(letters.slice(at));
  }

  /** Writes letters to saxes without cutting elements out. */
  #writeAsItIs(letters: string): void {
    this.#lettersSinceTag += letters.length;
    this.#parser.write(letters);
    if (this.#lettersSinceTag > MAX_LETTERS_BETWEEN_TAGS) throw tooLong(this.line);
  }

  close(): void {
    this.#writeAsItIs(this.#rest);
    this.#parser.close();
  }

  /**
   * Writes letters to saxes.
   * @returns whether an element may be cut out next: only blanks, which saxes need not see, follow the end of a tag
   */
  #isBetweenTags(letters: string): boolean {
    let end = letters.length;
    while (end > 0 && isBlank(letters.charCodeAt(end - 1))) end--;
    const last = Math.max(0, end - 1);
    this.#writeAsItIs(letters.slice(0, last));
    const tagsBefore = this.#tags;
    this.#writeAsItIs(letters.slice(last, end));
    const isBetweenTags = this.#tags > tagsBefore && this.#elements.path.length > 0;
    if (isBetweenTags) this.#lines += lineBreaksIn(letters, end, letters.length);
    else this.#writeAsItIs(letters.slice(end));
    return isBetweenTags;
  }

  /**
   * Reads plain elements that follow each other from `start` on.
   * @returns the index up to which letters have been read, written or kept
   */
  #takePlain(letters: string, start: number): number {
    const { repeated = "" } = this.#elements.reader ?? {};
    const beginning = `<${repeated}`;
    let at = start;
    while (letters.startsWith(beginning, at)) {
      const end = this.#plain.read(letters, at, repeated, this.#isBound);
      if (end === null || (end < 0 && letters.length - at > MAX_REST_LETTERS)) {
        this.#writeAsItIs(letters[at]);
        return at + 1;
      }
      if (end < 0) {
        this.#rest = letters.slice(at);
        return letters.length;
      }
      this.#tell();
      at = end;
    }
    return at;
  }

  /** Reports the element that was cut out to the reader. */
  #tell(): void {
    const { line } = this;
    const { events, count, lines } = this.#plain.latest;
    for (let i = 0; i < count; i++) {
      const { local, attributes, text, lines: linesBefore } = events[i];
      if (attributes !== null) this.#elements.open(local, attributes, line + linesBefore);
      else {
        this.#elements.cursor.text = text.value;
        this.#elements.close(local, line + linesBefore);
      }
    }
    this.#lines += lines;
  }

  /** @throws the error of saxes, unless it is about text after the root's end, which is passed over. */
  #mend(error: Error, mending: XmlMending): void {
    const { count, path } = this.#elements;
    const isBehindRoot = count > 0 && path.length === 0 && /^(?:text data|unmatched closing)/.test(error.message);
    if (!isBehindRoot) throw error;
    mending.hasTextBehind = true;
  }

  #passTag(): void {
    this.#lettersSinceTag = 0;
    this.#tags++;
    this.#bound.clear();
    this.#plain.forget();
  }

  readonly #isBound = (prefix: string): boolean => {
    if (this.#bound.has(prefix)) return true;
    if (!this.#namespaces.some((namespaces) => prefix in namespaces)) return false;
    this.#bound.add(prefix);
    return true;
  };
}

/**
 * Finds the local name of a text's first element after any declarations and comments; null for none. The rest is not
 * read: `readXml` checks whether the text is well-formed.
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

/** Start and end of markup that may stand before the first element. */
const MARKUP_ENDS: readonly [opening: string, end: string][] = [
  ["<?", "?>"],
  ["<!--", "-->"],
  ["<!", ">"],
];

/** Longest beginning of an element that is kept for the next piece; a longer one is left to saxes. */
const MAX_REST_LETTERS = 65_536;

/** Bytes that are searched for an element's name; real ones are far shorter. */
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
