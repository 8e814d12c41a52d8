import { parse } from "yaml";

/** A document of the hub: its YAML front matter, and the Markdown below it. */
export interface Card {
  data: unknown;
  body: string;
}

/** Parts a card's front matter from its text. @throws Error where it has none, or the YAML is broken. */
export function readCard(markdown: string): Card {
  const [whole, yaml] = /^---\n([\s\S]*?)\n---\n/.exec(markdown) ?? [];
  if (whole === undefined) throw new Error("The document does not begin with front matter between two lines of ---.");
  return { data: parse(yaml), body: markdown.slice(whole.length) };
}
