import type { PredictorError } from "../base/error.ts";
import { openChannel, type WorkerChannel } from "../base/worker-channel.ts";
import type { Backend } from "../inference/predictor.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { FallbackNotice, ScoringWork } from "./messages.ts";
import type { Task } from "./tasks.ts";

/** A worker that scores, with the batches in its hand: the first is being scored. */
export interface Seat {
  channel: WorkerChannel<ScoringWork>;
  isLoaded: boolean;
  tasks: Task[];
}

/** Events of a worker that its pool handles. */
interface SeatWatch {
  /** The model is loaded, on this backend; and why it is not the one that was asked for. */
  onLoaded(seat: Seat, backend: Backend, fallbackReason: string | null): void;
  /** WebGPU stopped serving: the worker goes on with WASM. */
  onFallback(reason: FallbackNotice): void;
  /** It refuses the model, or a batch. */
  onRefused(seat: Seat, error: unknown): void;
  onDeath(seat: Seat, reason: string): void;
  /** The error that its requests fail with when it stops. */
  stopped(reason: string): PredictorError;
}

/** Starts a worker, and has it load the model. */
export function startSeat(
  load: { model: Uint8Array; backend: Backend; settings: RunnerSettings },
  { onLoaded, onFallback, onRefused, onDeath, stopped }: SeatWatch,
): Seat {
  const worker = new Worker(new URL("./scoring-worker.ts", import.meta.url), { type: "module" });
  const channel = openChannel<ScoringWork, FallbackNotice>(worker, {
    stopped,
    onNotice: onFallback,
    onDeath: (reason) => onDeath(seat, reason),
  });
  const seat: Seat = { channel, isLoaded: false, tasks: [] };
  channel
    .ask({ kind: "load", ...load })
    .then(({ backend, fallbackReason }) => onLoaded(seat, backend, fallbackReason))
    .catch((error: unknown) => onRefused(seat, error));
  return seat;
}
