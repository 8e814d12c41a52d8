/** The attributes of a tag, as saxes tells them. */
type Attributes = Record<string, { value: string }>;

interface TagName {
  /** With its prefix. */
  written: string;
  /** "" where it has none. */
  prefix: string;
  local: string;
}

/** What stands between "<" and ">" of an opening tag. */
interface OpeningTag {
  name: TagName;
  attributes: Attributes;
  isEmpty: boolean;
}

const NO_ATTRIBUTES: Attributes = {};

/** An element opens, or closes: then `attributes` is null, and `text` what stood directly before. */
export interface ElementEvent {
  local: string;
  attributes: Attributes | null;
  /** "" where it is blank. */
  text: string;
  /** Line breaks between the start of the whole and the tag. */
  lines: number;
}

/** Beyond this an element is none of the many small ones that a recording is made of. */
const MAX_TAGS = 200;

/** Prefixes and attributes that begin with xml are XML's own. */
const TAG_NAME = /^(?:((?!xml)[a-z][\w.-]*):)?([a-z][\w.-]*)$/i;
/** The value is printable ASCII, without what has a meaning in XML. */
const ATTRIBUTE = / +((?!xml)[a-z][\w.-]*)="([ !#-%'-;=?-~]*)"/iy;

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const AMPERSAND = 38;
const SLASH = 47;
const CLOSING_BRACKET = 93;
const TILDE = 126;

/**
 * Reads an element that is written plainly: balanced tags, values and texts of printable ASCII, nothing that refers,
 * declares or comments. Recordings are made of many thousands of such; a parser of all XML takes twice as long for them.
 */
export class PlainElement {
  /** Of the latest element that was read. */
  readonly events: ElementEvent[] = [];
  /** How many of the events are its own; the others are left to be used again. */
  count = 0;
  /** Line breaks within it, and in the blanks behind it. */
  lines = 0;
  readonly #names = new Map<string, TagName | null>();

  /**
   * @param from where its "<" stands
   * @param isBound whether a prefix is declared there
   * @returns the place behind it and the blanks that follow; null where it is not plain; -1 where its end is not among the letters
   */
  read(letters: string, from: number, isBound: (prefix: string) => boolean): number | null {
    this.count = 0;
    this.lines = 0;
    const open: TagName[] = [];
    let text = "";
    for (let at = from; ; ) {
      const end = letters.indexOf(">", at);
      if (end < 0) return -1;
      if (this.count > MAX_TAGS) return null;
      if (letters.charCodeAt(at + 1) === SLASH) {
        // The outermost tag opens, so that one is open.
        const { written, local } = open.pop() as TagName;
        if (end !== at + 2 + written.length || !letters.startsWith(written, at + 2)) return null;
        this.#add(local, null, text);
      } else {
        const tag = this.#tagOf(letters.slice(at + 1, end));
        // Nor may it hold one of its own name: each would be looked through for each around it.
        if (tag === null || (open.length > 0 && tag.name.local === open[0].local)) return null;
        const { local, prefix } = tag.name;
        if (prefix !== "" && !isBound(prefix)) return null;
        this.#add(local, tag.attributes, "");
        if (tag.isEmpty) this.#add(local, null, "");
        else open.push(tag.name);
      }
      if (open.length === 0) return this.#skipBlank(letters, end + 1);
      const next = letters.indexOf("<", end);
      if (next < 0) return -1;
      const textAt = this.#skipBlank(letters, end + 1);
      if (textAt < next && !isPlainText(letters, textAt, next)) return null;
      text = textAt < next ? letters.slice(end + 1, next) : "";
      at = next;
    }
  }

  #add(local: string, attributes: Attributes | null, text: string): void {
    const event = this.events[this.count++];
    if (event === undefined) {
      this.events.push({ local, attributes, text, lines: this.lines });
      return;
    }
    event.local = local;
    event.attributes = attributes;
    event.text = text;
    event.lines = this.lines;
  }

  /** The place of the first letter that is no blank; counts the lines up to it. */
  #skipBlank(letters: string, from: number): number {
    let at = from;
    while (isBlank(letters.charCodeAt(at))) at++;
    this.lines += lineBreaksIn(letters, from, at);
    return at;
  }

  /** null where it is none, or not plain. */
  #tagOf(content: string): OpeningTag | null {
    const space = content.indexOf(" ");
    const isEmpty = content.charCodeAt(content.length - 1) === SLASH;
    const end = content.length - (isEmpty ? 1 : 0);
    const name = this.#nameOf(content.slice(0, space < 0 ? end : space));
    if (name === null) return null;
    const attributes = space < 0 ? NO_ATTRIBUTES : attributesOf(content, space, end);
    return attributes && { name, attributes, isEmpty };
  }

  #nameOf(written: string): TagName | null {
    const known = this.#names.get(written);
    if (known !== undefined) return known;
    const [, prefix = "", local] = TAG_NAME.exec(written) ?? [];
    const name = local === undefined ? null : { written, prefix, local };
    this.#names.set(written, name);
    return name;
  }
}

/** Whether XML counts a letter as white space. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || code === CARRIAGE_RETURN;
}

/** How many lines end from one place of some letters up to another. */
export function lineBreaksIn(letters: string, from: number, to: number): number {
  let breaks = 0;
  for (let i = from; i < to; i++) {
    const code = letters.charCodeAt(i);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && letters.charCodeAt(i + 1) !== LINE_FEED)) breaks++;
  }
  return breaks;
}

/** null where there is anything else between the two places. */
function attributesOf(content: string, from: number, to: number): Attributes | null {
  const attributes: Attributes = {};
  let at = from;
  ATTRIBUTE.lastIndex = from;
  for (let found = ATTRIBUTE.exec(content); found !== null; found = ATTRIBUTE.exec(content)) {
    const [, name, value] = found;
    if (Object.hasOwn(attributes, name)) return null;
    attributes[name] = { value };
    at = ATTRIBUTE.lastIndex;
  }
  while (content.charCodeAt(at) === SPACE) at++;
  return at === to ? attributes : null;
}

/** Line breaks are left to saxes, which makes one letter of each. */
function isPlainText(letters: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = letters.charCodeAt(i);
    if (code < SPACE || code > TILDE || code === AMPERSAND || code === CLOSING_BRACKET) return false;
  }
  return true;
}
