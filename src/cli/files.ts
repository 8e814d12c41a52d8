import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { PredictorError } from "../workout/error.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import type { NamedBytes, Workout } from "../workout/workout.ts";
import { tell } from "./output.ts";

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
    throw new PredictorError("no-file", `${path} can't be read: check its name, and that it may be read.`, error);
  }
}

/** The files that arguments name, folders searched through, in the order of their names. */
export async function filesOf(args: string[]): Promise<string[]> {
  const files = await Promise.all(args.map((argument) => filesUnder(pathOf(argument))));
  return files.flat();
}

async function filesUnder(path: string): Promise<string[]> {
  const found = await stat(path).catch((error) => {
    throw new PredictorError("no-file", `${path} does not exist: check its name.`, error);
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => !name.startsWith(".")).sort();
  return (await Promise.all(names.map((name) => filesUnder(join(path, name))))).flat();
}

/** Every run under a folder, one at a time; what can't be read is told and left out. */
export async function* workoutsUnder(folder: string): AsyncGenerator<Workout> {
  const root = pathOf(folder);
  for (const path of await filesUnder(root)) {
    try {
      for (const run of parseWorkouts({ ...(await readNamed(path)), name: relative(root, path) })) {
        if ("workout" in run) yield run.workout;
        else tell(`${run.name}: ${run.error.message}`);
      }
    } catch (error) {
      if (!(error instanceof PredictorError)) throw error;
      tell(`${relative(root, path)}: ${error.message}`);
    }
  }
}
