import { PredictorError } from "../../base/error.ts";
import { MAX_CELLS, MAX_DEPTH, MAX_JSON_FIELDS, MAX_LISTS, MAX_POINTS, MAX_QUOTED_BYTES } from "../../base/limits.ts";
import { isBlank, type Text } from "./text.ts";

/** Words that stand for values in JSON and in Python, including those that Python's json module writes for missing numbers. */
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["null", null],
  ["None", null],
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["NaN", Number.NaN],
  ["nan", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["inf", Number.POSITIVE_INFINITY],
]);

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "\n": "" };

/** Largest text for the engine's own parser, which needs it as a string; longer ones are read from their bytes. */
const MAX_STRING_BYTES = 16_000_000;

/**
 * Parses a text of JSON or of Python literals (lists, dicts, strings, numbers).
 * No field name has a special meaning, not even `__proto__`.
 * @throws PredictorError `malformed-json` with line and column, or where it nests deeper than MAX_DEPTH; `too-large`
 * past MAX_LISTS, MAX_POINTS of one of them, MAX_CELLS and MAX_JSON_FIELDS in all and MAX_QUOTED_BYTES, each of which would
 * take many times the memory of its letters.
 */
export function readLiteral(text: Text): unknown {
  checkSizes(text);
  try {
    if (text.bytes.length <= MAX_STRING_BYTES) return JSON.parse(text.letters());
  } catch {
    // Python's dialect, or a mistake: the reader below reads the former, and locates the latter.
  }
  return new LiteralReader(text).read();
}

/** Checks sizes before parsing: the engine's own parser has no limits. */
function checkSizes(text: Text): void {
  const { bytes } = text;
  /** Number of commas in the open list or record at each depth. */
  const commas = new Uint32Array(MAX_DEPTH + 1);
  let depth = 0;
  let lists = 0;
  let values = 0;
  let fields = 0;
  for (let i = 0; i < bytes.length; i++) {
    switch (bytes[i]) {
      case QUOTE:
      case APOSTROPHE:
        i = endOfString(bytes, i);
        break;
      case COMMA:
        if (++commas[Math.max(depth, 0)] >= MAX_POINTS) throw tooMany("values in one list", MAX_POINTS);
        if (++values > MAX_CELLS) throw tooMany("values", MAX_CELLS);
        break;
      case COLON:
        if (++fields > MAX_JSON_FIELDS) throw tooMany("fields", MAX_JSON_FIELDS);
        break;
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
      case CLOSING_PARENTHESIS:
        depth--;
        break;
      case BRACKET:
      case BRACE:
      case PARENTHESIS:
        if (++depth > MAX_DEPTH) throw tooDeep(text, i);
        if (++lists > MAX_LISTS) throw tooMany("lists and records", MAX_LISTS);
        commas[Math.max(depth, 0)] = 0;
    }
  }
}

/** End of the string that begins at a quote; the end of the text where it is never closed. */
function endOfString(bytes: Uint8Array, from: number): number {
  const quote = bytes[from];
  for (let i = from + 1; i < bytes.length; i++) {
    if (bytes[i] === BACKSLASH) i++;
    else if (bytes[i] === quote) return i;
    if (i - from > MAX_QUOTED_BYTES) throw tooLong();
  }
  return bytes.length;
}

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const LINE_FEED = 0x0a;
const FIRST_BEYOND_ASCII = 0x80;

function tooDeep(text: Text, at: number): PredictorError {
  return new PredictorError(
    "malformed-json",
    `${placeOf(text, at)} lies in more than ${MAX_DEPTH} lists or records: no recording looks like that.`,
  );
}

