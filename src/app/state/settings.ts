import { isRecord } from "../../base/is-record.ts";
import { DEFAULT_RUNNER, nameFrom } from "../../library/runner-name.ts";
import { type CalibrationKind, calibrationKinds } from "../../model/contract.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import type { XAxisKind } from "../../sharing/shared-view.ts";
import type { Units } from "../format/units.ts";
import { type CalibrationSetting, DEFAULT_CALIBRATION, parseWarmUpMinutes } from "./calibration.ts";
import { type Keeper, keptRecord } from "./keeper.ts";
import { type KnownOfMe, NOTHING_STATED, recallKnownOfMe } from "./known-of-me.ts";
import { parseMaximumHeartRate } from "./stated-heart-rates.ts";
import { recallZoneChoice, ZONES_OF_MAXIMUM, type ZoneChoice } from "./zone-choice.ts";

/** Level of detail: for a runner, or for a researcher with model, backend, timings, error measures and codes. */
export type Level = "runner" | "researcher";

/**
 * Whether the runs that a person opens are kept in the library of this device; "paused": what it holds stays, and nothing is
 * added.
 */
export type Remembering = "off" | "on" | "paused";

/** Settings of a person, each under its name in the page's state. */
export interface Settings {
  /** Pace or speed, kilometres or miles. */
  units: Units;
  /** Maximum heart rate of the runner, as they state it; null where they do not. */
  maximumHeartRateBpm: number | null;
  /** What divides heart rates into zones, and bounds of one's own; a link carries the bounds of its run. */
  zoneChoice: ZoneChoice;
  /** Resting and threshold heart rate and a best effort, as the runner states them; a link carries what they tell, not themselves. */
  knownOfMe: KnownOfMe;
  /** The calibration sources besides speed and altitude, for every run whose link names no others. */
  calibration: CalibrationSetting;
  /** Whether what is for researchers is shown. */
  level: Level;
  /** The folds that a person opened or closed, by name. */
  folds: Readonly<Record<string, boolean>>;
  /** X-axis of a run's charts, as far as it has a distance. */
  xAxis: XAxisKind;
  /** Whether the library keeps the runs that are opened. */
  remembering: Remembering;
  /** Whether the library keeps the shapes of their routes, too. */
  keepsRoutes: boolean;
  /** The runner's gender, and what runs were meant to be: inputs of the model. */
  runner: RunnerSettings;
  /** Name of the runner whose runs are looked at, of those on this device. */
  runnerName: string;
  /** The settings of the other runners on this device that are each runner's own, by their names. */
  ofOtherRunners: Readonly<Record<string, KeptSettings>>;
}

/** Settings as a device keeps them: whatever lies there. */
type KeptSettings = Readonly<Record<string, unknown>>;

interface Setting<T> {
  atFirst: T;
  /** Reads a value that an earlier visit kept; undefined for what is none. null: the device does not keep the setting. */
  recall: ((kept: unknown) => T | undefined) | null;
  /** Whether a run's link carries it. It then holds for that run's view, and changes nothing that is kept. */
  isInLinks: boolean;
  /** Whether each runner on the device has a value of their own; false where it is left out. */
  isOfRunner?: boolean;
}

/** Every setting of the page: its first value, how the device keeps it, whether a link carries it, and whether it is a runner's own. */
export const SETTINGS: { readonly [Name in keyof Settings]: Setting<Settings[Name]> } = {
  units: { atFirst: { speedUnit: "pace", distanceUnit: "km" }, recall: recallUnits, isInLinks: true },
  maximumHeartRateBpm: { atFirst: null, recall: recallMaximum, isInLinks: true, isOfRunner: true },
  zoneChoice: { atFirst: ZONES_OF_MAXIMUM, recall: recallZoneChoice, isInLinks: true, isOfRunner: true },
  knownOfMe: { atFirst: NOTHING_STATED, recall: recallKnownOfMe, isInLinks: false, isOfRunner: true },
  calibration: { atFirst: DEFAULT_CALIBRATION, recall: recallCalibration, isInLinks: true },
  level: { atFirst: "runner", recall: (kept) => oneOf(kept, ["runner", "researcher"]), isInLinks: false },
  folds: { atFirst: {}, recall: recallFolds, isInLinks: false },
  xAxis: { atFirst: "time", recall: (kept) => oneOf(kept, ["time", "distance"]), isInLinks: true },
  remembering: { atFirst: "off", recall: (kept) => oneOf(kept, ["off", "on", "paused"]), isInLinks: false },
  keepsRoutes: { atFirst: false, recall: (kept) => (typeof kept === "boolean" ? kept : undefined), isInLinks: false },
  runner: { atFirst: { gender: null, intent: null }, recall: null, isInLinks: true, isOfRunner: true },
  runnerName: { atFirst: DEFAULT_RUNNER, recall: (kept) => nameFrom(kept) ?? undefined, isInLinks: false },
  ofOtherRunners: { atFirst: {}, recall: recallOthers, isInLinks: false },
};

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[];
const KEPT_NAMES = NAMES.filter((name) => SETTINGS[name].recall !== null);
const NAMES_OF_RUNNER = NAMES.filter((name) => SETTINGS[name].isOfRunner);

