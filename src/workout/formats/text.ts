/** The character encodings that announce themselves by their first bytes. */
const BYTE_ORDER_MARKS: { label: string; mark: number[] }[] = [
  { label: "utf-8", mark: [0xef, 0xbb, 0xbf] },
  { label: "utf-16le", mark: [0xff, 0xfe] },
  { label: "utf-16be", mark: [0xfe, 0xff] },
];

/**
 * The text of a file, without its byte order mark, or null where the bytes are no text.
 *
 * UTF-8 unless a mark says UTF-16. Older programs write Windows' western letters instead: what is not UTF-8 is read
 * as those, which can spoil a name, and never a number.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte));
  if (marked?.label.startsWith("utf-16")) return new TextDecoder(marked.label).decode(bytes);
  // Text has no zero bytes, nearly all binary formats do within their header.
  if (bytes.subarray(0, 1024).includes(0)) return null;
  return decodeName(bytes);
}

/** A text of a few letters, such as the name of a file in an archive; see decodeText. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** How many lines end in a part of a text; counted, not split, for a file may be nothing but ends of lines. */
export function lineBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) breaks++;
  }
  return breaks;
}
