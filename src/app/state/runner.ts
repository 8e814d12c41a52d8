import type { RunnerSettings } from "../../model/prepare.ts";
import type { Gender, Intent } from "../../workout/workout.ts";
import type { CalibrationSetting } from "./calibration.ts";
import type { KnownOfMe } from "./known-of-me.ts";
import type { LinkedChange } from "./run-items.ts";
import { type Settings, settingsOfRunner } from "./settings.ts";
import type { ZoneChoice } from "./zone-choice.ts";

/** A person's statements about the runner, and the calibration of their runs. */
export type RunnerState = Pick<Settings, "runner" | "maximumHeartRateBpm" | "zoneChoice" | "knownOfMe" | "calibration">;

export interface RunnerActions {
  /** Looks at the runs of another runner on this device, by what they said of themselves. */
  chooseRunner(name: string): void;
  setGender(gender: Gender | null): void;
  setIntent(intent: Intent | null): void;
  setMaximumHeartRate(bpm: number | null): void;
  /** Changes what zones are divided by, for the shown run as well where that was seen as its link says. */
  setZoneChoice(change: Partial<ZoneChoice>): void;
  /** Shows the zones of the shown run as its link says; the setting for other runs stays. */
  seeZonesAsSent(): void;
  /** Changes what else is known of the runner; no run is predicted again. */
  setKnownOfMe(change: Partial<KnownOfMe>): void;
  /** Changes the calibration, for the shown run as well where it was calibrated as its link says. */
  setCalibration(calibration: Partial<CalibrationSetting>): void;
  /** Calibrates the shown run as its link says; the setting for other runs stays. */
  calibrateAsSent(): void;
}

interface Ports {
  read(): Settings;
  write(change: Partial<Settings>): void;
  predictAgain(): void;
  /** Changes what a link had the shown run be seen by, if it came by one. */
  changeLinked(change: LinkedChange): void;
}

export type Runner = ReturnType<typeof createRunner>;

/** Changes what is known of the runner; runs are predicted again where the model's inputs change. */
export function createRunner({ read, write, predictAgain, changeLinked }: Ports) {
  function settle(runner: RunnerSettings): void {
    const before = read().runner;
    if (runner.gender === before.gender && runner.intent === before.intent) return;
    write({ runner });
    predictAgain();
  }

  const actions: RunnerActions = {
    chooseRunner(name) {
      const { runner, ...change } = settingsOfRunner(read(), name);
      write(change);
      if (runner !== undefined) settle({ ...read().runner, gender: runner.gender });
    },
    setGender: (gender) => settle({ ...read().runner, gender }),
    setIntent: (intent) => settle({ ...read().runner, intent }),
    setMaximumHeartRate(maximumHeartRateBpm) {
      write({ maximumHeartRateBpm });
      changeLinked({ maximumHeartRateBpm });
    },
    setZoneChoice(change) {
      write({ zoneChoice: { ...read().zoneChoice, ...change } });
      changeLinked({ areZonesAsSent: false });
    },
    seeZonesAsSent: () => changeLinked({ areZonesAsSent: true }),
    setKnownOfMe: (change) => write({ knownOfMe: { ...read().knownOfMe, ...change } }),
    setCalibration(change) {
      write({ calibration: { ...read().calibration, ...change } });
      changeLinked({ asSent: false });
    },
    calibrateAsSent: () => changeLinked({ asSent: true }),
  };

  return { actions, settle };
}
