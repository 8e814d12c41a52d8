import { counted } from "../../base/counted.ts";
import { median } from "../../base/statistics.ts";
import { countKnown, fillMissing } from "./fill.ts";
import { type Ledger, spansOf } from "./ledger.ts";
import type { Points } from "./time.ts";

/** Range of possible altitudes: from below the Dead Sea's shore to above Everest. */
const LOWEST_M = -500;
const HIGHEST_M = 9000;

/** Distance from the median of its neighbourhood from which a point is a sensor's fault and not a hill. */
export const SPIKE_M = 50;
const NEIGHBOURS = 2;

/**
 * Repairs the altitude: spikes and gaps are interpolated over time, or over whatever else rises from point to point; without
 * any altitude the run is flat.
 */
export function repairAltitude(
  { timeS, altitudeM }: Pick<Points, "timeS" | "altitudeM">,
  ledger: Ledger,
): Float64Array {
  const repaired = altitudeM.slice();
  const isSpike = findSpikes(altitudeM);
  const missing = repaired.length - countKnown(repaired);
  let spikes = 0;
  for (let i = 0; i < repaired.length; i++) {
    if (!isSpike[i]) continue;
    repaired[i] = Number.NaN;
    spikes++;
  }
  if (countKnown(repaired) === 0) {
    const finding = spikes > 0 ? "no usable altitude" : "no altitude";
    ledger.enter("missing-altitude", repaired.length, () => `The file has ${finding}: the run is taken as flat.`);
    return repaired.fill(0);
  }
  ledger.enter(
    "altitude-spike",
    spikes,
    () =>
      `Altitude jumped by more than ${SPIKE_M} m, or left the Earth's range, at ${counted(spikes, "point")}: interpolated.`,
    () => spansOf(timeS, (i) => isSpike[i]),
  );
  ledger.enter(
    "altitude-gap",
    missing,
    () => `${counted(missing, "point")} without an altitude: interpolated.`,
    () => spansOf(timeS, (i) => Number.isNaN(altitudeM[i])),
  );
  fillMissing(timeS, repaired);
  return repaired;
}

function findSpikes(altitudeM: Float64Array): boolean[] {
  const isSpike: boolean[] = new Array(altitudeM.length).fill(false);
  // Impossible altitudes are left out of the medians.
  const isPossible = (metres: number) => metres >= LOWEST_M && metres <= HIGHEST_M;
  const possible: number[] = [];
  for (let i = 0; i < altitudeM.length; i++) {
    if (isPossible(altitudeM[i])) possible.push(altitudeM[i]);
    else isSpike[i] = !Number.isNaN(altitudeM[i]);
  }
  let k = 0;
  for (let i = 0; i < altitudeM.length; i++) {
    if (!isPossible(altitudeM[i])) continue;
    const from = Math.max(0, k - NEIGHBOURS);
    const to = Math.min(possible.length, k + NEIGHBOURS + 1);
    let isAnyFar = false;
    for (let near = from; near < to; near++) isAnyFar ||= Math.abs(altitudeM[i] - possible[near]) > SPIKE_M;
    // The median is one of the neighbours: where none is far off, neither is the median.
    isSpike[i] = isAnyFar && Math.abs(altitudeM[i] - median(possible.slice(from, to))) > SPIKE_M;
    k++;
  }
  return isSpike;
}
