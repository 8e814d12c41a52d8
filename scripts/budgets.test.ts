import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { type BuiltFile, exceededBudgets } from "./budgets.ts";

const script = (name: string, bytes: number, imports: string[] = [], entry: string | null = null): BuiltFile => ({
  // Compressing makes random bytes no shorter.
  ...{ name: `assets/${name}.js`, bytes: randomBytes(bytes) },
  imports: imports.map((imported) => `assets/${imported}.js`),
  entry,
});
const asset = (name: string, bytes = 100): BuiltFile => ({ name, bytes: randomBytes(bytes), imports: [], entry: null });

const workers = [
  "src/inference/worker.ts",
  "src/reading/reading-worker.ts",
  "src/dataset/split-worker.ts",
  "src/scoring/scoring-worker.ts",
  "src/scoring/tally-worker.ts",
  "src/app/replay/film/film-worker.ts",
].map((entry, i) => script(`worker-${i}`, 100, ["shared"], entry));

const built = (shared: BuiltFile, ...more: BuiltFile[]): BuiltFile[] => [
  script("page", 200_000, ["middle"], "index.html"),
  script("middle", 100, ["shared", "page"]),
  shared,
  script("later", 100_000),
  ...workers,
  asset("index.html"),
  asset("assets/part~main-1.css"),
  asset("assets/static-page-1.css"),
  script("ort.wasm.bundle", 100),
  asset("assets/ort-wasm-simd-threaded-1.wasm"),
  asset("models/population.onnx.gz"),
  ...more,
];

test("an entry costs its script and all that is imported at once, in whatever way, and nothing that comes later", async () => {
  expect(await exceededBudgets(built(script("shared", 20_000)))).toEqual([]);
  const exceeded = await exceededBudgets(built(script("shared", 70_000)));
  expect(exceeded).toEqual([
    expect.stringMatching(/^What index\.html loads at once, gzipped: 27\d{4} bytes of at most 260000\.$/),
    expect.stringMatching(/^What src\/dataset\/split-worker\.ts loads/),
    expect.stringMatching(/^What src\/scoring\/tally-worker\.ts loads/),
    expect.stringMatching(/^What src\/app\/replay\/film\/film-worker\.ts loads/),
  ]);
});

test("a first visit costs what a host sends of each of its files, shared ones once, and the model as it lies", async () => {
  const withModel = (bytes: number) =>
    exceededBudgets(
      built(script("shared", 20_000)).map((file) =>
        /onnx\.gz$/.test(file.name) ? { ...file, bytes: new Uint8Array(bytes) } : file,
      ),
    );
  expect(await withModel(3_775_000)).toEqual([]);
  expect(await withModel(3_785_000)).toEqual([expect.stringMatching(/^A first visit by brotli: 40\d{5} bytes/)]);
  expect(await withModel(4_700_000)).toEqual([
    expect.stringMatching(/^A first visit by brotli/),
    expect.stringMatching(/^A first visit by gzip: 49\d{5} bytes of at most 4800000\.$/),
  ]);
});

test("a file may be 25 MiB, whoever loads it", async () => {
  const withFile = (bytes: number) => exceededBudgets(built(script("shared", 100), asset("assets/film.wasm", bytes)));
  expect(await withFile(25 * 2 ** 20)).toEqual([]);
  expect(await withFile(25 * 2 ** 20 + 1)).toEqual(["assets/film.wasm: 26214401 bytes of at most 26214400."]);
});

test("an entry without a budget, and a budget without an entry or a file, end the build", async () => {
  const shared = script("shared", 100);
  const more = script("worker-9", 100, [], "src/library/worker.ts");
  await expect(exceededBudgets(built(shared, more))).rejects.toThrow("no budget for src/library/worker.ts");
  const less = (name: string) => built(shared).filter((file) => file.name !== name);
  await expect(exceededBudgets(less("assets/worker-4.js"))).rejects.toThrow("src/scoring/tally-worker.ts");
  await expect(exceededBudgets(less("models/population.onnx.gz"))).rejects.toThrow("dist/ has 0");
});
