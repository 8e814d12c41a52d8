/** A page in some engine: the little that the tests of all engines need. */
export interface EnginePage {
  open(address: string): Promise<void>;
  /** What an expression comes to in the page, as JSON carries it; a promise is awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** @param selector of CSS, as below */
  click(selector: string): Promise<void>;
  /** Presses a key while an element has the focus. */
  press(selector: string, key: Key): Promise<void>;
  /** Gives files on this machine to an input. */
  setFiles(selector: string, paths: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Keys by their names on the Web. */
export type Key = " " | "PageUp" | "End";

export const ENGINES = ["Chromium", "Firefox", "WebKit"] as const;

export type EngineName = (typeof ENGINES)[number];
