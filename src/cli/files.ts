import { open, readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { ByteSource } from "../workout/byte-source.ts";
import { PredictorError } from "../workout/error.ts";
import type { NamedBytes } from "../workout/workout.ts";

/** A path as its writer meant it: npm runs scripts in the project's folder, wherever it was called. */
export function pathOf(argument: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), argument);
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

/**
 * A file that is read in parts, to be closed by whoever opened it.
 * @throws PredictorError `no-file`, here and as it is read.
 */
export async function openSource(path: string): Promise<ByteSource & { close(): Promise<void> }> {
  const file = await open(path).catch((error) => {
    throw unreadable(path, error);
  });
  return {
    name: basename(path),
    size: (await file.stat()).size,
    async read(from, to) {
      const part = new Uint8Array(to - from);
      const { bytesRead } = await file.read(part, 0, part.length, from).catch((error) => {
        throw unreadable(path, error);
      });
      if (bytesRead < part.length) throw unreadable(path);
      return part;
    },
    close: () => file.close(),
  };
}

function unreadable(path: string, cause?: unknown): PredictorError {
  return new PredictorError("no-file", `${path} can't be read: check its name, and that it may be read.`, cause);
}

/** What Node says of a file that it can't open, as a sentence; anything else as it is. */
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
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => !name.startsWith(".")).sort();
  return (await Promise.all(names.map((name) => filesUnder(join(path, name))))).flat();
}
