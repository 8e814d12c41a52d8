import type { TwoModels } from "../../evaluation/two-models.ts";
import { formatNumber } from "../format/format.ts";
import { type LookedAt, lookedAtWords } from "../runner/calibration-words.ts";

/** How far two models' lines lie apart, and which is higher on average. */
export function apartWords(
  { apartBpm, higherBpm }: Pick<TwoModels, "apartBpm" | "higherBpm">,
  secondName: string,
): string {
  const apart = `The two lines are ${formatNumber(apartBpm, 1)} bpm apart on average`;
  const by = formatNumber(Math.abs(higherBpm), 1);
  if (Number(by) === 0) return `${apart}, and neither is the higher one.`;
  return `${apart}; ${secondName} expects ${by} bpm ${higherBpm > 0 ? "more" : "less"} on average.`;
}

/** What each of two models compares the run with; said once where that is the same. */
export function fittedWords(chosenName: string, chosen: LookedAt, second: LookedAt & { name: string }): string {
  const [own, other] = [lookedAtWords(chosen), lookedAtWords(second)];
  return own === other ? `Both: ${own}` : `${chosenName}: ${own} ${second.name}: ${other}`;
}
