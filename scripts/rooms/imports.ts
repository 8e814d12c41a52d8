import { posix } from "node:path";
import { ROOMS, type Room } from "./rooms.ts";

/** An import that the table of rooms does not allow. */
export interface RefusedImport {
  file: string;
  /** From 1. */
  line: number;
  /** A sentence for whoever wrote it. */
  reason: string;
}

/** Code that runs in no test: tests may import anything, and helpers of tests likewise. */
const IS_BUILT = /^src\/(?!testing\/).*(?<!\.test)\.tsx?$/;
/** Imports and exports, of types, of modules on demand, and of workers. */
const IMPORTS = [/\b(?:from|import)\s*\(?\s*"([\w@.][^"\s]*)"/g, /\bnew URL\(\s*"(\.[^"\s]*\.tsx?)"/g];

/**
 * Holds the imports of a source file against the table.
 * @param file from the project's folder, with `/` between folders
 */
export function refusedImports(file: string, source: string, rooms: Record<string, Room> = ROOMS): RefusedImport[] {
  if (!IS_BUILT.test(file)) return [];
  return IMPORTS.flatMap((pattern) => [...source.matchAll(pattern)]).flatMap(({ 1: name, index }) => {
    const reason = refusal(file, name, rooms);
    return reason === null ? [] : [{ file, line: source.slice(0, index).split("\n").length, reason }];
  });
}

/** Why a file may not import something; null where it may. */
function refusal(file: string, name: string, rooms: Record<string, Room>): string | null {
  const own = roomOf(file, rooms);
  if (own === null) return `${posix.dirname(file)} is no room of scripts/rooms/rooms.ts: enter it there`;
  const { rooms: allowed, libraries } = rooms[own];
  if (!name.startsWith(".")) {
    return libraries.some((library) => isWithin(name, library)) ? null : `${own} may not import ${name}`;
  }
  const path = posix.join(posix.dirname(file), name);
  const other = roomOf(path, rooms);
  if (other === own || (other !== null && allowed.includes(other))) return null;
  return `${own} may not import ${other ?? path}`;
}

/** The room that a file lies in; one with rooms within holds only the files directly in it. */
function roomOf(path: string, rooms: Record<string, Room>): string | null {
  for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
    if (folder in rooms) {
      const isDirect = folder === posix.dirname(path);
      return isDirect || !Object.keys(rooms).some((other) => other.startsWith(`${folder}/`)) ? folder : null;
    }
  }
  return null;
}

/** Whether a module is a library's: itself or of a path below it, and for `node:` any of them. */
function isWithin(name: string, library: string): boolean {
  return name === library || name.startsWith(library.endsWith(":") ? library : `${library}/`);
}
