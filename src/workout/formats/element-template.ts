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

const SPACE = 32;
const QUOTATION_MARK = 34;
const AMPERSAND = 38;
const LESS_THAN = 60;
const GREATER_THAN = 62;
const TILDE = 126;

/**
 * The letters of an element around its values. Points of a recording mostly differ in their values alone, so the next one is
 * read by comparing the letters in between: in a third of the time that its tags would take.
 */
export class ElementTemplate {
  /** The element that was read latest; each replaces the values of the one before. */
  readonly element: ReadElement;
  readonly #values: ElementValue[];
  /** Letters before, between and after the values. */
  readonly #literals: string[];
  /** Where each value of the element that is being read begins and ends. */
  readonly #places: Int32Array;

  private constructor(element: ReadElement, values: ElementValue[], literals: string[]) {
    this.element = element;
    this.#values = values;
    this.#literals = literals;
    this.#places = new Int32Array(2 * values.length);
  }

  /**
   * The template of an element that has been read; null where one of its values is empty, or not of printable ASCII in one line.
   * @param letters the element's, and the blanks that follow it
   * @param places where its values begin and end
   */
  static of(element: ReadElement, letters: string, places: readonly number[]): ElementTemplate | null {
    const events = element.events.slice(0, element.count).map(copied);
    const values = events.flatMap(({ attributes, text }) => [
      ...Object.values(attributes ?? {}),
      ...(text.value ? [text] : []),
    ]);
    if (!values.every(({ value }) => value !== "" && endOfValue(value, 0) === value.length)) return null;
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
    const literals = this.#literals;
    const values = this.#values;
    const places = this.#places;
    let at = from;
    for (let i = 0; i < values.length; i++) {
      if (!letters.startsWith(literals[i], at)) return -1;
      at += literals[i].length;
      const end = endOfValue(letters, at);
      if (end === at) return -1;
      places[2 * i] = at;
      places[2 * i + 1] = end;
      at = end;
    }
    const last = literals[values.length];
    if (!letters.startsWith(last, at)) return -1;
    for (let i = 0; i < values.length; i++) values[i].value = letters.slice(places[2 * i], places[2 * i + 1]);
    return at + last.length;
  }
}

function copied({ local, attributes, text, lines }: ElementEvent): ElementEvent {
  const copy = attributes && Object.fromEntries(Object.entries(attributes).map(([name, own]) => [name, { ...own }]));
  return { local, attributes: copy, text: { ...text }, lines };
}

/** The end of a value: printable ASCII without the letters that mean something to XML. */
function endOfValue(letters: string, from: number): number {
  let at = from;
  while (isOfValue(letters.charCodeAt(at))) at++;
  return at;
}

function isOfValue(code: number): boolean {
  // NaN, after the last letter, is in no range.
  return (
    code >= SPACE &&
    code <= TILDE &&
    code !== LESS_THAN &&
    code !== QUOTATION_MARK &&
    code !== AMPERSAND &&
    code !== GREATER_THAN
  );
}
