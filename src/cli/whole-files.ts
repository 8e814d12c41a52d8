import { renameSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";

/** Appends to one of the files. */
type Append<Name extends string> = (name: Name, piece: Uint8Array | string) => Promise<void>;

/** Signals that end a command: Ctrl-C, and the system's request. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Writes files that stand under their names once all of them are whole: until then each is `<name>.part`. After an
 * error or Ctrl-C nothing is left of them, and what stood under the names before is untouched.
 * @throws what `write` threw, or what Node says of a file that can't be written.
 */
export async function writeWhole<Name extends string>(
  folder: string,
  names: readonly Name[],
  write: (append: Append<Name>) => Promise<void>,
): Promise<void> {
  const partOf = (name: Name) => join(folder, `${name}.part`);
  const handles = new Map<Name, FileHandle>();
  const discard = () => {
    for (const name of handles.keys()) rmSync(partOf(name), { force: true });
  };
  const end = (signal: NodeJS.Signals) => {
    discard();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    for (const name of names) handles.set(name, await open(partOf(name), "w"));
    await write(async (name, piece) => handles.get(name)?.appendFile(piece));
    for (const handle of handles.values()) await handle.close();
    // At one go, so that Ctrl-C comes before all of them or after.
    for (const name of names) renameSync(partOf(name), join(folder, name));
  } catch (error) {
    for (const handle of handles.values()) await handle.close();
    discard();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}
