import { relative } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { bytesSent } from "../src/serving/compressed-files.mjs";

/** The most bytes, gzipped, of the scripts that an entry loads before it does anything: its own and those it imports. */
export const ENTRY_BYTES: Record<string, number> = {
  "index.html": 260_000,
  "src/inference/worker.ts": 110_000,
  "src/reading/reading-worker.ts": 95_000,
  "src/dataset/split-worker.ts": 55_000,
  "src/scoring/scoring-worker.ts": 120_000,
  "src/scoring/tally-worker.ts": 30_000,
  "src/app/replay/film/film-worker.ts": 40_000,
};

/** What a first visit fetches until the first picture of a run of one's own: these entries' scripts, and these files. */
const FIRST_VISIT = {
  entries: ["index.html", "src/inference/worker.ts", "src/reading/reading-worker.ts"],
  files: [
    /^index\.html$/,
    /^assets\/part~main-.*\.css$/,
    /^assets\/static-page-.*\.css$/,
    /^assets\/ort\.wasm\.bundle.*\.js$/,
    /^assets\/ort-wasm-simd-threaded-.*\.wasm$/,
    /^models\/population\.onnx\.gz$/,
  ],
};
/** The most bytes of a first visit, by the encoding that the host speaks. */
export const FIRST_VISIT_BYTES = { brotli: 4_000_000, gzip: 4_800_000 };

/** Some static hosts accept no larger file. */
export const FILE_BYTES = 25 * 2 ** 20;

/** The encodings by their names in HTTP. */
const HTTP_NAMES = { brotli: "br", gzip: "gzip" } as const;

type Encoding = keyof typeof HTTP_NAMES;

/** A file of dist/. */
export interface BuiltFile {
  name: string;
  bytes: Uint8Array;
  /** Names of the scripts that a script imports at once. */
  imports: readonly string[];
  /** The path, in the project, of the entry whose script this is; null for all other files. */
  entry: string | null;
}

/** Ends the build where dist/ exceeds a budget. */
export const budgets: Plugin = {
  name: "budgets",
  apply: "build",
  generateBundle: {
    order: "post",
    async handler(_, bundle) {
      const { root } = this.environment.config;
      const exceeded = await exceededBudgets(Object.values(bundle).map((file) => builtFile(file, root)));
      if (exceeded.length > 0)
        this.error(`dist/ exceeds its budgets, which scripts/budgets.ts states.\n${exceeded.join("\n")}`);
    },
  },
};

function builtFile(file: Rolldown.OutputAsset | Rolldown.OutputChunk, root: string): BuiltFile {
  if (file.type === "asset") return { name: file.fileName, bytes: Buffer.from(file.source), imports: [], entry: null };
  const entry = file.isEntry && file.facadeModuleId !== null ? relative(root, file.facadeModuleId) : null;
  return { name: file.fileName, bytes: Buffer.from(file.code), imports: file.imports, entry };
}

/**
 * Compares the files of dist/ with the budgets.
 * @returns a sentence for each budget that is exceeded
 * @throws Error where an entry has no budget, or a budget names what dist/ does not have
 */
export async function exceededBudgets(files: readonly BuiltFile[]): Promise<string[]> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const entries = files.filter(({ entry }) => entry !== null).map(({ entry }) => entry as string);
  const unstated = entries.filter((entry) => !Object.hasOwn(ENTRY_BYTES, entry));
  if (unstated.length > 0) throw new Error(`scripts/budgets.ts states no budget for ${unstated.join(", ")}.`);

  const scriptsOf = (entry: string) =>
    withImports(
      only(files, `script of ${entry}`, (file) => file.entry === entry),
      byName,
    );
  const firstVisit = new Set([
    ...FIRST_VISIT.entries.flatMap((entry) => [...scriptsOf(entry)]),
    ...FIRST_VISIT.files.map((pattern) => only(files, `file ${pattern}`, ({ name }) => pattern.test(name))),
  ]);
  const sizes = [
    ...files.map(({ name, bytes }) => ({ of: name, bytes: bytes.length, most: FILE_BYTES })),
    ...Object.entries(ENTRY_BYTES).map(async ([entry, most]) => ({
      of: `What ${entry} loads at once, gzipped`,
      bytes: await sizeSent(scriptsOf(entry), "gzip"),
      most,
    })),
    ...Object.entries(FIRST_VISIT_BYTES).map(async ([encoding, most]) => ({
      of: `A first visit by ${encoding}`,
      bytes: await sizeSent(firstVisit, encoding as Encoding),
      most,
    })),
  ];
  return (await Promise.all(sizes))
    .filter(({ bytes, most }) => bytes > most)
    .map(({ of, bytes, most }) => `${of}: ${bytes} bytes of at most ${most}.`);
}

function only(files: readonly BuiltFile[], what: string, is: (file: BuiltFile) => boolean): BuiltFile {
  const found = files.filter(is);
  if (found.length === 1) return found[0];
  throw new Error(`A budget of scripts/budgets.ts is of the ${what}: dist/ has ${found.length} of them.`);
}

/** A script, all that it imports at once, and what these import. */
function withImports(script: BuiltFile, byName: ReadonlyMap<string, BuiltFile>, found = new Set<BuiltFile>()) {
  if (found.has(script)) return found;
  found.add(script);
  for (const name of script.imports) withImports(byName.get(name) as BuiltFile, byName, found);
  return found;
}

/** Number of bytes that a host sends of files. */
async function sizeSent(files: Iterable<BuiltFile>, encoding: Encoding): Promise<number> {
  const sizes = await Promise.all(
    [...files].map(async ({ name, bytes }) => (await bytesSent(name, bytes, HTTP_NAMES[encoding])).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
