/** Keeps texts on the device from one visit to the next, each by its name. Where the browser keeps nothing, neither does it. */
export interface Keeper {
  /** The text of a name; null where none is kept. */
  read(name: string): string | null;
  write(name: string, text: string): void;
}
