import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, relative } from "node:path";
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
 * a second time where one of the worker's chunks imports it. All else lies in one chunk for each set of parts that need it.
 */
export function entriesAlone(): Rolldown.OutputOptions {
  const namesOfParts = partsOfModules();
  return {
    codeSplitting: {
      groups: [
        {
          name: (id, chunking) => (isEntry(id, chunking) ? null : ["part", ...namesOfParts(id, chunking)].join("~")),
          // What a module imports may be needed by more parts than the module is, and has a chunk of its own then.
          includeDependenciesRecursively: false,
        },
      ],
    },
    chunkFileNames: ({ name, isEntry }) => {
      const [, ...parts] = name.split("~");
      if (isEntry) return "assets/[name]-[hash].js";
      return `assets/${parts.length === 1 ? parts[0] : "shared"}-[hash].js`;
    },
  };
}

/**
 * Names the parts of the page that need a module. A part is an entry, or a module that is imported later, with all that
 * it imports at once; it is not named where all that import it later have brought the module already.
 */
function partsOfModules() {
  const partsOf = new Map<string, ReadonlySet<string>>();
  const ofName = new Map<string, string>();

  return (id: string, chunking: Rolldown.ChunkingContext): string[] => {
    const parts = partsWith(id, chunking);
    return [...parts]
      .filter((part) => !isBroughtBefore(part, parts, chunking))
      .map(nameOf)
      .sort();
  };

  /** The parts that a module is imported by at once, itself among them where it is one. */
  function partsWith(id: string, chunking: Rolldown.ChunkingContext): ReadonlySet<string> {
    const known = partsOf.get(id);
    if (known !== undefined) return known;
    const parts = new Set<string>();
    const reached = new Set([id]);
    for (const module of reached) {
      const { importers, dynamicImporters } = chunking.getModuleInfo(module) as Rolldown.ModuleInfo;
      if (isEntry(module, chunking) || dynamicImporters.length > 0) parts.add(module);
      for (const importer of importers) if (!importer.endsWith(".html")) reached.add(importer);
    }
    partsOf.set(id, parts);
    return parts;
  }

  /** Tells whether one of these parts is there before a part is imported, whichever imports it. */
  function isBroughtBefore(
    part: string,
    parts: ReadonlySet<string>,
    chunking: Rolldown.ChunkingContext,
    seen: ReadonlySet<string> = new Set([part]),
  ): boolean {
    if (isEntry(part, chunking)) return false;
    const { dynamicImporters } = chunking.getModuleInfo(part) as Rolldown.ModuleInfo;
    return dynamicImporters
      .flatMap((importer) => [...partsWith(importer, chunking)])
      .every((by) => parts.has(by) || seen.has(by) || isBroughtBefore(by, parts, chunking, new Set([...seen, by])));
  }

  function nameOf(part: string): string {
    const name = basename(part, extname(part));
    if ((ofName.get(name) ?? part) !== part) throw new Error(`Two parts of the page are named ${name}.`);
    ofName.set(name, part);
    return name;
  }
}

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
