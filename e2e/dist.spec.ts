import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { expect, test } from "@playwright/test";
import { parseSync } from "vite";
import { LICENCE_FILE } from "../scripts/licence-notices.ts";
import { CHUNK_LIST, type Chunk } from "../scripts/one-build.ts";
import type { BuiltPage } from "../src/offline/built-page.ts";

const FOLDER = "dist/assets";
const files = readdirSync(FOLDER);
const scripts = files
  .filter((file) => file.endsWith(".js"))
  .map((file) => ({ file, code: readFileSync(join(FOLDER, file), "utf8") }));
const chunks: Chunk[] = JSON.parse(readFileSync(CHUNK_LIST, "utf8"));

type Module = ReturnType<typeof parseSync>["module"];

/** What the page's HTML starts, and what its scripts start as workers. */
const entries = [
  ...readFileSync("dist/index.html", "utf8").matchAll(/<script type="module"[^>]*src="([^"]+)"/g),
  ...scripts.flatMap(({ code }) => [...code.matchAll(/new Worker\(new URL\([^)]*?["'`]([^"'`]+\.js)["'`]/g)]),
].map(([, address]) => basename(address));

test("the page and each worker have one entry, and no script imports any", { tag: "@smoke" }, () => {
  expect([...entries].sort()).toEqual(namesOf(chunks.filter(({ isEntry }) => isEntry)));
  const imports = scripts.flatMap(({ file, code }) => importedBy(code).map((imported) => ({ file, imported })));
  expect(imports.length).toBeGreaterThan(scripts.length);
  expect(imports.filter(({ imported }) => entries.includes(imported))).toEqual([]);
});

test("no script imports itself by way of others, which would find it half made", () => {
  let left = scripts.map(({ file, code }) => ({ file, imports: importedAtOnce(parseSync("script.js", code).module) }));
  for (let before = Infinity; left.length < before; ) {
    before = left.length;
    const names = new Set(left.map(({ file }) => file));
    left = left.filter(({ imports }) => imports.some((name) => names.has(name)));
  }
  expect(left.map(({ file }) => file)).toEqual([]);
});

test("the licence of every bundled package is told, with its text", () => {
  const [own, ...notices] = readFileSync(join("dist", LICENCE_FILE), "utf8").split(/^={80}\n(?=\S+ \d\S* \()/m);
  expect(own).toContain(readFileSync("LICENSE", "utf8").trim());
  expect(
    scripts.filter(({ code }) => code.includes(LICENCE_FILE)),
    "scripts that link to it",
  ).toHaveLength(1);
  const told = notices.map((notice) => notice.split(" ")[0]);
  const bundled = chunks.flatMap(({ modules }) => modules.map(packageOf)).filter((name) => name !== null);
  expect(bundled).toEqual(expect.arrayContaining(["onnxruntime-web", "parquet-wasm", "react", "saxes"]));
  // Workbox names its packages in the script that they are built into.
  const inServiceWorker = [...readFileSync("dist/sw.js", "utf8").matchAll(/workbox:(\w+):\d/g)];
  const packages = [...bundled, ...inServiceWorker.map(([, part]) => `workbox-${part}`)];
  expect(told.sort()).toEqual([...new Set(packages)].sort());
  expect(notices.filter((notice) => !/permission|redistribution/i.test(notice))).toEqual([]);
});

test("no module lies in two scripts, and no file in two copies", () => {
  expect(scripts.map(({ file }) => file).sort(), "scripts that the one build made").toEqual(namesOf(chunks));
  expect(repeated(chunks.flatMap(({ modules }) => modules))).toEqual([]);
  const hashes = files.map((file) =>
    createHash("sha256")
      .update(readFileSync(join(FOLDER, file)))
      .digest("hex"),
  );
  expect(files.filter((_, i) => hashes.indexOf(hashes[i]) !== i)).toEqual([]);
});

test("the service worker holds every file, but those that no visit needs", () => {
  const [, json] = /=(\{"held":.*?"script":"[^"]*"\})/.exec(readFileSync("dist/sw.js", "utf8")) as string[];
  const { held, heldWhenUsed } = JSON.parse(json) as BuiltPage;
  const all = readdirSync("dist", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative("dist", join(parentPath, name)));
  const left = all.filter((file) => ![...held, ...heldWhenUsed].some(({ url }) => url === file));
  expect(left.filter((file) => !/^(screenshots\/|models\/[\w-]+\.onnx$)/.test(file))).toEqual(["sw.js"]);
  const models = readdirSync("public/models").filter((file) => file.endsWith(".onnx") && file !== "population.onnx");
  expect(heldWhenUsed.filter(({ revision }) => revision === null)).toHaveLength(2);
  expect(heldWhenUsed.flatMap(({ url, revision }) => (revision === null ? [] : url)).sort()).toEqual(
    models.map((file) => `models/${file}.gz`).sort(),
  );
  expect(repeated(held.map(({ url }) => url))).toEqual([]);
});

/** The package that a module lies in, by the innermost folder of packages; null for the project's own. */
function packageOf(module: string): string | null {
  return module.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? null;
}

function namesOf(list: Chunk[]): string[] {
  return list.map(({ file }) => basename(file)).sort();
}

/** The names of the files that a script imports, at once or later. */
function importedBy(code: string): string[] {
  const { module } = parseSync("script.js", code);
  const later = module.dynamicImports.map(({ moduleRequest: { start, end } }) => code.slice(start + 1, end - 1));
  return [...importedAtOnce(module), ...later.map((address) => basename(address))];
}

function importedAtOnce({ staticImports, staticExports }: Module): string[] {
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
  ].map((address) => basename(address));
}

function repeated(names: string[]): string[] {
  return names.filter((name, i) => names.indexOf(name) !== i);
}
