import type { Deviation, DeviationCause } from "../../evaluation/deviations.ts";
import { formatSigned } from "../format/format.ts";

/** Name and likely meaning of a stretch outside the interval. It is advice: only the runner knows. */
export const DEVIATION_WORDS: Record<DeviationCause, { name: string; meaning: string }> = {
  "cadence-lock": {
    name: "Cadence lock",
    meaning: "The sensor probably counted your steps: heart rate equals your step rate.",
  },
  "flat-line": {
    name: "Flat line",
    meaning: "The sensor was probably stuck: heart rate stands still.",
  },
  offset: {
    name: "Constant offset",
    meaning: "The whole run is off by about the same: you differ from most runners, or the sensor reads wrong.",
  },
  "slow-start": {
    name: "Slow sensor start",
    meaning: "The sensor probably had not found the pulse yet: heart rate starts low and then jumps up.",
  },
  "drop-out": {
    name: "Drop-out",
    meaning: "The sensor probably lost the pulse: heart rate is missing, or falls or rises in one step.",
  },
  unexplained: {
    name: "Unexplained",
    meaning: "No fault of the sensor is seen. The model knows nothing of heat, wind, ground, fatigue or illness.",
  },
};

/** The mean difference over a stretch. */
export function deviationSizeWords({ meanDifferenceBpm }: Deviation): string {
  return `${formatSigned(meanDifferenceBpm)} bpm`;
}

/** Text in place of the signal of a run without flags and deviations. */
export function noSignalWords(isChecked: boolean, isCompared: boolean): string {
  const checked = isChecked
    ? "Nothing stands out: the recording passed every check."
    : "The recording is not here to be checked, only what was made of it.";
  return isCompared ? `${checked} Heart rate never leaves the interval for a minute.` : checked;
}
