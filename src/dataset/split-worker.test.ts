import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { revivedError } from "../base/wire-error.ts";
import type { SplitOrigin } from "./split.ts";
import type { SplitAnswer, SplitQuestion, SplitRequest } from "./split-messages.ts";

const bytes = readFileSync("public/data/test.parquet");
const origin: SplitOrigin = { kind: "file", file: new File([bytes], "test.parquet") };

const answers: SplitAnswer[] = [];
const worker = {
  onmessage: (_: { data: SplitRequest }) => {},
  postMessage: (answer: SplitAnswer) => answers.push(answer),
};

beforeAll(async () => {
  vi.stubGlobal("self", worker);
  await import("./split-worker.ts");
});

afterAll(() => {
  vi.unstubAllGlobals();
});

function say(data: SplitRequest): void {
  worker.onmessage({ data });
}

/** The last answer to a request; a failure is thrown. */
async function answerTo(id: number) {
  const isLast = (answer: SplitAnswer) => answer.id === id && (answer.kind === "result" || answer.kind === "failed");
  const answer = await vi.waitUntil(() => answers.find(isLast), { timeout: 10_000 });
  if (answer.kind === "failed") throw revivedError(answer.error);
  return answer;
}

function ask(id: number, split: number, question: SplitQuestion) {
  say({ kind: "ask", id, split, question });
  return answerTo(id);
}

test("a split is opened, asked, and closed; what is asked of it after that is refused", async () => {
  say({ kind: "open", id: 0, origin });
  expect(await answerTo(0)).toMatchObject({ result: { kind: "opened", facts: { rows: 60 } } });
  expect(await ask(1, 0, { kind: "rowOf", workoutId: 24 })).toMatchObject({ result: { kind: "rowOf", row: 23 } });
  await ask(2, 0, { kind: "rows" });
  expect(answers).toContainEqual(expect.objectContaining({ kind: "batch", id: 2, fetchedBytes: expect.any(Number) }));
  say({ kind: "close", split: 0 });
  await expect(ask(3, 0, { kind: "rows" })).rejects.toMatchObject({ code: "cancelled" });
});

test("a call that is called off ends, and its split stays open", async () => {
  say({ kind: "open", id: 10, origin });
  await answerTo(10);
  const workouts = ask(11, 10, { kind: "workouts", group: 0 });
  say({ kind: "cancel", id: 11 });
  await expect(workouts).rejects.toMatchObject({ code: "cancelled" });
  expect(await ask(12, 10, { kind: "workout", row: 3 })).toMatchObject({ result: { kind: "workout" } });
});

test("a split that is called off is not kept, even where it was open already", async () => {
  say({ kind: "open", id: 20, origin });
  await answerTo(20);
  say({ kind: "cancel", id: 20 });
  await expect(ask(21, 20, { kind: "rows" })).rejects.toMatchObject({ code: "cancelled" });
});
