import { expect, test, vi } from "vitest";
import { PredictorError } from "./error.ts";
import type { FromWorker, ToWorker } from "./worker-channel.ts";
import { HandedOver, type Service, serveRequests } from "./worker-service.ts";

type Work = {
  double: { request: { number: number }; answer: number; progress: string };
  wait: { request: object; answer: string; progress: never };
};

function serving(service: Partial<Service<Work>>, mayOverlap = false) {
  const postMessage = vi.fn<(message: FromWorker<Work, string>, options: { transfer: ArrayBuffer[] }) => void>();
  const scope = { postMessage, onmessage: null as ((event: { data: ToWorker<Work> }) => void) | null };
  const notify = serveRequests<Work, string>(scope, service as Service<Work>, { mayOverlap });
  const said = () => postMessage.mock.calls.map(([message]) => message);
  return { notify, postMessage, said, say: (data: ToWorker<Work>) => scope.onmessage!({ data }) };
}

const double = (id: number, number: number): ToWorker<Work> => ({ id, request: { kind: "double", number } });
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("an answer, and what is told before it, carry the request's number", async () => {
  const { say, said } = serving({
    double: ({ number }, { tell }) => {
      tell("half way");
      return 2 * number;
    },
  });
  say(double(7, 21));
  await settled();
  expect(said()).toEqual([
    { kind: "progress", id: 7, progress: "half way" },
    { kind: "answer", id: 7, answer: 42 },
  ]);
});

test("buffers that are handed over are not copied", async () => {
  const { buffer } = new Uint8Array(3);
  const { say, postMessage } = serving({ double: () => new HandedOver(1, [buffer]) });
  say(double(0, 1));
  await settled();
  expect(postMessage.mock.calls).toEqual([[{ kind: "answer", id: 0, answer: 1 }, { transfer: [buffer] }]]);
});

test("what fails is answered with its code, and the next request is served", async () => {
  const { say, said } = serving({
    double: ({ number }) => {
      if (number === 0) throw new PredictorError("bad-value", "It is 0.");
      return number;
    },
  });
  say(double(0, 0));
  say(double(1, 5));
  await settled();
  expect(said()).toEqual([
    { kind: "failed", id: 0, error: { code: "bad-value", message: "It is 0." } },
    { kind: "answer", id: 1, answer: 5 },
  ]);
});

test.each([
  { mayOverlap: false, answered: ["wait", 4] },
  { mayOverlap: true, answered: [4, "wait"] },
])("requests are served one after another, unless they may overlap ($mayOverlap)", async ({ mayOverlap, answered }) => {
  let go = () => {};
  const wait = () => new Promise<string>((resolve) => (go = () => resolve("wait")));
  const { say, said } = serving({ wait, double: ({ number }) => 2 * number }, mayOverlap);
  say({ id: 0, request: { kind: "wait" } });
  say(double(1, 2));
  await settled();
  go();
  await settled();
  expect(said().map((message) => message.kind === "answer" && message.answer)).toEqual(answered);
});

test("a request that is called off hears of it, and no other does", async () => {
  const signals: AbortSignal[] = [];
  const wait: Service<Work>["wait"] = (_, { signal }) => {
    signals.push(signal);
    return new Promise(() => {});
  };
  const { say } = serving({ wait }, true);
  for (const id of [0, 1]) say({ id, request: { kind: "wait" } });
  say({ cancel: 1 });
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
});

test("notice is given unasked", () => {
  const { notify, said } = serving({});
  notify("the device was lost");
  expect(said()).toEqual([{ kind: "notice", notice: "the device was lost" }]);
});