function tooMany(what: string, most: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The file holds more than ${most.toLocaleString("en")} ${what}, the most that are read. Split it into single runs.`,
  );
}

function tooLong(): PredictorError {
  return new PredictorError(
    "too-large",
    `The file holds a text of more than ${MAX_QUOTED_BYTES / 1e6} MB between quotes: no recording needs one. Take it out.`,
  );
}

/** Line and column, worded to begin a sentence; the column alone where the text is one line. */
function placeOf(text: Text, at: number): string {
  const lineFrom = at === 0 ? 0 : text.bytes.lastIndexOf(LINE_FEED, at - 1) + 1;
  const column = `olumn ${text.count(lineFrom, at) + 1}`;
  return text.bytes.includes(LINE_FEED) ? `Line ${text.lineBreaks(0, at) + 1}, c${column}` : `C${column}`;
}

class LiteralReader {
  readonly #text: Text;
  readonly #bytes: Uint8Array;
  #at = 0;
  #depth = 0;

  constructor(text: Text) {
    this.#text = text;
    this.#bytes = text.bytes;
  }

  read(): unknown {
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#bytes.length) throw this.#error("the end of the text");
    return value;
  }

  #value(): unknown {
    this.#skipSpace();
    const start = this.#bytes[this.#at];
    if (start === BRACE) return this.#nested(() => this.#record());
    if (start === BRACKET) return this.#nested(() => this.#list(CLOSING_BRACKET));
    if (start === PARENTHESIS) return this.#nested(() => this.#list(CLOSING_PARENTHESIS));
    if (start === QUOTE || start === APOSTROPHE) return this.#string(start);
    return this.#numberOrWord();
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw this.#error(`no more than ${MAX_DEPTH} lists in one another`);
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #record(): Record<string, unknown> {
    const record: Record<string, unknown> = Object.create(null);
    while (!this.#skip(CLOSING_BRACE)) {
      const quote = this.#bytes[this.#at];
      if (quote !== QUOTE && quote !== APOSTROPHE) throw this.#error("a field name in quotes");
      const key = this.#string(quote);
      if (!this.#skip(COLON)) throw this.#error(`":" after the field name`);
      record[key] = this.#value();
      this.#separator(CLOSING_BRACE);
    }
    return record;
  }

  #list(end: number): unknown[] {
    const list: unknown[] = [];
    while (!this.#skip(end)) {
      list.push(this.#value());
      this.#separator(end);
    }
    return list;
  }

  /** Reads a comma, which may be missing or surplus only before the end, as in Python. */
  #separator(end: number): void {
    if (this.#skip(COMMA)) return;
    if (this.#bytes[this.#at] !== end) throw this.#error(`"," or "${String.fromCharCode(end)}"`);
  }

  #string(quote: number): string {
    let value = "";
    let from = ++this.#at;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw this.#error(`the closing ${String.fromCharCode(quote)}`);
      if (byte === quote) {
        value += this.#text.letters(from, this.#at++);
        return value;
      }
      if (byte === BACKSLASH) {
        value += this.#text.letters(from, this.#at) + this.#escape();
        from = this.#at;
      } else this.#at++;
    }
  }

  #escape(): string {
    const byte = this.#bytes[this.#at + 1];
    if (!(byte < FIRST_BEYOND_ASCII)) {
      // A letter beyond ASCII stands for itself: it is left to be read with all of its bytes.
      this.#at++;
      return "";
    }
    const kind = String.fromCharCode(byte);
    const digits = { x: 2, u: 4, U: 8 }[kind];
    if (digits === undefined) {
      this.#at += 2;
      return ESCAPES[kind] ?? kind;
    }
    const code = Number(`0x${this.#text.letters(this.#at + 2, this.#at + 2 + digits)}`);
    if (!(code <= 0x10ffff)) throw this.#error(`${digits} hexadecimal digits after \\${kind}`);
    this.#at += 2 + digits;
    return String.fromCodePoint(code);
  }

  #numberOrWord(): unknown {
    const token = this.#token();
    const value = WORDS.has(token) ? WORDS.get(token) : NUMBER.test(token) ? Number(token) : undefined;
    if (value === undefined) throw this.#error("a value");
    this.#at += token.length;
    return value;
  }

  /** Reads the ASCII letters of a number or a word. */
  #token(): string {
    const bytes = this.#bytes;
    let token = "";
    // Letter by letter, four times as fast as from a part of the bytes.
    for (let at = this.#at; token.length <= LONGEST_TOKEN && IS_OF_TOKEN[bytes[at]]; at++) {
      token += String.fromCharCode(bytes[at]);
    }
    return token;
  }

  #skip(byte: number): boolean {
    this.#skipSpace();
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    while (isBlank(this.#bytes[this.#at])) this.#at++;
    if (this.#bytes[this.#at] >= FIRST_BEYOND_ASCII) this.#at = this.#text.skipBlank(this.#at);
  }

  #error(expected: string): PredictorError {
    const place = placeOf(this.#text, this.#at).toLowerCase();
    // Twelve letters have four times as many bytes at most.
    const next = this.#text.letters(this.#at, this.#at + 48).slice(0, 12);
    const found = this.#at < this.#bytes.length ? `"${next}"` : "the end";
    return new PredictorError(
      "malformed-json",
      `This is not well-formed JSON: ${place} has ${found} where ${expected} belongs.`,
    );
  }
}

/** Most letters of a number. */
const LONGEST_TOKEN = 1000;
const IS_OF_TOKEN: readonly boolean[] = Array.from({ length: 256 }, (_, byte) =>
  /[-+\w.]/.test(String.fromCharCode(byte)),
);
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
