import { createReadStream } from "node:fs";
import { access, open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import { exportLibrary, type ImportReport, importLibrary } from "../library/library-file.ts";
import { holdsLibrary, LIBRARY_HEAD_BYTES } from "../library/library-mark.ts";
import { MemoryLibrary } from "../library/memory-library.ts";
import { pathOf } from "./files.ts";
import { tellError } from "./output.ts";
import { writeWhole } from "./whole-files.ts";

/** Whether a path leads to a library's file. @throws what Node says of a file that can't be read. */
export async function isLibraryFile(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(LIBRARY_HEAD_BYTES) });
    return holdsLibrary(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Adds the runs and courses of a library's file to a library; lines that can't be read are told. @throws PredictorError as importLibrary. */
export async function addLibraryFile(library: MemoryLibrary, path: string): Promise<ImportReport> {
  const bytes = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  const report = await importLibrary(library, bytes);
  library.addCourses(report.courses);
  for (const { line, error } of report.failed) tellError(error, `${basename(path)} · line ${line}`);
  return report;
}

/** The library in a file. @throws PredictorError as importLibrary, or what Node says of a file that can't be read. */
export async function openLibraryFile(argument: string): Promise<MemoryLibrary> {
  const library = new MemoryLibrary();
  const path = pathOf(argument);
  await access(path);
  await addLibraryFile(library, path);
  return library;
}

/** Whether something has this name. */
export async function exists(argument: string): Promise<boolean> {
  return access(pathOf(argument)).then(
    () => true,
    () => false,
  );
}

/** Writes a library's file, whole or not at all. @param ids of the runs to write; all, and its courses, where none are given */
export async function writeLibraryFile(library: MemoryLibrary, argument: string, ids?: ReadonlySet<string>) {
  const path = pathOf(argument);
  const name = basename(path);
  await writeWhole(dirname(path), [name], async (append) => {
    const reader = exportLibrary(library, { ids, courses: ids ? [] : library.courses }).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) await append(name, part.value);
  });
}
