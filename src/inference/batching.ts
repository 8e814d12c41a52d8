import type { ModelOutput } from "./model-output.ts";
import { largestDifference } from "./model-output.ts";

/**
 * Runs that a model may take in one batch without changing one another's heart rate: runs of any lengths, the
 * shorter ones padded behind their end, where it reads forward only; runs of one length where it also reads backward;
 * none where it mixes the runs of a batch, or takes no batch at all.
 */
export type Batching = "any lengths" | "equal lengths" | "none";

/** Runs a model once, on rows [step, feature] of runs that are padded to the longest of them. */
type RunTogether = (batch: readonly Float32Array[]) => Promise<ModelOutput[]>;

/** Far above float32's rounding at 200 BPM, far below anything that a person reads. */
const SAME_WITHIN = 1e-3;

/**
 * Tries how a model takes a batch, which its file does not state: by a run, its first half and the run
 * backward. Together they have to come out as they do alone. null where this run can't tell.
 */
export async function batchingOf(run: Float32Array, features: number, together: RunTogether): Promise<Batching | null> {
  const steps = run.length / features;
  if (steps < 2) return null;
  const half = run.subarray(0, Math.ceil(steps / 2) * features);
  const alone = await oneByOne([half, run], together).catch(() => null);
  if (alone === null) return null;
  if (await comesOutAs(alone, () => together([half, run]))) return "any lengths";
  if (await comesOutAs(alone.slice(1), () => together([run, backward(run, features)]))) return "equal lengths";
  return "none";
}

/** One after another: on WebGPU a session that overlaps with itself never comes to an end. */
async function oneByOne(runs: readonly Float32Array[], together: RunTogether): Promise<ModelOutput[]> {
  const outputs: ModelOutput[] = [];
  for (const run of runs) outputs.push(...(await together([run])));
  return outputs;
}

/** The places in a batch of the runs that go together, in the order of the first of each. */
export function groupsOf(batch: readonly Float32Array[], batching: Batching): number[][] {
  const groups = new Map<number, number[]>();
  for (const [place, { length }] of batch.entries()) {
    const key = { "any lengths": 0, "equal lengths": length, none: place }[batching];
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}

/** Runs one behind another, [run, step, feature], each with zeros behind its end up to the longest. */
export function padded(batch: readonly Float32Array[]): Float32Array {
  if (batch.length === 1) return batch[0];
  const longest = Math.max(...batch.map(({ length }) => length));
  const values = new Float32Array(batch.length * longest);
  for (const [place, rows] of batch.entries()) values.set(rows, place * longest);
  return values;
}

/** Whether the first outputs of a batch are those expected; a model that refuses the batch gives none. */
async function comesOutAs(expected: readonly ModelOutput[], run: () => Promise<ModelOutput[]>): Promise<boolean> {
  const outputs = await run().catch(() => []);
  return expected.every((output, place) => place in outputs && isSame(output, outputs[place]));
}

function isSame(a: ModelOutput, b: ModelOutput): boolean {
  return (["heartRateBpm", "along", "hidden"] as const).every((series) => {
    const [one, other] = [a[series], b[series]];
    return one === null || largestDifference(one, other!) <= SAME_WITHIN;
  });
}

function backward(run: Float32Array, features: number): Float32Array {
  const turned = new Float32Array(run.length);
  for (let at = 0; at < run.length; at += features) {
    turned.set(run.subarray(at, at + features), run.length - features - at);
  }
  return turned;
}
