import { type Curve, type Responses, TEXTBOOK, type TextbookRange } from "../../../evaluation/responses/responses.ts";
import type { NumberRange } from "../../../model/contract.ts";
import { formatNumber } from "../../format/format.ts";
import { fromKm, toKm, type Units } from "../../format/units.ts";

/** What a protocol found, and what textbooks say of a single runner's heart. */
export interface ResponseWords {
  found: string;
  textbook: string;
}

export function stepWords({ onS, offS }: Responses["step"]): ResponseWords {
  return {
    found: `Two thirds of the way to a faster pace's heart rate in ${formatNumber(onS)} s, to a slower one's in ${formatNumber(offS)} s.`,
    textbook: `about ${range(TEXTBOOK.onS)} s and ${range(TEXTBOOK.offS)} s (after Bearden and Moffatt 2001; Wang et al. 2006)`,
  };
}

export function rampWords(
  { bpmPerKmh }: Responses["ramp"],
  { distanceUnit }: Pick<Units, "distanceUnit">,
): ResponseWords {
  // A slope by speed is so many times as large as its unit is.
  const inUnit = (bpm: number) => toKm(bpm, distanceUnit);
  const { lowest, highest } = TEXTBOOK.bpmPerKmh;
  const [from, to] = [8, 14].map((kmh) => formatNumber(fromKm(kmh, distanceUnit)));
  return {
    found: `${formatNumber(inUnit(bpmPerKmh), 1)} bpm a ${speedUnit(distanceUnit)}, from ${from} to ${to}.`,
    textbook: `${range({ lowest: inUnit(lowest), highest: inUnit(highest) })} bpm (ACSM 2017)`,
  };
}

export function hillWords({ bpmPerPercentUp, bpmPerPercentDown }: Responses["hill"]): ResponseWords {
  return {
    found: `${formatNumber(bpmPerPercentUp, 1)} bpm more a percent up, ${formatNumber(bpmPerPercentDown, 1)} fewer a percent down.`,
    textbook: `${range(TEXTBOOK.bpmPerPercent)} bpm up (ACSM 2017)`,
  };
}

export function hoursWords({ bpmPerHour }: Responses["hours"]): ResponseWords {
  return {
    found: `${formatNumber(bpmPerHour, 1)} bpm more an hour, from the twentieth minute on.`,
    textbook: `about ${range(TEXTBOOK.bpmPerHour)} bpm, more in heat (after Coyle and González-Alonso 2001)`,
  };
}

export function speedUnit(distanceUnit: Units["distanceUnit"]): string {
  return distanceUnit === "km" ? "km/h" : "mph";
}

/**
 * Where along a curve the training never was, in a sentence; empty where it was everywhere.
 * @param text writes a place of the axis, with its unit
 */
export function untrainedWords(
  { at }: Pick<Curve, "at">,
  { lowest, highest }: NumberRange,
  text: (place: number) => string,
): string {
  const ends = [
    ...(at[0] < lowest ? [`below ${text(lowest)}`] : []),
    ...(at[at.length - 1] > highest ? [`above ${text(highest)}`] : []),
  ];
  return ends.length === 0 ? "" : `Shaded: the training never was ${ends.join(" and ")}.`;
}

export const TREADMILL_HEAD = "Expected heart rate, bpm, in four tests.";

export const TREADMILL_NOTE =
  "Textbooks speak of one runner. A model of runners at large answers less to pace and hills: those who run faster, and hillier, are fitter.";

function range({ lowest, highest }: TextbookRange): string {
  return `${formatNumber(lowest)} to ${formatNumber(highest)}`;
}
