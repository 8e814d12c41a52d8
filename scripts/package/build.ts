import { readdirSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { build, type Plugin } from "vite";
import { ensureBuilt } from "../build.mjs";
import { run } from "../install.mjs";
import { licenceNotices } from "../licence-notices.ts";

ensureBuilt();

/** Rooms that a program may import, as package.json exports them. */
const ROOMS = ["package", "workout", "features", "model", "inference", "dataset", "evaluation"];

/** Files of lib/ lie as deep as those of src/, so that both find the model, the page and package.json alike. */
const OUT = "lib";

/** The page's copy of a WebAssembly file, as an address beside a module of lib/. */
function pageFile(name: string): string {
  const [stem, ending] = name.split(/\.(?=[^.]+$)/);
  const file = readdirSync("dist/assets").find((file) => file.startsWith(`${stem}-`) && file.endsWith(`.${ending}`));
  if (file === undefined) throw new Error(`dist/assets holds no ${name}.`);
  return `../../dist/assets/${file}`;
}

/** What looks for its WebAssembly beside itself finds the page's copy, which the package holds anyway. */
const sharedWasm: Plugin = {
  name: "shared-wasm",
  enforce: "pre",
  transform: {
    filter: { id: /onnxruntime-web.*ort\.wasm\.bundle|parquet-wasm\/esm\/parquet_wasm\.js/ },
    handler(code, id) {
      const named = /new URL\((["'])([\w.-]+\.wasm)\1,\s*import\.meta\.url\)/g;
      if (!named.test(code)) this.error(`${basename(id)} names its WebAssembly in another way than it used to.`);
      return { code: code.replace(named, (_, __, name) => `new URL("${pageFile(name)}", import.meta.url)`), map: null };
    },
  },
};

/** Libraries that come with WebAssembly, and what makes each ready, under Node and in web pages alike. */
const STARTED: Record<string, string> = {
  "parquet-wasm": `
    import start from "parquet-wasm/esm";
    import { readOwnFile } from "/src/package/own-file.ts";
    await start({ module_or_path: await readOwnFile(new URL("${pageFile("parquet_wasm_bg.wasm")}", import.meta.url)) });
    export * from "parquet-wasm/esm";`,
  "onnxruntime-web/wasm": `
    import { env } from "onnxruntime-web/wasm";
    import { readOwnFile } from "/src/package/own-file.ts";
    const wasm = new URL("${pageFile("ort-wasm-simd-threaded.wasm")}", import.meta.url);
    // Under Node it fetches nothing, and takes the bytes.
    if (wasm.protocol === "file:") env.wasm.wasmBinary = await readOwnFile(wasm);
    else env.wasm.wasmPaths = { wasm: wasm.href };
    export * from "onnxruntime-web/wasm";`,
};

const startedLibraries: Plugin = {
  name: "started-libraries",
  enforce: "pre",
  resolveId: (id, importer) => (id in STARTED && !importer?.startsWith("\0") ? `\0${id}` : null),
  load: {
    filter: { id: new RegExp(`^\0(${Object.keys(STARTED).join("|")})$`) },
    handler: (id) => STARTED[id.slice(1)],
  },
};

/** The builds for WebGPU stay with the page: models of the package run on WebAssembly. */
const withoutWebGpu: Plugin = {
  name: "without-webgpu",
  enforce: "pre",
  load: {
    filter: { id: /onnxruntime-web.*ort\.(jspi|webgpu)\.bundle/ },
    handler: () => `throw new Error("The package has no WebGPU.");`,
  },
};

rmSync(OUT, { recursive: true, force: true });
await build({
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  plugins: [sharedWasm, startedLibraries, withoutWebGpu, licenceNotices],
  // It tells where `npm run hr` was called; whoever has the package calls hr itself.
  define: { "process.env.INIT_CWD": "undefined" },
  // What runs in web pages runs under Node too; hr alone imports Node's modules.
  ssr: { noExternal: true, resolve: { conditions: ["module", "browser"] } },
  build: {
    ssr: true,
    outDir: OUT,
    target: "es2023",
    rolldownOptions: {
      platform: "neutral",
      input: {
        ...Object.fromEntries(ROOMS.map((room) => [`${room}/index`, `src/${room}/index.ts`])),
        "cli/hr": "src/cli/hr.ts",
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "parts/[name]-[hash].js" },
    },
  },
});
run("npx", ["tsc", "--project", "tsconfig.package.json"]);
