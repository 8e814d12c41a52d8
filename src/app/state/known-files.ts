import type { ReadableFile } from "../../reading/file-bytes.ts";
import { isSameFile } from "../../reading/same-file.ts";
import type { RunItem } from "./run-items.ts";

/** Files that were opened: those that are new, and those that were open already, each with its item, or an archive's first. */
export interface PartedFiles {
  fresh: ReadableFile[];
  /** `itemId` is null where the file came twice at once. */
  known: { name: string; itemId: number | null }[];
}

/** Tells which files are on the list already; one that was changed since is a new one. */
export async function partFiles(files: readonly ReadableFile[], items: readonly RunItem[]): Promise<PartedFiles> {
  const opened = new Map<ReadableFile, number | null>();
  for (const { id, source } of items) {
    if ((source?.kind === "file" || source?.kind === "activity") && !opened.has(source.file))
      opened.set(source.file, id);
  }
  const parted: PartedFiles = { fresh: [], known: [] };
  for (const file of files) {
    const twin = await twinOf(file, [...opened.keys()]);
    if (twin !== null) parted.known.push({ name: file.name, itemId: opened.get(twin) ?? null });
    else {
      parted.fresh.push(file);
      opened.set(file, null);
    }
  }
  return parted;
}

async function twinOf(file: ReadableFile, opened: readonly ReadableFile[]): Promise<ReadableFile | null> {
  for (const candidate of opened) if (await isSameFile(candidate, file)) return candidate;
  return null;
}

/** That files were open already; empty where none was. */
export function knownFilesWords(names: readonly string[]): string {
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} is open already.`;
  return `${names.length.toLocaleString("en")} of these files are open already.`;
}
