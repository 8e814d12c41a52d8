import type { UnexplainedDrift } from "../../../evaluation/drift.ts";
import { formatNumber, formatSigned } from "../../format/format.ts";

/** What a decoupling means. */
export function decouplingWords(percent: number): string {
  if (Number(formatNumber(percent, 1)) === 0) return "A heart beat took you as far in both halves.";
  return `A heart beat took you ${percent > 0 ? "farther" : "less far"} in the first half than in the second.`;
}

/** What an unexplained drift means, with care where its interval holds 0. */
export function driftWords({ lowerBpmPerHour, upperBpmPerHour }: UnexplainedDrift): string {
  const range = `90 % interval: ${formatSigned(lowerBpmPerHour, 1)} to ${formatSigned(upperBpmPerHour, 1)}.`;
  if (lowerBpmPerHour > 0) return `Heart rate rose beyond what pace and hills explain. ${range}`;
  if (upperBpmPerHour < 0) return `Heart rate fell below what pace and hills explain. ${range}`;
  return `No drift that this run can show beyond pace and hills. ${range}`;
}

export const DRIFT_NOTE =
  "Over the moving time after the first ten minutes. Decoupling: speed by heart rate in its first half over that in its second, less 1 (Friel).";
