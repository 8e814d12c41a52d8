import { type CalibrationKind, calibrationKinds } from "../../model/contract.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import type { XAxisKind } from "../../sharing/shared-view.ts";
import type { Units } from "../format/units.ts";
import { type CalibrationSetting, DEFAULT_CALIBRATION, parseWarmUpMinutes } from "./calibration.ts";
import { isRecord, type Keeper, keptRecord } from "./keeper.ts";
import { type KnownOfMe, NOTHING_STATED, recallKnownOfMe } from "./known-of-me.ts";
import { parseMaximumHeartRate } from "./stated-heart-rates.ts";

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
  /** Maximum heart rate: that of the zones, null for their default; known of the runner where it is stated. */
  maximumHeartRateBpm: number | null;
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
  /** The runner's gender, and what runs were meant to be: inputs of the model. */
  runner: RunnerSettings;
}

interface Setting<T> {
  atFirst: T;
  /** Reads a value that an earlier visit kept; undefined for what is none. null: the device does not keep the setting. */
  recall: ((kept: unknown) => T | undefined) | null;
  /** Whether a run's link carries it. It then holds for that run's view, and changes nothing that is kept. */
  isInLinks: boolean;
}

/** Every setting of the page: its first value, how the device keeps it, and whether a link carries it. */
export const SETTINGS: { readonly [Name in keyof Settings]: Setting<Settings[Name]> } = {
  units: { atFirst: { speedUnit: "pace", distanceUnit: "km" }, recall: recallUnits, isInLinks: true },
  maximumHeartRateBpm: { atFirst: null, recall: recallMaximum, isInLinks: true },
  knownOfMe: { atFirst: NOTHING_STATED, recall: recallKnownOfMe, isInLinks: false },
  calibration: { atFirst: DEFAULT_CALIBRATION, recall: recallCalibration, isInLinks: true },
  level: { atFirst: "runner", recall: (kept) => oneOf(kept, ["runner", "researcher"]), isInLinks: false },
  folds: { atFirst: {}, recall: recallFolds, isInLinks: false },
  xAxis: { atFirst: "time", recall: (kept) => oneOf(kept, ["time", "distance"]), isInLinks: true },
  remembering: { atFirst: "off", recall: (kept) => oneOf(kept, ["off", "on", "paused"]), isInLinks: false },
  runner: { atFirst: { gender: null, intent: null }, recall: null, isInLinks: true },
};

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[];
const KEPT_NAMES = NAMES.filter((name) => SETTINGS[name].recall !== null);

/** Key under which the device keeps the settings. */
export const SETTINGS_KEY = "heart-rate-settings";

/** The settings as an earlier visit left them; one that was never kept, or can't be read, is as at first. */
export function recallSettings(keeper: Keeper): Settings {
  const kept = keptRecord(keeper.read(SETTINGS_KEY));
  const entries = NAMES.map((name) => {
    const { recall, atFirst } = SETTINGS[name];
    return [name, (Object.hasOwn(kept, name) ? recall?.(kept[name]) : undefined) ?? atFirst];
  });
  return Object.fromEntries(entries) as Settings;
}

/**
 * Has the device keep the settings that were changed, of those that it keeps; the others stay as another window may have
 * left them.
 */
export function keepSettings(keeper: Keeper, settings: Settings, before: Settings): void {
  const changed = KEPT_NAMES.filter((name) => settings[name] !== before[name]);
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

function oneOf<T extends string>(kept: unknown, values: readonly T[]): T | undefined {
  return values.find((value) => value === kept);
}