/** Key under which the device keeps the settings. */
export const SETTINGS_KEY = "heart-rate-settings";

/** The settings as an earlier visit left them; one that was never kept, or can't be read, is as at first. */
export function recallSettings(keeper: Pick<Keeper, "read">): Settings {
  return recalled(NAMES, keptRecord(keeper.read(SETTINGS_KEY))) as Settings;
}

function recalled(names: readonly (keyof Settings)[], kept: KeptSettings): Partial<Settings> {
  const entries = names.map((name) => {
    const { recall, atFirst } = SETTINGS[name];
    return [name, (Object.hasOwn(kept, name) ? recall?.(kept[name]) : undefined) ?? atFirst];
  });
  return Object.fromEntries(entries);
}

/** The settings that change as another runner is chosen: what is that one's own; what is the former one's waits for them. */
export function settingsOfRunner(settings: Settings, name: string): Partial<Settings> {
  const { runnerName: before, ofOtherRunners } = settings;
  if (name === before) return {};
  const { [name]: _, ...others } = ofOtherRunners;
  const kept = NAMES_OF_RUNNER.filter((own) => KEPT_NAMES.includes(own));
  const isSaid = kept.some((own) => settings[own] !== SETTINGS[own].atFirst);
  const former = Object.fromEntries(kept.map((own) => [own, settings[own]]));
  return {
    ...recalled(NAMES_OF_RUNNER, Object.hasOwn(ofOtherRunners, name) ? ofOtherRunners[name] : {}),
    runnerName: name,
    ofOtherRunners: isSaid ? { ...others, [before]: former } : others,
  };
}

/**
 * Has the device keep the settings that were changed, of those that it keeps; the others stay as another window may have
 * left them.
 */
export function keepSettings(keeper: Keeper, settings: Settings, before: Settings): void {
  const changedHere = KEPT_NAMES.filter((name) => settings[name] !== before[name]);
  if (changedHere.length === 0) return;
  // What was taken over from another window is kept by that, or forgotten.
  const known = recallSettings(keeper);
  const changed = changedHere.filter((name) => settings[name] !== known[name]);
  if (changed.length === 0) return;
  const kept = keptRecord(keeper.read(SETTINGS_KEY));
  const own = Object.fromEntries(changed.map((name) => [name, settings[name]]));
  keeper.write(SETTINGS_KEY, JSON.stringify({ ...kept, ...own }));
}

/** All settings as they are at first. */
export function settingsAtFirst(): Settings {
  return Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name].atFirst])) as unknown as Settings;
}

function recallUnits(kept: unknown): Units | undefined {
  if (!isRecord(kept)) return undefined;
  const speedUnit = oneOf(kept.speedUnit, ["pace", "speed"]);
  const distanceUnit = oneOf(kept.distanceUnit, ["km", "mi"]);
  return speedUnit && distanceUnit && { speedUnit, distanceUnit };
}

function recallMaximum(kept: unknown): number | undefined {
  if (typeof kept !== "number") return undefined;
  const bpm = parseMaximumHeartRate(String(kept));
  return bpm === "invalid" || bpm === null ? undefined : bpm;
}

function recallCalibration(kept: unknown): CalibrationSetting | undefined {
  if (!isRecord(kept) || typeof kept.warmUpMinutes !== "number") return undefined;
  const kind: CalibrationKind | undefined = oneOf(kept.kind, calibrationKinds);
  const warmUpMinutes = parseWarmUpMinutes(String(kept.warmUpMinutes));
  // Kept by pages that did not ask what the runner knows, or what dates do not tell, it says nothing of that.
  const { usesKnown = false, usesUndated = false } = kept;
  if (kind === undefined || warmUpMinutes === "invalid") return undefined;
  if (typeof usesKnown !== "boolean" || typeof usesUndated !== "boolean") return undefined;
  return { kind, warmUpMinutes, usesKnown, usesUndated };
}

function recallFolds(kept: unknown): Record<string, boolean> | undefined {
  if (!isRecord(kept)) return undefined;
  const folds = Object.entries(kept).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean");
  return Object.fromEntries(folds);
}

function recallOthers(kept: unknown): Record<string, KeptSettings> | undefined {
  if (!isRecord(kept)) return undefined;
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, KeptSettings] => isRecord(entry[1])),
  );
}

function oneOf<T extends string>(kept: unknown, values: readonly T[]): T | undefined {
  return values.find((value) => value === kept);
}
