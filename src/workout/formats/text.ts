/** Byte order marks by character encoding. */
const BYTE_ORDER_MARKS: { label: string; mark: number[] }[] = [
  { label: "utf-8", mark: [0xef, 0xbb, 0xbf] },
  { label: "utf-16le", mark: [0xff, 0xfe] },
  { label: "utf-16be", mark: [0xfe, 0xff] },
];

/** Encodings in which every byte below 0x80 is a letter of ASCII and nothing else. */
type Encoding = "utf-8" | "windows-1252";

/** Bytes that are decoded at a time. */
const PIECE_BYTES = 65_536;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * A text kept as bytes and decoded a piece at a time: as one string, a file would be in memory twice.
 * Offsets count bytes.
 */
export class Text {
  readonly bytes: Uint8Array;
  readonly #encoding: Encoding;
  #start: number | null = null;

  constructor(bytes: Uint8Array, encoding: Encoding = "utf-8") {
    this.bytes = bytes;
    this.#encoding = encoding;
  }

  static from(letters: string): Text {
    return new Text(new TextEncoder().encode(letters));
  }

  /** Decodes the letters from one offset up to another; neither may be within a letter. */
  letters(from = 0, to = this.bytes.length): string {
    return decoderOf(this.#encoding).decode(this.bytes.subarray(from, to));
  }

  /** A part of the text over the same bytes, without a copy. */
  part(from: number, to = this.bytes.length): Text {
    return new Text(this.bytes.subarray(from, to), this.#encoding);
  }

  /** All letters, piece by piece; no piece ends within a line break. */
  *pieces(): Generator<string> {
    for (const { from, to } of piecesOf(this.bytes)) yield this.letters(from, to);
  }

  /** The lines, ended by any of the three line breaks; one of more than `most` letters comes in parts. */
  *lines(most: number): Generator<string> {
    let rest = "";
    for (const piece of this.pieces()) {
      const lines = (rest + piece).split(/\r\n|\r|\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) yield line;
      if (rest.length <= most) continue;
      yield rest;
      rest = "";
    }
    yield rest;
  }

  /** Offset of the first letter that is not blank. */
  get start(): number {
    this.#start ??= this.skipBlank();
    return this.#start;
  }

  /** Offset of the next letter that is not blank; the end of the text where there is none. */
  skipBlank(from = 0): number {
    const { bytes } = this;
    let at = from;
    for (;;) {
      while (at < bytes.length && isBlank(bytes[at])) at++;
      const blank = OTHER_BLANKS[this.#encoding].find((blank) => blank.every((byte, i) => bytes[at + i] === byte));
      if (blank === undefined) return at;
      at += blank.length;
    }
  }

  /** Offset of the next occurrence of ASCII letters; -1 for none. */
  indexOf(letters: string, from = 0): number {
    const { bytes } = this;
    const sought = [...letters].map((letter) => letter.charCodeAt(0));
    let at = bytes.indexOf(sought[0], from);
    while (at >= 0 && !sought.every((byte, i) => bytes[at + i] === byte)) at = bytes.indexOf(sought[0], at + 1);
    return at;
  }

  /** Number of letters from one offset up to another. */
  count(from: number, to: number): number {
    if (this.#encoding === "windows-1252") return to - from;
    let letters = 0;
    for (let i = from; i < to; i++) if (!isWithinLetter(this.bytes[i])) letters++;
    return letters;
  }

  /** Number of line ends from one offset up to another. */
  lineBreaks(from: number, to: number): number {
    const { bytes } = this;
    let breaks = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i];
      if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[i + 1] !== LINE_FEED)) breaks++;
    }
    return breaks;
  }
}

/** Blanks beyond ASCII at the start of files: a second byte order mark, a no-break space. */
const OTHER_BLANKS: Record<Encoding, number[][]> = {
  "utf-8": [
    [0xef, 0xbb, 0xbf],
    [0xc2, 0xa0],
  ],
  "windows-1252": [[0xa0]],
};

/**
 * Reads a file as text without its byte order mark; null where the bytes are no text.
 *
 * The encoding is UTF-8 unless a mark says UTF-16. Older programs write windows-1252 instead: text that is not valid UTF-8
 * is read so, which can spoil a name but never a number.
 */
export function textOf(bytes: Uint8Array): Text | null {
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte));
  if (marked?.label.startsWith("utf-16")) return new Text(asUtf8(bytes, marked.label));
  // Text has no zero bytes; nearly all binary formats have some in their header.
  if (bytes.subarray(0, 1024).includes(0)) return null;
  const content = bytes.subarray(marked?.mark.length ?? 0);
  return new Text(content, encodingOf(content));
}

/** Drops an incomplete letter at the end of a file's first bytes, which would make them invalid UTF-8. */
export function wholeLetters(head: Uint8Array): Uint8Array {
  let start = head.length - 1;
  while (start > head.length - 4 && isWithinLetter(head[start])) start--;
  const lead = head[start] ?? 0;
  const letterBytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + letterBytes > head.length ? head.subarray(0, start) : head;
}

/** Decodes a short text, such as a file's name in an archive, in the encoding that `textOf` would choose. */
export function decodeName(bytes: Uint8Array): string {
  return new Text(bytes, encodingOf(bytes)).letters();
}

function encodingOf(bytes: Uint8Array): Encoding {
  const strict = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const { from, to } of piecesOf(bytes)) strict.decode(bytes.subarray(from, to));
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** Converts UTF-16 to UTF-8, twice over: first to know the size. */
function asUtf8(bytes: Uint8Array, label: string): Uint8Array {
  const encoder = new TextEncoder();
  const encoded = function* () {
    const decoder = new TextDecoder(label);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      const piece = bytes.subarray(from, from + PIECE_BYTES);
      yield encoder.encode(decoder.decode(piece, { stream: from + PIECE_BYTES < bytes.length }));
    }
  };
  let size = 0;
  for (const { length } of encoded()) size += length;
  const content = new Uint8Array(size);
  let at = 0;
  for (const part of encoded()) {
    content.set(part, at);
    at += part.length;
  }
  return content;
}

/** Cuts bytes into pieces, never within a letter of UTF-8 or a line break. */
function* piecesOf(bytes: Uint8Array): Generator<{ from: number; to: number }> {
  for (let from = 0, to: number; from < bytes.length; from = to) {
    to = Math.min(from + PIECE_BYTES, bytes.length);
    // A letter has at most four bytes; more continuation bytes mean that the text is not UTF-8.
    for (let back = 0; back < 3 && isWithinLetter(bytes[to]); back++) to--;
    if (bytes[to - 1] === CARRIAGE_RETURN && bytes[to] === LINE_FEED) to--;
    yield { from, to };
  }
}

/** Whether a byte is a space, a tab or an end of line. */
export function isBlank(byte: number): boolean {
  return byte === SPACE || (byte >= TAB && byte <= CARRIAGE_RETURN);
}

/** Whether a byte continues a letter of UTF-8. */
function isWithinLetter(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

const decoders = new Map<Encoding, TextDecoder>();

/** Decoder of an encoding. It keeps byte order marks as letters: the one at the file's start is already removed. */
function decoderOf(encoding: Encoding): TextDecoder {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding, { ignoreBOM: true });
  decoders.set(encoding, decoder);
  return decoder;
}
