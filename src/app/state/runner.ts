import type { RunnerSettings } from "../../model/prepare.ts";
import type { Gender, Intent } from "../../workout/workout.ts";
import { type CalibrationSetting, DEFAULT_CALIBRATION } from "./calibration.ts";

/** What a person states of the runner, and what their runs' figures are to be fitted to. */
export interface RunnerState {
  runner: RunnerSettings;
  /** null: the default. */
  maximumHeartRateBpm: number | null;
  /** The calibration sources besides speed and altitude, for every run whose link names no others. */
  calibration: CalibrationSetting;
}

export interface RunnerActions {
  setGender(gender: Gender | null): void;
  setIntent(intent: Intent | null): void;
  setMaximumHeartRate(bpm: number | null): void;
  /** Changes the calibration, for the shown run as well where it was calibrated as its link says. */
  setCalibration(calibration: Partial<CalibrationSetting>): void;
  /** Calibrates the shown run as its link says; the setting for other runs stays. */
  calibrateAsSent(): void;
}

interface Ports {
  read(): RunnerState;
  write(change: Partial<RunnerState>): void;
  predictAgain(): void;
  /** Says of the shown run, where a link brought it, whether it is calibrated as its sender did. */
  markAsSent(asSent: boolean): void;
}

export type Runner = ReturnType<typeof createRunner>;

export const RUNNER_AT_START: RunnerState = {
  runner: { gender: null, intent: null },
  maximumHeartRateBpm: null,
  calibration: DEFAULT_CALIBRATION,
};

/** Changes what is known of the runner; runs are predicted again where the model's inputs change. */
export function createRunner({ read, write, predictAgain, markAsSent }: Ports) {
  function settle(runner: RunnerSettings): void {
    const before = read().runner;
    if (runner.gender === before.gender && runner.intent === before.intent) return;
    write({ runner });
    predictAgain();
  }

  const actions: RunnerActions = {
    setGender: (gender) => settle({ ...read().runner, gender }),
    setIntent: (intent) => settle({ ...read().runner, intent }),
    setMaximumHeartRate: (maximumHeartRateBpm) => write({ maximumHeartRateBpm }),
    setCalibration(change) {
      write({ calibration: { ...read().calibration, ...change } });
      markAsSent(false);
    },
    calibrateAsSent: () => markAsSent(true),
  };

  return { actions, settle };
}
