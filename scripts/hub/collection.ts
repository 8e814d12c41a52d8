import { readFileSync } from "node:fs";
import { readCard } from "./front-matter.ts";
import { problemsOf } from "./schemas.ts";

/** A thing on the hub that belongs to the collection. */
export interface CollectionItem {
  type: "space" | "model" | "dataset";
  /** `owner/name`; `OWNER` is whoever publishes this project. */
  id: string;
  note: string;
}

export interface Collection {
  title: string;
  description: string;
  items: CollectionItem[];
}

/** Stands in COLLECTION.md for whoever publishes this project: no address of theirs is known here. */
export const OWNER = "OWNER";

/** The collection that COLLECTION.md states. @throws Error where the hub would not take it. */
export function readCollection(): Collection {
  const { data } = readCard(readFileSync("COLLECTION.md", "utf8"));
  const problems = problemsOf("collection", data);
  if (problems.length > 0) throw new Error(`COLLECTION.md: ${problems.join("; ")}.`);
  return data as Collection;
}

/** This project's own items, by what they are. @throws Error where one is missing. */
export function ownIdOf(type: CollectionItem["type"], { items }: Collection): string {
  const own = items.find((item) => item.type === type && item.id.startsWith(`${OWNER}/`));
  if (own === undefined) throw new Error(`COLLECTION.md names no ${type} of ${OWNER}.`);
  return own.id;
}
