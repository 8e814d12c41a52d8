import { PredictorError } from "../../base/error.ts";
import type { NamedBytes } from "../workout.ts";
import { foreignFile, unknownFile } from "./foreign.ts";
import { checkSize } from "./gzip.ts";
import { type Text, textOf } from "./text.ts";
import { rootOf } from "./xml.ts";

/** Letters at a text's start that a recogniser looks at. */
const HEAD_LETTERS = 4000;

/** A file's unpacked content: its bytes, and its text, which is decoded when first asked for. */
export class Content {
  readonly name: string;
  readonly bytes: Uint8Array;
  #text: Text | null = null;
  #head: string | null = null;
  #root: string | null | undefined;

  constructor({ name, bytes }: NamedBytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** @throws PredictorError `unknown-format`, `empty-file`, `too-large`. */
  get text(): Text {
    this.#text ??= checkedText(this.bytes);
    return this.#text;
  }

  /** The first HEAD_LETTERS letters after leading blanks. @throws PredictorError as text. */
  get head(): string {
    this.#head ??= headOf(this.text);
    return this.#head;
  }

  /** The local name of the first element where the text is XML, else null. @throws PredictorError as text. */
  get root(): string | null {
    if (this.#root === undefined) this.#root = this.head.startsWith("<") ? rootOf(this.text) : null;
    return this.#root;
  }
}

function headOf(text: Text): string {
  const [first = ""] = text.part(text.start).pieces();
  return first.slice(0, HEAD_LETTERS);
}

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
