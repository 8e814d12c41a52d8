import { PredictorError } from "../base/error.ts";
import { wireError } from "../base/wire-error.ts";
import { buffersOf, wireRun } from "../reading/wire-run.ts";
import { splitReader } from "./open-split.ts";
import type { OpenSplit } from "./split.ts";
import type { SplitAnswer, SplitQuestion, SplitRequest, SplitResult } from "./split-messages.ts";

type Work = Extract<SplitRequest, { id: number; kind: "open" | "ask" }>;

/** By the number of the request that opened it. */
const splits = new Map<number, OpenSplit>();
/** What is under way, by the number of its request. */
const underWay = new Map<number, AbortController>();

self.onmessage = ({ data }: MessageEvent<SplitRequest>) => {
  if (data.kind === "cancel") {
    underWay.get(data.id)?.abort();
    // One that was open before word of it got through: nobody has it.
    close(data.id);
  } else if (data.kind === "close") close(data.split);
  else void serve(data);
};

function close(id: number): void {
  splits.get(id)?.close();
  splits.delete(id);
}

async function serve(request: Work): Promise<void> {
  const { id } = request;
  const abort = new AbortController();
  underWay.set(id, abort);
  const fetchedBytes = () => splits.get(request.kind === "open" ? id : request.split)?.fetchedBytes() ?? 0;
  try {
    const result =
      request.kind === "open"
        ? await open(request, abort.signal)
        : await answerTo(request.question, openSplit(request.split), id, abort.signal);
    post({ kind: "result", id, result, fetchedBytes: fetchedBytes() }, transferOf(result));
  } catch (error) {
    post({ kind: "failed", id, error: wireError(error), fetchedBytes: fetchedBytes() });
  } finally {
    underWay.delete(id);
  }
}

async function open({ id, origin }: Extract<Work, { kind: "open" }>, signal: AbortSignal): Promise<SplitResult> {
  const split = await splitReader.open(origin, {
    signal,
    onProgress: (progress) => post({ kind: "progress", id, progress }),
  });
  splits.set(id, split);
  return { kind: "opened", facts: split.facts };
}

function openSplit(id: number): OpenSplit {
  const split = splits.get(id);
  if (split !== undefined) return split;
  throw new PredictorError("cancelled", "The split was closed: open it again.");
}

async function answerTo(
  question: SplitQuestion,
  split: OpenSplit,
  id: number,
  signal: AbortSignal,
): Promise<SplitResult> {
  switch (question.kind) {
    case "rows":
      await split.rows((rows) => post({ kind: "batch", id, rows, fetchedBytes: split.fetchedBytes() }), signal);
      return { kind: "rows" };
    case "workouts": {
      const runs = await split.workouts(question.group, signal);
      return { kind: "workouts", runs: runs.map(({ run, ...place }) => ({ ...place, run: wireRun(run) })) };
    }
    case "workout":
      return { kind: "workout", workout: await split.workout(question.row, signal) };
    case "rowOf":
      return { kind: "rowOf", row: await split.rowOf(question.workoutId, signal) };
    case "sparklines":
      return { kind: "sparklines", lines: await split.sparklines(question.group, question.points, signal) };
  }
}

/** What is handed over rather than copied. */
function transferOf(result: SplitResult): ArrayBuffer[] {
  switch (result.kind) {
    case "workouts":
      return buffersOf(result.runs.flatMap(({ run }) => ("error" in run ? [] : [run.workout])));
    case "workout":
      return buffersOf([result.workout]);
    case "sparklines":
      return [...result.lines.values()].map(({ buffer }) => buffer as ArrayBuffer);
    default:
      return [];
  }
}

function post(message: SplitAnswer, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}
