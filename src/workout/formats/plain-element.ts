import { type Attributes, ElementTemplate, NAMESPACE, type ReadElement } from "./element-template.ts";

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

/** Most tags of an element: recordings are made of many small ones. */
const MAX_TAGS = 200;
/** Most names that are remembered; real files have tens. */
const MAX_NAMES = 1000;
/** Most templates; a watch that leaves out what it does not know writes a few kinds of points. */
const MAX_TEMPLATES = 3;

/** A name with or without a prefix; names that begin with xml are XML's own. */
const TAG_NAME = /^(?:((?!xml)[a-z][\w.-]*):)?([a-z][\w.-]*)$/i;
/**
 * An attribute whose value is printable ASCII without XML's special characters. It may declare a default namespace, as
 * local names are all that is read, but none of XML's own.
 */
const ATTRIBUTE = / +((?!xml)[a-z][\w.-]*|xmlns(?!=" *http:\/\/www\.w3\.org\/))="([ !#-%'-;=?-~]*)"/iy;

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const AMPERSAND = 38;
const SLASH = 47;
const CLOSING_BRACKET = 93;
const TILDE = 126;

/**
 * Reads a plainly written element: balanced tags, values and texts of printable ASCII, no references, declarations
 * of prefixes, or comments. Recordings are made of many thousands of such; a full XML parser takes twice as long for them.
 */
export class PlainElement {
  /** The latest element. */
  latest: ReadElement;
  readonly #byTags: ReadElement = { events: [], count: 0, lines: 0 };
  /** Where the values of the element that is read by its tags begin and end. */
  readonly #places: number[] = [];
  #templates: ElementTemplate[] = [];
  readonly #names = new Map<string, TagName | null>();

  constructor() {
    this.latest = this.#byTags;
  }

  /**
   * Reads the element that begins at `from`.
   * @param from index of its "<"
   * @param name its full name: an element of another one, or that holds one of the same, is not plain. So no letter is
   * read by the tags of more than one element of the name
   * @param isBound whether a prefix is declared there
   * @returns the index after the element and the blanks that follow; null where it is not plain; -1 where the letters end before it does
   */
  read(letters: string, from: number, name: string, isBound: (prefix: string) => boolean): number | null {
    for (const template of this.#templates) {
      const end = template.read(letters, from);
      if (end < 0 || isBlank(letters.charCodeAt(end))) continue;
      this.latest = template.element;
      return end;
    }
    this.latest = this.#byTags;
    const end = this.#readTags(letters, from, name, isBound);
    if (end !== null && end >= 0 && this.#templates.length < MAX_TEMPLATES) {
      const template = ElementTemplate.of(
        this.#byTags,
        letters.slice(from, end),
        this.#places.map((at) => at - from),
      );
      if (template !== null) this.#templates.push(template);
    }
    return end;
  }

  /** Drops the templates: where other prefixes are declared, elements of the same letters may not be well-formed. */
  forget(): void {
    this.#templates = [];
  }

  #readTags(letters: string, from: number, name: string, isBound: (prefix: string) => boolean): number | null {
    const element = this.#byTags;
    element.count = 0;
    element.lines = 0;
    this.#places.length = 0;
    const open: TagName[] = [];
    let [textFrom, textTo] = [from, from];
    for (let at = from; ; ) {
      const end = letters.indexOf(">", at);
      if (end < 0) return -1;
      if (element.count > MAX_TAGS) return null;
      if (letters.charCodeAt(at + 1) === SLASH) {
        // The first tag is an opening one, so at least one is open.
        const { written, local } = open.pop() as TagName;
        if (end !== at + 2 + written.length || !letters.startsWith(written, at + 2)) return null;
        if (textFrom < textTo) this.#places.push(textFrom, textTo);
        this.#add(local, null, letters.slice(textFrom, textTo));
      } else {
        const tag = this.#tagOf(letters, at + 1, end);
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
      textFrom = textAt < next ? end + 1 : next;
      textTo = next;
      at = next;
    }
  }

  #add(local: string, attributes: Attributes | null, text: string): void {
    const { events, lines } = this.#byTags;
    const event = events[this.#byTags.count++];
    if (event === undefined) {
      events.push({ local, attributes, text: { value: text }, lines });
      return;
    }
    event.local = local;
    event.attributes = attributes;
    event.text.value = text;
    event.lines = lines;
  }

  /** Index of the next letter that is not blank; counts the lines up to it. */
  #skipBlank(letters: string, from: number): number {
    let at = from;
    while (isBlank(letters.charCodeAt(at))) at++;
    this.#byTags.lines += lineBreaksIn(letters, from, at);
    return at;
  }

  /** Parses an opening tag between its brackets; null where it is not plain. */
  #tagOf(letters: string, from: number, to: number): OpeningTag | null {
    const isEmpty = letters.charCodeAt(to - 1) === SLASH;
    const end = isEmpty ? to - 1 : to;
    let nameEnd = from;
    while (nameEnd < end && letters.charCodeAt(nameEnd) !== SPACE) nameEnd++;
    const name = this.#nameOf(letters.slice(from, nameEnd));
    if (name === null) return null;
    const attributes = nameEnd < end ? this.#attributesOf(letters, nameEnd, end) : NO_ATTRIBUTES;
    return attributes && { name, attributes, isEmpty };
  }

  /** Parses the attributes between two indices; null where anything else stands there. */
  #attributesOf(letters: string, from: number, to: number): Attributes | null {
    const attributes: Attributes = {};
    let at = from;
    ATTRIBUTE.lastIndex = from;
    for (let found = ATTRIBUTE.exec(letters); found !== null; found = ATTRIBUTE.exec(letters)) {
      const [, name, value] = found;
      if (Object.hasOwn(attributes, name)) return null;
      at = ATTRIBUTE.lastIndex;
      attributes[name] = { value };
      if (name !== NAMESPACE) this.#places.push(at - 1 - value.length, at - 1);
    }
    while (at < to && letters.charCodeAt(at) === SPACE) at++;
    return at === to ? attributes : null;
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

/** Whether a text is plain. Line breaks are not: saxes normalises each to one letter. */
function isPlainText(letters: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = letters.charCodeAt(i);
    if (code < SPACE || code > TILDE || code === AMPERSAND || code === CLOSING_BRACKET) return false;
  }
  return true;
}
