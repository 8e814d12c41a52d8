import { open, readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { ByteSource } from "../base/byte-source.ts";
import { PredictorError } from "../base/error.ts";
import type { NamedBytes } from "../workout/workout.ts";

/** A path as its writer meant it: npm runs scripts in the project's folder, wherever it was called. */
export function pathOf(argument: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), argument);
}

/** Whether a path is a folder's, or leads into it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * A file's bytes under its own name.
 * @throws PredictorError `no-file`.
 */
export async function readNamed(path: string): Promise<NamedBytes> {
  try {
    return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Hears of bytes read from a file, as they are. */
export type ReadListener = (bytes: number) => void;

/**
 * Works on a file that is read in parts, whatever its size, as long as something is taken from what is made of it.
 * @throws PredictorError `no-file`.
 */
export async function* withSource<T>(
  path: string,
  use: (source: ByteSource) => AsyncGenerator<T>,
  onRead: ReadListener,
): AsyncGenerator<T> {
  const handle = await open(path).catch((error) => {
    throw unreadable(path, error);
  });
  try {
    const { size } = await handle.stat();
    const read = async (from: number, to: number) => {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(to - from), 0, to - from, from).catch((error) => {
        throw unreadable(path, error);
      });
      if (bytesRead < to - from) throw unreadable(path);
      onRead(bytesRead);
      return buffer;
    };
    yield* use({ name: basename(path), size, read });
  } finally {
    await handle.close();
  }
}

function unreadable(path: string, cause?: unknown): PredictorError {
  return new PredictorError("no-file", `${path} can't be read: check its name, and that it may be read.`, cause);
}

/** Turns Node's error about a file into a sentence; passes anything else through. */
export function asFileError(thrown: unknown): unknown {
  const { code, path } = thrown as NodeJS.ErrnoException;
  if (!(thrown instanceof Error) || code === undefined || path === undefined) return thrown;
  return new PredictorError(
    "no-file",
    `${path} can't be read or written (${code}): check its name, and its folder's.`,
    thrown,
  );
}

/**
 * The file that a path names, or all under the folder, in the order of their names.
 * @throws PredictorError `no-file`.
 */
export async function filesUnder(path: string): Promise<string[]> {
  const found = await stat(path).catch((error) => {
    throw new PredictorError("no-file", `${path} does not exist: check its name.`, error);
  });
  return found.isDirectory() ? filesIn(path) : [path];
}

/**
 * A link that leads nowhere counts as a file: whoever reads it says that it can't be. One to a folder around it leads in
 * a circle, and is passed over.
 * @param around the true paths of the folders around it
 */
async function filesIn(folder: string, around: readonly string[] = []): Promise<string[]> {
  const own = await realpath(folder);
  if (around.includes(own)) return [];
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  const found = names.map(async (name) => {
    const path = join(folder, name);
    return (await stat(path).catch(() => null))?.isDirectory() ? filesIn(path, [...around, own]) : [path];
  });
  return (await Promise.all(found)).flat();
}

/** Bytes of the file that a path names, or of all under the folder. @throws PredictorError `no-file`. */
export async function bytesUnder(path: string): Promise<number> {
  const sizeOf = (file: string) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    );
  const sizes = await Promise.all((await filesUnder(path)).map(sizeOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}
