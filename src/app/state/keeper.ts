import { isRecord } from "../../base/is-record.ts";

/** Keeps texts on the device from one visit to the next, each by its name. Where the browser keeps nothing, neither does it. */
export interface Keeper {
  /** The text of a name; null where none is kept. */
  read(name: string): string | null;
  write(name: string, text: string): void;
  /** Forgets the texts of these names. */
  forget(names: readonly string[]): void;
  /** Calls the listener with the name of each text that another tab changed, null where it may be any; a page never ends it. */
  onChangeElsewhere(listener: (name: string | null) => void): void;
}

/** Parses a kept text as an object; empty where none is kept, or the text is no object. */
export function keptRecord(text: string | null): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    return isRecord(kept) ? kept : {};
  } catch {
    return {};
  }
}
