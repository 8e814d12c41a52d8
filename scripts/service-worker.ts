import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { build, type Plugin, type ResolvedConfig, type Rolldown } from "vite";
import { DEFAULT_MODEL } from "../src/model/bundled.ts";
import type { BuiltPage } from "../src/offline/built-page.ts";
import { type BundledPackage, LICENCE_LIST } from "./licence-list.ts";

const SOURCE = "src/offline/service-worker.ts";
/** It serves the folder that it lies in. */
const FILE = "sw.js";
const PLACEHOLDER = "__BUILT_PAGE__";

/** Held from the first visit on are all files but pictures for shops of apps, and models that are there gzipped too. */
const NOT_HELD = /^screenshots\/|^models\/.*\.onnx$/;
/** A browser takes one of ONNX Runtime's WebAssembly for WebGPU, or none; and of the models most people take the default. */
const HELD_WHEN_USED = new RegExp(`^assets/.*\\.wasm-[^/]*\\.gz$|^models/(?!${DEFAULT_MODEL}\\.).*\\.onnx\\.gz$`);
/** Their names change with what is in them. */
const IS_HASHED = /^assets\//;

let script: Promise<ServiceWorkerScript> | null = null;

interface ServiceWorkerScript {
  /** It names the placeholder where what it holds is to stand. */
  code: string;
  packages: BundledPackage[];
}

/** The service worker as one script that imports nothing, for Firefox starts no other; built once. */
export function serviceWorkerScript(): Promise<ServiceWorkerScript> {
  script ??= buildScript();
  return script;
}

async function buildScript(): Promise<ServiceWorkerScript> {
  const { output } = (await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2023",
      license: { fileName: LICENCE_LIST },
      rolldownOptions: { input: SOURCE, output: { format: "iife", entryFileNames: FILE } },
    },
  })) as Rolldown.RolldownOutput;
  const [{ code }, ...rest] = output;
  const list = rest.find(({ fileName }) => fileName === LICENCE_LIST) as Rolldown.OutputAsset;
  if (code.split(PLACEHOLDER).length !== 2) throw new Error(`${SOURCE} names ${PLACEHOLDER} in no one place.`);
  return { code, packages: JSON.parse(list.source.toString()) };
}

/** Adds the service worker, which knows by their content all files that are built before it. */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "service-worker",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const { code } = await serviceWorkerScript();
        const page = builtPage(Object.values(bundle), publicFiles(config.publicDir));
        // In place of a name JSON is an expression as it stands, and "$" in it no pattern.
        const source = code.replace(PLACEHOLDER, () => JSON.stringify(page));
        this.emitFile({ type: "asset", fileName: FILE, source });
      },
    },
  };
}

interface DistFile {
  name: string;
  bytes: Uint8Array;
}

function builtPage(bundle: (Rolldown.OutputAsset | Rolldown.OutputChunk)[], copied: DistFile[]): BuiltPage {
  const entry = bundle.find((file) => file.type === "chunk" && file.facadeModuleId?.endsWith("index.html"));
  if (entry === undefined) throw new Error("dist/ has no script of index.html.");
  const built = bundle.map((file) => ({
    name: file.fileName,
    bytes: Buffer.from(file.type === "asset" ? file.source : file.code),
  }));
  const files = [...built, ...copied].filter(({ name }) => !NOT_HELD.test(name));
  const held = files.filter(({ name }) => !HELD_WHEN_USED.test(name));
  return {
    held: held.map(addressed),
    heldBytes: held.reduce((sum, { bytes }) => sum + bytes.length, 0),
    heldWhenUsed: files.filter(({ name }) => HELD_WHEN_USED.test(name)).map(addressed),
    script: entry.fileName,
  };
}

function addressed({ name, bytes }: DistFile): BuiltPage["held"][number] {
  return { url: name, revision: IS_HASHED.test(name) ? null : revisionOf(bytes) };
}

/** What Vite copies into dist/ as it lies there. */
function publicFiles(folder: string): DistFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({ name: name.split(sep).join("/"), bytes: readFileSync(join(folder, name)) }));
}

function revisionOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
}
