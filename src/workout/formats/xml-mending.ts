import { counted } from "../../base/counted.ts";
import type { Repair } from "../workout.ts";

/**
 * Marks that may need mending: the start and end of a comment or CDATA, in which everything is text; a "&"; a "<" that
 * can begin no tag; and control characters that XML forbids.
 */
const MARKS =
  /<!\[CDATA\[|\]\]>|<!--|-->|&(?:#\d{1,7};|#x[\da-f]{1,6};|[a-z]{2,4};)?|<(?=[\s\d=<>.,;:()"'+*-])|(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]/giu;

/** An incomplete mark at the end of a piece, which is left for the next piece. */
const UNFINISHED = /(?:<(?:!(?:\[[A-Z]{0,5}|-?))?|\]{1,2}|-{1,2}|&[#\da-z]{0,9})$/i;

const ENTITIES = new Set(["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"]);

const ENDS: ReadonlyMap<string, string> = new Map([
  ["<![CDATA[", "]]>"],
  ["<!--", "-->"],
]);

/** Mends and counts the faults of an XML text whose meaning is beyond doubt. */
export class XmlMending {
  #ampersands = 0;
  #brackets = 0;
  #controls = 0;
  #firstLine = 0;
  #line = 1;
  /** End of the comment or CDATA that is open; null outside of them. */
  #until: string | null = null;
  /** Whether text after the root's end was passed over. */
  hasTextBehind = false;

  /** Mends a text's pieces: bare "&" and "<" become entities, control characters are removed. */
  *pieces(pieces: Iterable<string>): Generator<string> {
    let rest = "";
    for (const piece of pieces) {
      const letters = rest + piece;
      const end = UNFINISHED.exec(letters)?.index ?? letters.length;
      rest = letters.slice(end);
      yield this.#mend(letters.slice(0, end));
    }
    yield this.#mend(rest);
  }

  #mend(letters: string): string {
    let counted = 0;
    const mended = letters.replace(MARKS, (mark, at: number) => {
      const meant = this.#meant(mark);
      if (meant !== mark && this.#firstLine === 0) {
        this.#line += lineBreaks(letters.slice(counted, at));
        counted = at;
        this.#firstLine = this.#line;
      }
      return meant;
    });
    if (this.#firstLine === 0) this.#line += lineBreaks(letters.slice(counted));
    return mended;
  }

  #meant(mark: string): string {
    if (this.#until !== null) {
      if (mark === this.#until) this.#until = null;
      if (mark.length > 1 || mark === "&" || mark === "<") return mark;
    }
    const end = ENDS.get(mark.toUpperCase());
    if (end !== undefined) {
      this.#until = end;
      return mark;
    }
    if (mark.startsWith("&")) {
      if (isEntity(mark)) return mark;
      this.#ampersands++;
      return `&amp;${mark.slice(1)}`;
    }
    if (mark === "<") {
      this.#brackets++;
      return "&lt;";
    }
    if (mark.length > 1) return mark;
    this.#controls++;
    return "";
  }

  /** Repair entry of the mended faults; null for none. */
  repair(): Repair | null {
    const findings = [
      [this.#ampersands, '"&" that begins no entity, read as it stands'],
      [this.#brackets, '"<" that begins no tag, read as it stands'],
      [this.#controls, "control character, left out"],
    ] as const;
    const found = findings.filter(([count]) => count > 0);
    const count = found.reduce((sum, [count]) => sum + count, Number(this.hasTextBehind));
    if (count === 0) return null;
    const parts = found.map(([count, what]) => `${count.toLocaleString("en")} ${what}`);
    const where = this.#firstLine > 0 ? ` (from line ${this.#firstLine} on)` : "";
    if (this.hasTextBehind) parts.push("text behind its end, passed over");
    const message = `The file is not well-formed XML at ${counted(count, "place")}${where}: ${parts.join("; ")}.`;
    return { code: "damaged-file", count, message, spans: [] };
  }
}

/** Whether an entity is one of XML's own, or the number of a letter that XML allows. */
function isEntity(mark: string): boolean {
  if (!mark.startsWith("&#")) return ENTITIES.has(mark);
  const code = mark[2] === "x" ? Number.parseInt(mark.slice(3), 16) : Number(mark.slice(2, -1));
  const isInPlane = code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
  return [0x09, 0x0a, 0x0d].includes(code) || (code >= 0x20 && isInPlane);
}

function lineBreaks(letters: string): number {
  return letters.split(/\r\n|\r|\n/).length - 1;
}
