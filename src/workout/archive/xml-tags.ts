import { concatenate } from "../../base/concatenate.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_TAG_BYTES } from "../../base/limits.ts";

const LESS = 0x3c;
const GREATER = 0x3e;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const QUOTES = [0x22, 0x27];
const LONGEST_KEYWORD = "<!DOCTYPE".length;

/** A tag of an XML file, kept as bytes: only what is asked for is decoded. One object serves all tags. */
export class Tag {
  #bytes = new Uint8Array();
  #from = 0;
  #to = 0;
  #nameTo = 0;

  /** @param from index after "<", or after "</" */
  place(bytes: Uint8Array<ArrayBuffer>, from: number, to: number): void {
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
    let nameTo = from;
    while (nameTo < to && !isSpace(bytes[nameTo]) && bytes[nameTo] !== SLASH) nameTo++;
    this.#nameTo = nameTo;
  }

  /** Whether the tag's element has this name. */
  is(name: string): boolean {
    return matches(this.#bytes, this.#from, this.#nameTo, name);
  }

  /** Value of an attribute as written; null where the tag has none of this name. */
  attribute(name: string): string | null {
    const bytes = this.#bytes;
    for (let at = this.#nameTo; at < this.#to; ) {
      while (at < this.#to && isSpace(bytes[at])) at++;
      const equals = this.#placeOf(EQUALS, at);
      let quote = equals + 1;
      while (quote < this.#to && isSpace(bytes[quote])) quote++;
      const end = this.#placeOf(bytes[quote], quote + 1);
      if (end >= this.#to || !QUOTES.includes(bytes[quote])) return null;
      let nameTo = equals;
      while (nameTo > at && isSpace(bytes[nameTo - 1])) nameTo--;
      if (matches(bytes, at, nameTo, name)) return textOf(bytes, quote + 1, end);
      at = end + 1;
    }
    return null;
  }

  /** Index of the next such byte in the tag; the tag's end for none. */
  #placeOf(byte: number, from: number): number {
    let at = from;
    while (at < this.#to && this.#bytes[at] !== byte) at++;
    return at;
  }
}

/** Receives the tags of an XML file as it is read. A tag is valid during its call only. */
export interface TagReader {
  open(tag: Tag): void;
  close(tag: Tag): void;
}

/**
 * Reads the tags of an XML file that comes in parts and may be too large for memory: only the current tag is held. It does
 * not check whether the XML is well-formed: texts, comments and a document type's declarations are passed over, and the
 * reader checks that elements close.
 */
export class TagScanner {
  readonly #reader: TagReader;
  readonly #tag = new Tag();
  /** Beginning of a tag whose end is in a later part. */
  #begun: Uint8Array<ArrayBuffer> = new Uint8Array();

  constructor(reader: TagReader) {
    this.#reader = reader;
  }

  /** Takes the next part. @throws PredictorError `malformed-xml` for an entity, or a tag beyond MAX_TAG_BYTES. */
  push(part: Uint8Array): void {
    const bytes = concatenate(Uint8Array, [this.#begun, part]) as Uint8Array<ArrayBuffer>;
    let at = bytes.indexOf(LESS);
    for (; at >= 0; ) {
      const end = this.#take(bytes, at);
      if (end < 0) break;
      at = bytes.indexOf(LESS, end);
    }
    this.#begun = at < 0 ? new Uint8Array() : bytes.slice(at);
    if (this.#begun.length > MAX_TAG_BYTES) throw endless();
  }

  /** Reads the markup that begins at a "<". @returns the index after it; −1 where its end is in a later part. */
  #take(bytes: Uint8Array<ArrayBuffer>, at: number): number {
    const kind = bytes[at + 1];
    if (kind === EXCLAMATION) return bytes.length - at < LONGEST_KEYWORD ? -1 : declarationEnd(bytes, at);
    if (kind === QUESTION) return endOf(bytes, at, "?>");
    const end = tagEnd(bytes, at);
    if (end < 0) return -1;
    if (kind === SLASH) {
      this.#tag.place(bytes, at + 2, end - 1);
      this.#reader.close(this.#tag);
    } else {
      this.#tag.place(bytes, at + 1, end - 1);
      this.#reader.open(this.#tag);
      // An element without content closes where it opens.
      if (bytes[end - 2] === SLASH) this.#reader.close(this.#tag);
    }
    return end;
  }
}

/** Index after a comment, a CDATA section or a declaration; of a document type, after its keyword only. */
function declarationEnd(bytes: Uint8Array, at: number): number {
  if (startsWith(bytes, at, "<!--")) return endOf(bytes, at + 4, "-->");
  if (startsWith(bytes, at, "<![CDATA[")) return endOf(bytes, at, "]]>");
  if (startsWith(bytes, at, "<!DOCTYPE")) return at + LONGEST_KEYWORD;
  if (startsWith(bytes, at, "<!ENTITY")) throw entity();
  return tagEnd(bytes, at);
}

/** Index after the first ">" outside of quotes; −1 for none. */
function tagEnd(bytes: Uint8Array, at: number): number {
  let quote = 0;
  for (let i = at + 1; i < bytes.length; i++) {
    const byte = bytes[i];
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === GREATER) return i + 1;
    else if (byte === 0x22 || byte === 0x27) quote = byte;
  }
  return -1;
}

function endOf(bytes: Uint8Array, from: number, end: string): number {
  const first = end.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (startsWith(bytes, at, end)) return at + end.length;
  }
  return -1;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return matches(bytes, at, at + text.length, text);
}

function matches(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (to - from !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x09 || byte === 0x0d;
}

const decoder = new TextDecoder("utf-8");

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}

function entity(): PredictorError {
  return new PredictorError(
    "malformed-xml",
    "It declares an entity (<!ENTITY …>), through which an XML file can swell beyond measure, and which Apple Health never writes: it is refused for safety. Export it again.",
  );
}

function endless(): PredictorError {
  return new PredictorError(
    "malformed-xml",
    `It holds a tag of more than ${(MAX_TAG_BYTES / 1e6).toLocaleString("en")} MB, or one that never ends. Export it again.`,
  );
}
