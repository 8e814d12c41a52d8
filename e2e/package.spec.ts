import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { serve } from "../src/serving/serve.mjs";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { runHr } from "../src/testing/terminal.ts";
import { expect, test as onThePage } from "./page.ts";

const RUN = gpxFile({ minutes: 20 });

/** Has Node compile ONNX Runtime's code once: a program that predicts one run is over before more would pay. */
const COMPILED_ONCE = "--liftoff-only";

/** The package as npm reports on packing it, in bytes. */
interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

/** A folder of somebody's own: the packed package is installed in it, and the examples and a run lie there. */
const test = onThePage.extend<object, { packed: Packed; folder: string; address: string }>({
  packed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing is needed
    async ({}, use) => {
      const destination = mkdtempSync(join(tmpdir(), "packed-"));
      const report = finished("npm", ["pack", "--json", "--silent", "--pack-destination", destination]);
      const [packed]: Packed[] = JSON.parse(report.slice(report.indexOf("[\n")));
      await use({ ...packed, filename: join(destination, packed.filename) });
      rmSync(destination, { recursive: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  folder: [
    async ({ packed }, use) => {
      const folder = mkdtempSync(join(tmpdir(), "package-"));
      writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
      // It depends on nothing that a registry would have to give.
      finished("npm", ["install", "--offline", "--no-audit", "--no-fund", packed.filename], folder);
      cpSync("examples", folder, { recursive: true });
      writeFileSync(join(folder, "run.gpx"), RUN);
      await use(folder);
      rmSync(folder, { recursive: true });
    },
    { scope: "worker", timeout: 180_000 },
  ],
  address: [
    async ({ folder }, use) => {
      const { address, stop } = await serve(folder, { port: 0 });
      await use(address);
      stop();
    },
    { scope: "worker" },
  ],
  baseURL: ({ address }, use) => use(address),
});

// In one worker after the other: they share the folder.
test.describe.configure({ mode: "default" });

test("the package holds the page, compiled code with its types, and the models: no source, no test, no run", ({
  packed,
}) => {
  const kinds =
    /^(dist\/.*|lib\/.*\.(js|d\.ts)|lib\/licences\.txt|public\/models\/[\w-]+\.(onnx|md)|[^/]*\.(json|md)|LICENSE)$/;
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => !kinds.test(path) || /\.test\.|testing/.test(path))).toEqual([]);
  expect(paths).toContain("lib/cli/hr.js");
  expect(packed.size, "as docs/package.md says").toBeLessThan(22e6);
  expect(packed.unpackedSize).toBeLessThan(40e6);
});

test("hr of the installed package says what hr of this project says", async ({ folder }) => {
  const program = join(folder, "node_modules/.bin/hr");
  const hr = (...args: string[]) => started(program, args, folder);
  const own = (...args: string[]) => runHr(folder, args);
  const predicted = started("node", [COMPILED_ONCE, program, "predict", "run.gpx"], folder);
  expect(predicted).toEqual(await own("predict", "run.gpx"));
  expect(hr("--help")).toEqual(await own("--help"));
  expect(hr("--version").stdout.trim()).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
  const mistyped = hr("predcit", "run.gpx");
  expect(mistyped).toMatchObject({ status: 2, stdout: "" });
  expect(mistyped.stderr).toContain("Did you mean predict?");
});

test("hr serve of the installed package serves the page", async ({ folder, request }) => {
  const program = spawn(join(folder, "node_modules/.bin/hr"), ["serve", "--port", "0"], { cwd: folder });
  const [line] = await once(program.stdout, "data");
  const [address] = /http:\S+/.exec(String(line)) ?? [];
  const page = await request.get(address!);
  expect(await page.text()).toBe(readFileSync("dist/index.html", "utf8"));
  expect(page.headers()).toMatchObject({ "content-encoding": "br", "content-type": "text/html;charset=utf-8" });
  const [wasm] = /assets\/ort-wasm[\w.-]+\.wasm/.exec(await page.text()) ?? [];
  const { headers } = await fetch(`${address}${wasm}`, { method: "HEAD" });
  expect(headers.get("content-type")).toBe("application/wasm");
  program.kill();
});

const ROOMS = `
import assert from "node:assert/strict";
import { readHubRows, simulateRun, splitOf, hubRowOf, writeHubRows } from "heart-rate-predictor/dataset";
import { compare, measuredFrom } from "heart-rate-predictor/evaluation";
import { computeFeatures, featureSets } from "heart-rate-predictor/features";
import { openModel, predictRun } from "heart-rate-predictor/inference";
import { readContract } from "heart-rate-predictor/model";
import { parseWorkouts, PredictorError, type Workout } from "heart-rate-predictor/workout";
import { openBundledModel } from "heart-rate-predictor";

const workout: Workout = simulateRun({ seed: 1, runner: 1, run: 1, kind: "steady" });
const { contract, runtime } = await openBundledModel();
const { track, heartRateBpm } = await predictRun(workout, { contract, runtime });
const { length, columns } = computeFeatures(track, featureSets.temporal, contract.altitudeReference);
const mae: number | undefined = compare(heartRateBpm, measuredFrom(track.heartRateBpm, track.stepS, 0), null)?.mae;
assert.ok(mae !== undefined && mae < 40);
assert.deepEqual([length, columns.length], [heartRateBpm.length, contract.features.length]);
const row = hubRowOf(workout, { workoutId: 7, userId: 1, startUnixS: 0, split: splitOf("1", 42) });
const [read] = await readHubRows(await writeHubRows([row]));
assert.deepEqual(read.speed, row.speed);
assert.throws(() => parseWorkouts({ name: "empty.gpx", bytes: new Uint8Array() }), PredictorError);
assert.throws(() => readContract(new Uint8Array(9)), { code: "bad-model" });
await assert.rejects(openModel(new Uint8Array(9)), PredictorError);
// @ts-expect-error: the types are the package's own, and not any.
heartRateBpm.toUpperCase;
`;

test("a program imports each room, with types under Node's resolution and a bundler's", async ({ folder }) => {
  writeFileSync(join(folder, "rooms.ts"), ROOMS);
  const strict = ["--strict", "--skipLibCheck", "false", "--target", "es2023", "--types", "node"];
  const own = ["--typeRoots", resolve("node_modules/@types"), "--outDir", "out", "rooms.ts"];
  const tsc = (...args: string[]) => finished(resolve("node_modules/.bin/tsc"), [...strict, ...own, ...args], folder);
  tsc("--module", "esnext", "--moduleResolution", "bundler", "--noEmit");
  tsc("--module", "nodenext");
  finished("node", [COMPILED_ONCE, "out/rooms.js"], folder);
});

test("the example for Node and the one for a web page say the sentence that the page says", async ({
  folder,
  page,
}) => {
  const sentence =
    /^(As expected|Nothing unusual|Unusually|Slightly).* the average runner, and runners differ by \d+\.$/;
  const told = finished("node", [COMPILED_ONCE, "predict.mjs", "run.gpx"], folder).trim();
  expect(told).toMatch(sentence);
  await page.goto("./page.html");
  await page.getByLabel("The file of a run").setInputFiles(join(folder, "run.gpx"));
  await expect(page.locator("output")).toHaveText(told);
});

/** Runs a program to its end. */
function started(command: string, args: string[], cwd?: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The same, and gives what it printed. @throws Error with its words where it failed. */
function finished(command: string, args: string[], cwd?: string): string {
  const { status, stdout, stderr } = started(command, args, cwd);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
