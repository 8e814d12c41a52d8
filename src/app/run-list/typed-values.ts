import { PredictorError } from "../../base/error.ts";

/** Values that a person typed, as the published demo takes them. */
export interface TypedValues {
  speed: string;
  altitude: string;
}

/**
 * Writes two typed lists of numbers as the text of a run, one entry a timestep.
 * Numbers stand apart by commas, semicolons, blanks or lines; brackets around a list are let pass.
 * @throws PredictorError `bad-value` for what is no number, `no-speed` where no speed was typed.
 */
export function runOfTypedValues({ speed, altitude }: TypedValues): string {
  const speeds = numbersIn(speed, "speed");
  if (speeds.length === 0) throw new PredictorError("no-speed", "Type speeds in km/h, one for each step of the run.");
  const altitudes = numbersIn(altitude, "altitude");
  return JSON.stringify({ speed: speeds, ...(altitudes.length > 0 && { altitude: altitudes }) });
}

function numbersIn(text: string, what: string): number[] {
  const entries = text
    .replace(/^\s*\[|\]\s*$/g, "")
    .split(/[\s,;]+/)
    .filter((entry) => entry !== "");
  return entries.map((entry, i) => {
    const value = Number(entry);
    if (Number.isFinite(value)) return value;
    throw new PredictorError("bad-value", `Entry ${i + 1} of ${what} is "${entry.slice(0, 40)}", which is no number.`);
  });
}
