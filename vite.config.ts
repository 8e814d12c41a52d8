import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { budgets } from "./scripts/budgets.ts";
import { licenceNotices } from "./scripts/licence-notices.ts";
import { linkPreview } from "./scripts/link-preview.ts";
import { entriesAlone, oneBuild } from "./scripts/one-build.ts";
import { openingRun } from "./scripts/opening-run.ts";
import { PAGE_POLICY } from "./scripts/page-policy.ts";
import { serviceWorker } from "./scripts/service-worker.ts";
import { staticPage } from "./scripts/static-page.ts";
import { webManifest } from "./scripts/web-manifest.ts";
import { bundledModels, DEFAULT_MODEL } from "./src/model/bundled.ts";
import { fileWords } from "./src/workout/formats/formats.ts";

const { version: runtimeVersion } = JSON.parse(readFileSync("node_modules/onnxruntime-web/package.json", "utf8"));
const modelNames = bundledModels(readdirSync("public/models"));

const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: PAGE_POLICY }, injectTo: "head-prepend" },
  ],
};

/** The page's requests for what a first prediction waits for the longest, before any script of it has come. */
const preloadModel: Plugin = {
  name: "preload-model",
  apply: "build",
  transformIndexHtml(_, { bundle = {} }) {
    const wasm = Object.keys(bundle).find((file) => /ort-wasm-simd-threaded-[^.]+\.wasm$/.test(file));
    if (wasm === undefined) throw new Error("ONNX Runtime's WebAssembly has another name than it used to have.");
    return [wasm, `models/${DEFAULT_MODEL}.onnx.gz`].map((path) => ({
      tag: "link",
      attrs: { rel: "preload", as: "fetch", crossorigin: "", href: `./${path}` },
      injectTo: "head-prepend",
    }));
  },
};

/** Bundled models gzipped, for the page: few hosts compress a file whose type they don't know. */
const compressedModels: Plugin = {
  name: "compressed-models",
  apply: "build",
  async generateBundle() {
    for (const name of modelNames) {
      const source = await promisify(gzip)(readFileSync(`public/models/${name}.onnx`), { level: 9 });
      this.emitFile({ type: "asset", fileName: `models/${name}.onnx.gz`, source });
    }
  },
};

/**
 * `import url from "some.wasm?gzip"`: the address of the file, compressed, for whoever unpacks it. One of ONNX Runtime's
 * is above the 25 MiB that some hosts accept, and many send WebAssembly as it lies there.
 */
const compressedWasm: Plugin = {
  name: "compressed-wasm",
  enforce: "pre",
  load: {
    filter: { id: /\.wasm\?gzip$/ },
    async handler(id) {
      const path = id.slice(0, -"?gzip".length);
      if (this.environment.mode !== "build") return `export { default } from ${JSON.stringify(`${path}?url`)};`;
      const source = await promisify(gzip)(readFileSync(path));
      const file = this.emitFile({ type: "asset", name: `${basename(path)}.gz`, source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  },
  // ONNX Runtime names its WebAssembly in its own code too, where Vite would find it and ship it a second time.
  transform: {
    filter: { id: /onnxruntime-web.*ort\.(jspi|webgpu)\.bundle/ },
    handler(code) {
      const named = /new URL\("ort-wasm-simd-threaded\.(jspi|asyncify)\.wasm",\s*import\.meta\.url\)/g;
      if (!named.test(code)) this.error("ONNX Runtime names its WebAssembly in another way than it used to.");
      return { code: code.replace(named, "new URL(import.meta.url)"), map: null };
    },
  },
};

export default defineConfig({
  // Relative, so that dist/ works under any path of any static host.
  base: "./",
  // The policy stands before all that it is to hold for.
  plugins: [
    react(),
    preloadModel,
    contentSecurityPolicy,
    compressedWasm,
    compressedModels,
    openingRun,
    staticPage(),
    oneBuild(),
    webManifest,
    licenceNotices,
    linkPreview,
    // It holds what stands above.
    serviceWorker(),
    budgets,
  ],
  define: {
    // A static host lists no folder: the names of the bundled models are fixed as the page is built.
    __MODEL_NAMES__: JSON.stringify(modelNames),
    __RUNTIME_VERSION__: JSON.stringify(runtimeVersion),
    // The page names the formats that are read, and leaves what reads them to its worker.
    __FILE_WORDS__: JSON.stringify(fileWords()),
  },
  // Bundling these ahead would part them from the wasm that they look for beside themselves.
  optimizeDeps: { exclude: ["onnxruntime-web", "parquet-wasm"] },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Compressing takes its time, which is no news to whoever starts the page.
      checks: { bundlerTimings: false },
      output: entriesAlone(),
    },
  },
});
