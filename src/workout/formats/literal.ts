import { PredictorError } from "../error.ts";
import { MAX_DEPTH, MAX_LISTS } from "./limits.ts";
import { lineBreaks } from "./text.ts";

/** Words that stand for values, of JSON, of Python, and what Python's json module writes for missing numbers. */
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

/**
 * The value that a text of JSON or of Python literals (lists, dicts, strings, numbers) states.
 * Objects have no prototype, so that no field name can mean anything but itself.
 * @throws PredictorError `malformed-json` with line and column, or where it nests deeper than MAX_DEPTH; `too-large`
 * past MAX_LISTS, each of which would take many times the memory of its two letters.
 */
export function readLiteral(text: string): unknown {
  checkNesting(text);
  try {
    return JSON.parse(text);
  } catch {
    // Python's dialect, or a mistake: the reader below reads the one, and says where the other is.
    return new LiteralReader(text).read();
  }
}

/** Before anything is read: the engine's own parser knows no limit. */
function checkNesting(text: string): void {
  let depth = 0;
  let lists = 0;
  let quote = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quote !== 0) {
      if (code === BACKSLASH) i++;
      else if (code === quote) quote = 0;
      continue;
    }
    switch (text[i]) {
      case '"':
      case "'":
        quote = code;
        break;
      case "]":
      case "}":
      case ")":
        depth--;
        break;
      case "[":
      case "{":
      case "(":
        if (++depth > MAX_DEPTH) throw tooDeep(text, i);
        if (++lists > MAX_LISTS) throw tooMany();
    }
  }
}

const BACKSLASH = 0x5c;

function tooDeep(text: string, at: number): PredictorError {
  return new PredictorError(
    "malformed-json",
    `${placeOf(text, at)} lies in more than ${MAX_DEPTH} lists or records: no recording looks like that.`,
  );
}

function tooMany(): PredictorError {
  return new PredictorError(
    "too-large",
    `The file holds more than ${MAX_LISTS.toLocaleString("en")} lists and records, the most that are read. Split it into single runs.`,
  );
}

/** Line and column, as a sentence begins; the column alone where there is one line. */
function placeOf(text: string, at: number): string {
  const column = `olumn ${at - text.slice(0, at).lastIndexOf("\n")}`;
  return text.includes("\n") ? `Line ${lineBreaks(text, 0, at) + 1}, c${column}` : `C${column}`;
}

class LiteralReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#error("the end of the text");
    return value;
  }

  #value(): unknown {
    this.#skipSpace();
    const start = this.#text[this.#at];
    if (start === "{") return this.#nested(() => this.#record());
    if (start === "[") return this.#nested(() => this.#list("]"));
    if (start === "(") return this.#nested(() => this.#list(")"));
    if (start === '"' || start === "'") return this.#string(start);
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
    while (!this.#skip("}")) {
      const quote = this.#text[this.#at];
      if (quote !== '"' && quote !== "'") throw this.#error("a field name in quotes");
      const key = this.#string(quote);
      if (!this.#skip(":")) throw this.#error(`":" after the field name`);
      record[key] = this.#value();
      this.#separator("}");
    }
    return record;
  }

  #list(end: string): unknown[] {
    const list: unknown[] = [];
    while (!this.#skip(end)) {
      list.push(this.#value());
      this.#separator(end);
    }
    return list;
  }

  /** A comma, which may be missing or left over before the end only, as in Python. */
  #separator(end: string): void {
    if (this.#skip(",")) return;
    if (this.#text[this.#at] !== end) throw this.#error(`"," or "${end}"`);
  }

  #string(quote: string): string {
    let value = "";
    let from = ++this.#at;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw this.#error(`the closing ${quote}`);
      if (char === quote) {
        value += this.#text.slice(from, this.#at++);
        return value;
      }
      if (char === "\\") {
        value += this.#text.slice(from, this.#at) + this.#escape();
        from = this.#at;
      } else this.#at++;
    }
  }

  #escape(): string {
    const kind = this.#text[this.#at + 1] ?? "";
    const digits = { x: 2, u: 4, U: 8 }[kind];
    if (digits === undefined) {
      this.#at += 2;
      return ESCAPES[kind] ?? kind;
    }
    const code = Number(`0x${this.#text.slice(this.#at + 2, this.#at + 2 + digits)}`);
    if (!(code <= 0x10ffff)) throw this.#error(`${digits} hexadecimal digits after \\${kind}`);
    this.#at += 2 + digits;
    return String.fromCodePoint(code);
  }

  #numberOrWord(): unknown {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#text)?.[0] ?? "";
    const value = WORDS.has(token) ? WORDS.get(token) : NUMBER.test(token) ? Number(token) : undefined;
    if (value === undefined) throw this.#error("a value");
    this.#at += token.length;
    return value;
  }

  #skip(char: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    while (SPACE.has(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #error(expected: string): PredictorError {
    const place = placeOf(this.#text, this.#at).toLowerCase();
    const found = this.#at < this.#text.length ? `"${this.#text.slice(this.#at, this.#at + 12)}"` : "the end";
    return new PredictorError(
      "malformed-json",
      `This is not well-formed JSON: ${place} has ${found} where ${expected} belongs.`,
    );
  }
}

const TOKEN = /[-+\w.]+/y;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
