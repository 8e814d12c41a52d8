import { expect, test, vi } from "vitest";
import { FakeWorker } from "../testing/fake-worker.ts";
import { PredictorError } from "./error.ts";
import { openChannel } from "./worker-channel.ts";

type Sums = {
  add: { request: { numbers: number[] }; answer: number; progress: number };
  clear: { request: object; answer: undefined; progress: never };
};

function opened() {
  const worker = new FakeWorker<Sums, string>();
  const [onNotice, onDeath] = [vi.fn(), vi.fn()];
  const stopped = (reason: string) => new PredictorError("unexpected", `It stopped (${reason}).`);
  return { worker, onNotice, onDeath, channel: openChannel<Sums, string>(worker, { stopped, onNotice, onDeath }) };
}

const add = (...numbers: number[]) => ({ kind: "add", numbers }) as const;

test("answers find their requests, whatever their order, with what is told before them", async () => {
  const { worker, channel } = opened();
  const told = vi.fn();
  const [one, two] = [channel.ask(add(1, 2), { onProgress: told }), channel.ask(add(3))];
  worker.answer(3, 1);
  worker.tell(0.5, 0);
  worker.answer(30, 0);
  worker.tell(0.7, 0);
  expect(await Promise.all([one, two])).toEqual([30, 3]);
  expect(told.mock.calls).toEqual([[0.5]]);
});

test("an error keeps its code and its sentence", async () => {
  const { worker, channel } = opened();
  const asked = channel.ask(add(1));
  worker.fail({ code: "too-large", message: "It is too large." });
  await expect(asked).rejects.toThrow(PredictorError);
  await expect(asked).rejects.toMatchObject({ code: "too-large", message: "It is too large." });
  expect(channel.isOpen).toBe(true);
});

test("what is called off fails at once, the worker hears of it, and what it still says is not heard", async () => {
  const { worker, channel } = opened();
  const [abort, told] = [new AbortController(), vi.fn()];
  const asked = channel.ask(add(1), { signal: abort.signal, onProgress: told });
  abort.abort();
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  expect(worker.received.at(-1)).toEqual({ cancel: 0 });
  worker.tell(1, 0);
  worker.answer(1, 0);
  expect(told).not.toHaveBeenCalled();
  await expect(channel.ask(add(1), { signal: abort.signal })).rejects.toMatchObject({ code: "cancelled" });
  expect(worker.requests).toHaveLength(1);
});

test("calling off what is answered tells the worker nothing", async () => {
  const { worker, channel } = opened();
  const abort = new AbortController();
  const asked = channel.ask(add(1), { signal: abort.signal });
  worker.answer(1);
  expect(await asked).toBe(1);
  abort.abort();
  expect(worker.received).toHaveLength(1);
});

test("a worker that dies is ended, fails all that was asked of it, and is asked no more", async () => {
  const { worker, onDeath, channel } = opened();
  const asked = Promise.allSettled([channel.ask(add(1)), channel.ask(add(2))]);
  worker.die("out of memory");
  const reasons = (await asked).map((outcome) => (outcome.status === "rejected" ? outcome.reason.message : null));
  expect(reasons).toEqual(["It stopped (out of memory).", "It stopped (out of memory)."]);
  expect(onDeath.mock.calls).toEqual([["out of memory"]]);
  expect(worker.terminate).toHaveBeenCalledOnce();
  await expect(channel.ask(add(3))).rejects.toThrow("It stopped (it failed before).");
  channel.tell({ kind: "clear" });
  expect(worker.requests).toHaveLength(2);
  expect(channel.isOpen).toBe(false);
});

test("a worker whose script is not there says so", async () => {
  const { worker, channel } = opened();
  const asked = channel.ask(add(1));
  worker.die();
  await expect(asked).rejects.toThrow("It stopped (it could not be fetched).");
});

test("a channel is ended once, with one error for all that was asked, and hears nothing after", async () => {
  const { worker, onDeath, onNotice, channel } = opened();
  const asked = channel.ask(add(1));
  channel.end(new PredictorError("too-slow", "It was too slow."));
  channel.end(new PredictorError("unexpected", "Again."));
  worker.die("late");
  worker.notice("late");
  await expect(asked).rejects.toMatchObject({ code: "too-slow" });
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect([onDeath.mock.calls, onNotice.mock.calls]).toEqual([[], []]);
});

test("notices come unasked, and nobody awaits what is told", async () => {
  const { worker, onNotice, channel } = opened();
  worker.notice("the device was lost");
  expect(onNotice.mock.calls).toEqual([["the device was lost"]]);
  channel.tell({ kind: "clear" });
  worker.fail({ code: "unexpected", message: "It failed." });
  expect(worker.requests).toEqual([{ kind: "clear" }]);
});
