import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { revivedError } from "../base/wire-error.ts";
import type { FromWorker, ToWorker } from "../base/worker-channel.ts";
import type { SplitOrigin } from "./split.ts";
import type { ReadingSplits } from "./split-messages.ts";

const bytes = readFileSync("public/data/test.parquet");
const origin: SplitOrigin = { kind: "file", file: new File([bytes], "test.parquet") };

type Told = FromWorker<ReadingSplits, never>;

const told: Told[] = [];
const worker = {
  onmessage: (_: { data: ToWorker<ReadingSplits> }) => {},
  postMessage: (message: Told) => told.push(message),
};

beforeAll(async () => {
  vi.stubGlobal("self", worker);
  await import("./split-worker.ts");
});

afterAll(() => {
  vi.unstubAllGlobals();
});

function say(data: ToWorker<ReadingSplits>): void {
  worker.onmessage({ data });
}

/** The answer to a request; a failure is thrown. */
async function answerTo(id: number) {
  const isLast = (message: Told) => message.kind !== "notice" && message.id === id && message.kind !== "progress";
  const message = await vi.waitUntil(() => told.find(isLast), { timeout: 10_000 });
  if (message.kind === "failed") throw revivedError(message.error);
  return message.kind === "answer" ? message.answer : null;
}

function ask(id: number, request: Extract<ToWorker<ReadingSplits>, { id: number }>["request"]) {
  say({ id, request });
  return answerTo(id);
}

test("a split is opened, asked, and closed; what is asked of it after that is refused", async () => {
  expect(await ask(0, { kind: "open", split: 0, origin })).toMatchObject({ rows: 60 });
  expect(await ask(1, { kind: "rowOf", split: 0, workoutId: 24 })).toBe(23);
  await ask(2, { kind: "rows", split: 0 });
  expect(told).toContainEqual({
    kind: "progress",
    id: 2,
    progress: { rows: expect.any(Array), fetchedBytes: expect.any(Number) },
  });
  await ask(3, { kind: "close", split: 0 });
  await expect(ask(4, { kind: "rows", split: 0 })).rejects.toMatchObject({ code: "cancelled" });
});

test("a call that is called off ends, and its split stays open", async () => {
  await ask(10, { kind: "open", split: 1, origin });
  const workouts = ask(11, { kind: "workouts", split: 1, group: 0 });
  say({ cancel: 11 });
  await expect(workouts).rejects.toMatchObject({ code: "cancelled" });
  expect(await ask(12, { kind: "workout", split: 1, row: 3 })).toMatchObject({ name: expect.any(String) });
});

test("a split that is called off is not kept", async () => {
  const opening = ask(20, { kind: "open", split: 2, origin });
  say({ cancel: 20 });
  await expect(opening).rejects.toMatchObject({ code: "cancelled" });
  await expect(ask(21, { kind: "rows", split: 2 })).rejects.toMatchObject({ code: "cancelled" });
});
