import type { ReadableFile } from "../../reading/file-bytes.ts";
import { isSameFile } from "../../reading/same-file.ts";
import { formatCount } from "../format/format.ts";
import type { RunItem } from "./run-items.ts";

/** Dropped files, parted into new ones and those that are open already, with their item (an archive's first). */
export interface PartedFiles {
  fresh: ReadableFile[];
  /** `itemId` is null when the file came twice in one drop. */
  known: { name: string; itemId: number | null }[];
}

/** Parts files by whether they are on the list already; a file that was changed since is new. */
export async function partFiles(files: readonly ReadableFile[], items: readonly RunItem[]): Promise<PartedFiles> {
  const opened = new Map<ReadableFile, number | null>();
  /** Files of one name and size, so that of thousands few are compared. */
  const alike = new Map<string, ReadableFile[]>();
  const add = (file: ReadableFile, itemId: number | null) => {
    if (opened.has(file)) return;
    opened.set(file, itemId);
    alike.set(outlineOf(file), [...(alike.get(outlineOf(file)) ?? []), file]);
  };
  for (const { id, source } of items) if (source?.kind === "file" || source?.kind === "activity") add(source.file, id);
  const parted: PartedFiles = { fresh: [], known: [] };
  for (const file of files) {
    const twin = await twinOf(file, alike.get(outlineOf(file)) ?? []);
    if (twin !== null) parted.known.push({ name: file.name, itemId: opened.get(twin) ?? null });
    else {
      parted.fresh.push(file);
      add(file, null);
    }
  }
  return parted;
}

function outlineOf({ name, size }: ReadableFile): string {
  return `${size} ${name}`;
}

async function twinOf(file: ReadableFile, opened: readonly ReadableFile[]): Promise<ReadableFile | null> {
  for (const candidate of opened) if (await isSameFile(candidate, file)) return candidate;
  return null;
}

/** Says which files were open already; empty when none was. */
export function knownFilesWords(names: readonly string[]): string {
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} is open already.`;
  return `${formatCount(names.length)} of these files are open already.`;
}
