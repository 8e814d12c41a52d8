/** A value of an element: of an attribute, or the text of an element that holds no others. */
interface ElementValue {
  value: string;
}

/** Attributes of a tag, in the form that saxes gives. */
export type Attributes = Record<string, ElementValue>;

/** Opening or closing of an element. */
interface ElementEvent {
  local: string;
  /** null where the element closes. */
  attributes: Attributes | null;
  /** Text directly before a closing tag; "" where it is blank. */
  text: ElementValue;
  /** Line breaks between the start of the outermost element and the tag. */
  lines: number;
}

/** An element with all that lie in it. */
export interface ReadElement {
  /** Only the first `count` are valid. */
  events: ElementEvent[];
  /** Number of valid events; the others are kept for reuse. */
  count: number;
  /** Line breaks within the element and in the blanks after it. */
  lines: number;
}

/** Attribute that declares the default namespace. It is no value of a template: not every one may be declared. */
export const NAMESPACE = "xmlns";

/** Values of a template: printable ASCII without the letters that mean something to XML. */
const VALUE = "[ !#-%'-;=?-~]+";
const ONLY_VALUE = new RegExp(`^${VALUE}$`);

/** Most letters of a template, as engines refuse very long expressions; a point has some hundreds. */
const MAX_LETTERS = 4000;

/**
 * The letters of an element around its values, as a regular expression. Points of a recording mostly differ in their values
 * alone, so the next one is read by one match: in a quarter of the time that its tags would take.
 */
export class ElementTemplate {
  /** The element that was read latest; each replaces the values of the one before. */
  readonly element: ReadElement;
  readonly #values: ElementValue[];
  /** Matches the letters before, between and after the values; each value is a group. */
  readonly #pattern: RegExp;

  private constructor(element: ReadElement, values: ElementValue[], literals: string[]) {
    this.element = element;
    this.#values = values;
    this.#pattern = new RegExp(literals.map(escaped).join(`(${VALUE})`), "y");
  }

  /**
   * The template of an element that has been read; null where it is very long, or one of its values is
   * empty, or not of printable ASCII in one line.
   * @param letters the element's, and the blanks that follow it
   * @param places where its values begin and end
   */
  static of(element: ReadElement, letters: string, places: readonly number[]): ElementTemplate | null {
    if (letters.length > MAX_LETTERS) return null;
    const events = element.events.slice(0, element.count).map(copied);
    const values = events.flatMap(({ attributes, text }) => [
      ...Object.entries(attributes ?? {}).flatMap(([name, own]) => (name === NAMESPACE ? [] : [own])),
      ...(text.value ? [text] : []),
    ]);
    if (!values.every(({ value }) => ONLY_VALUE.test(value))) return null;
    const ends = [0, ...places, letters.length];
    const literals = Array.from({ length: values.length + 1 }, (_, i) => letters.slice(ends[2 * i], ends[2 * i + 1]));
    return new ElementTemplate({ ...element, events }, values, literals);
  }

  /**
   * Reads an element that differs from the template's in its values alone.
   * @param from index of its "<"
   * @returns the index after it; -1 for any other element, of which no letter after its end is looked at
   */
  read(letters: string, from: number): number {
    const pattern = this.#pattern;
    pattern.lastIndex = from;
    const found = pattern.exec(letters);
    if (found === null) return -1;
    for (let i = 0; i < this.#values.length; i++) this.#values[i].value = found[i + 1];
    return pattern.lastIndex;
  }
}

function copied({ local, attributes, text, lines }: ElementEvent): ElementEvent {
  const copy = attributes && Object.fromEntries(Object.entries(attributes).map(([name, own]) => [name, { ...own }]));
  return { local, attributes: copy, text: { ...text }, lines };
}

function escaped(letters: string): string {
  return letters.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
