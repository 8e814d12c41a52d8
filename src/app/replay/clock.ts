import { createStore, type StoreApi } from "zustand/vanilla";

/** How many times faster than the run a replay may go. */
export const SPEEDS = [1, 2, 5, 10, 20, 30, 60] as const;

export type Speed = (typeof SPEEDS)[number];

/** Where a replay stands. It has a store of its own: nothing but the picture is drawn again as it goes on. */
export interface Replay {
  /** "closed" until a person opens it. */
  phase: "closed" | "playing" | "paused" | "ended";
  /** How far it is, from 0 to 1. */
  share: number;
  speed: Speed;
}

export type ReplayStore = StoreApi<Replay>;

export function createReplay(): ReplayStore {
  return createStore<Replay>(() => ({ phase: "closed", share: 1, speed: 60 }));
}

/** Plays on; from the start where the end is reached. */
export function play(replay: ReplayStore): void {
  const { share } = replay.getState();
  replay.setState({ phase: "playing", share: share >= 1 ? 0 : share });
}

export function pause(replay: ReplayStore): void {
  if (replay.getState().phase === "playing") replay.setState({ phase: "paused" });
}

/** Shows the whole, at rest. */
export function showWhole(replay: ReplayStore): void {
  replay.setState({ phase: "ended", share: 1 });
}

/** Goes to a share of the replay, and plays on from there if it played. */
export function seek(replay: ReplayStore, wanted: number): void {
  const share = Math.min(1, Math.max(0, wanted));
  const { phase } = replay.getState();
  replay.setState({ share, phase: share === 1 ? "ended" : phase === "playing" ? "playing" : "paused" });
}

/**
 * Lets time pass.
 * @param elapsedS seconds on the clock
 * @param lengthS seconds of the run that the whole replay shows
 */
export function advance(replay: ReplayStore, elapsedS: number, lengthS: number): void {
  const { phase, share, speed } = replay.getState();
  if (phase === "playing") seek(replay, share + (elapsedS * speed) / lengthS);
}
