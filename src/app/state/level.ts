/** How much the page shows: what a runner reads, or model, backend, timings, error measures and codes besides. */
export type Level = "runner" | "researcher";

export interface LevelState {
  level: Level;
}

export interface LevelActions {
  setLevel(level: Level): void;
}

export const LEVEL_AT_START: LevelState = { level: "runner" };

/** Chooses how much the page shows. */
export function createLevel(write: (change: LevelState) => void): LevelActions {
  return { setLevel: (level) => write({ level }) };
}
