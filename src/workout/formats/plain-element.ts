/** Attributes of a tag, in the form that saxes gives. */
type Attributes = Record<string, { value: string }>;

interface TagName {
  /** The full name, prefix included. */
  written: string;
  /** "" for none. */
  prefix: string;
  local: string;
}

/** Content of an opening tag, between "<" and ">". */
interface OpeningTag {
  name: TagName;
  attributes: Attributes;
  isEmpty: boolean;
}

const NO_ATTRIBUTES: Attributes = {};

/** Opening or closing of an element. */
interface ElementEvent {
  local: string;
  /** null where the element closes. */
  attributes: Attributes | null;
  /** Text directly before a closing tag; "" where it is blank. */
  text: string;
  /** Line breaks between the start of the outermost element and the tag. */
  lines: number;
}

/** Most tags of an element: recordings are made of many small ones. */
const MAX_TAGS = 200;
/** Most names that are remembered; real files have tens. */
const MAX_NAMES = 1000;

/** A name with or without a prefix; names that begin with xml are XML's own. */
const TAG_NAME = /^(?:((?!xml)[a-z][\w.-]*):)?([a-z][\w.-]*)$/i;
/** An attribute whose value is printable ASCII without XML's special characters. */
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
 * Reads a plainly written element: balanced tags, values and texts of printable ASCII, no references, declarations or
 * comments. Recordings are made of many thousands of such; a full XML parser takes twice as long for them.
 */
export class PlainElement {
  /** Events of the latest element; only the first `count` are valid. */
  readonly events: ElementEvent[] = [];
  /** Number of valid events; the others are kept for reuse. */
  count = 0;
  /** Line breaks within the element and in the blanks after it. */
  lines = 0;
  readonly #names = new Map<string, TagName | null>();

  /**
   * Reads the element that begins at `from`.
   * @param from index of its "<"
   * @param name its full name: an element of another one, or that holds one of the same, is not plain. So no letter is
   * read for more than one element of the name
   * @param isBound whether a prefix is declared there
   * @returns the index after the element and the blanks that follow; null where it is not plain; -1 where the letters end before it does
   */
  read(letters: string, from: number, name: string, isBound: (prefix: string) => boolean): number | null {
    this.count = 0;
    this.lines = 0;
    const open: TagName[] = [];
    let text = "";
    for (let at = from; ; ) {
      const end = letters.indexOf(">", at);
      if (end < 0) return -1;
      if (this.count > MAX_TAGS) return null;
      if (letters.charCodeAt(at + 1) === SLASH) {
        // The first tag is an opening one, so at least one is open.
        const { written, local } = open.pop() as TagName;
        if (end !== at + 2 + written.length || !letters.startsWith(written, at + 2)) return null;
        this.#add(local, null, text);
      } else {
        const tag = this.#tagOf(letters.slice(at + 1, end));
        const isOutermost = open.length === 0;
        if (tag === null || (tag.name.written === name) !== isOutermost) return null;
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

  /** Index of the next letter that is not blank; counts the lines up to it. */
  #skipBlank(letters: string, from: number): number {
    let at = from;
    while (isBlank(letters.charCodeAt(at))) at++;
    this.lines += lineBreaksIn(letters, from, at);
    return at;
  }

  /** Parses an opening tag; null where it is not plain. */
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
    if (this.#names.size < MAX_NAMES) this.#names.set(written, name);
    return name;
  }
}

/** Whether XML counts a letter as white space. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || code === CARRIAGE_RETURN;
}

/** Number of line breaks from one index up to another. */
export function lineBreaksIn(letters: string, from: number, to: number): number {
  let breaks = 0;
  for (let i = from; i < to; i++) {
    const code = letters.charCodeAt(i);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && letters.charCodeAt(i + 1) !== LINE_FEED)) breaks++;
  }
  return breaks;
}

/** Parses the attributes between two indices; null where anything else stands there. */
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

/** Whether a text is plain. Line breaks are not: saxes normalises each to one letter. */
function isPlainText(letters: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = letters.charCodeAt(i);
    if (code < SPACE || code > TILDE || code === AMPERSAND || code === CLOSING_BRACKET) return false;
  }
  return true;
}
