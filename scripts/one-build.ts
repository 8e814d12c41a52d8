import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { Plugin, Rolldown } from "vite";

/** Of every script of dist/, what the bundler put into it: the tests look whether that is right. */
export const CHUNK_LIST = "node_modules/.cache/chunks.json";

export interface Chunk {
  file: string;
  isEntry: boolean;
  /** From the project's folder. */
  modules: string[];
}

/** The page and its workers as entries of one build, so that what they share lies in dist/ once. */
export const oneBuild = (): Plugin[] => [workersAsEntries, preloadInPageAlone, listChunks];

/**
 * An entry's chunk holds its entry module alone, and nothing can import it: WebKit evaluates the entry of a module worker
 * a second time where one of the worker's chunks imports it. All else lies in chunks by the entries that need it.
 */
export const entriesAlone: Rolldown.OutputOptions = {
  codeSplitting: {
    groups: [{ name: (id, chunking) => (isEntry(id, chunking) ? null : "part"), entriesAware: true }],
  },
  chunkFileNames: ({ name, isEntry }) => {
    // A group's chunk is named part~ and the entries that need it, joined by ~.
    const users = name.split("~").slice(1);
    if (isEntry) return "assets/[name]-[hash].js";
    return `assets/${users.length === 1 ? users[0] : "shared"}-[hash].js`;
  },
};

/** Of the page, the bundler's entry is its HTML, and the script that it names comes out as the entry. */
function isEntry(id: string, chunking: Rolldown.ChunkingContext): boolean {
  const module = chunking.getModuleInfo(id);
  return module?.isEntry === true || module?.importers.some((importer) => importer.endsWith(".html")) === true;
}

/** Vite by itself builds each worker apart, with copies of what it imports. */
const workersAsEntries: Plugin = {
  name: "workers-as-entries",
  apply: "build",
  enforce: "pre",
  transform: {
    filter: { code: /new Worker\(/ },
    async handler(code, importer) {
      const started = /new Worker\(new URL\("([^"]+)", import\.meta\.url\)/g;
      const urls = new Map<string, string>();
      for (const [, path] of code.matchAll(started)) {
        const worker = await this.resolve(path, importer);
        if (worker === null) this.error(`There is no worker ${path}.`);
        urls.set(path, `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: "chunk", id: worker.id })}`);
      }
      return { code: code.replace(started, (_, path) => `new Worker(${urls.get(path)}`), map: null };
    },
  },
};

/** Vite's helper around `import()` asks the document to preload what a chunk imports, and workers have none. */
const preloadInPageAlone: Plugin = {
  name: "preload-in-page-alone",
  apply: "build",
  transform: {
    filter: { id: /^\0vite\/preload-helper\.js$/ },
    handler(code) {
      const exported = "export const __vitePreload =";
      if (!code.includes(exported)) this.error("Vite exports its helper in another way than it used to.");
      return {
        code: `${code.replace(exported, "const inPage =")}
${exported} (load, ...rest) => (typeof document === "undefined" ? load() : inPage(load, ...rest));`,
        map: null,
      };
    },
  },
};

const listChunks: Plugin = {
  name: "list-chunks",
  apply: "build",
  writeBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
    const list = chunks.map(
      ({ fileName, isEntry, moduleIds }): Chunk => ({
        file: fileName,
        isEntry,
        modules: moduleIds.map((id) => relative(process.cwd(), id)),
      }),
    );
    mkdirSync(dirname(CHUNK_LIST), { recursive: true });
    writeFileSync(CHUNK_LIST, JSON.stringify(list));
  },
};
