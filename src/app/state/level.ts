import type { Level, Settings } from "./settings.ts";

/** Level and folds of the page. */
export type LevelState = Pick<Settings, "level" | "folds">;

export interface LevelActions {
  setLevel(level: Level): void;
  /** Takes note that a person opened or closed a fold. */
  setFold(name: string, isOpen: boolean): void;
}

interface Ports {
  read(): LevelState;
  write(change: Partial<LevelState>): void;
}

/** Chooses how much of the page is shown. */
export function createLevel({ read, write }: Ports): { actions: LevelActions } {
  return {
    actions: {
      setLevel: (level) => write({ level }),
      setFold: (name, isOpen) => write({ folds: { ...read().folds, [name]: isOpen } }),
    },
  };
}
