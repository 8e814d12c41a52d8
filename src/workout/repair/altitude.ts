import { countKnown, fillMissing, median } from "./fill.ts";
import { counted, type Ledger, spansOf } from "./ledger.ts";
import type { Points } from "./time.ts";

/** From below the Dead Sea's shore to above Everest. */
const LOWEST_M = -500;
const HIGHEST_M = 9000;

/** A point this far from the median of its neighbourhood is a fault of the sensor, not a hill. */
export const SPIKE_M = 50;
const NEIGHBOURS = 2;

/** Altitude at every point: spikes and holes interpolated over time, a flat run where the file has none. */
export function repairAltitude({ timeS, altitudeM }: Points, ledger: Ledger): Float64Array {
  const repaired = altitudeM.slice();
  const isSpike = findSpikes(altitudeM);
  const missing = repaired.length - countKnown(repaired);
  const spikes = isSpike.filter(Boolean).length;
  isSpike.forEach((spike, i) => {
    if (spike) repaired[i] = Number.NaN;
  });
  if (countKnown(repaired) === 0) {
    const finding = spikes > 0 ? "no usable altitude" : "no altitude";
    ledger.enter("missing-altitude", repaired.length, `The file has ${finding}: the run is taken as flat.`);
    return repaired.fill(0);
  }
  ledger.enter(
    "altitude-spike",
    spikes,
    `Altitude jumped by more than ${SPIKE_M} m, or left the Earth's range, at ${counted(spikes, "point")}: interpolated.`,
    spansOf(timeS, (i) => isSpike[i]),
  );
  ledger.enter(
    "altitude-gap",
    missing,
    `${counted(missing, "point")} without an altitude: interpolated.`,
    spansOf(timeS, (i) => Number.isNaN(altitudeM[i])),
  );
  fillMissing(timeS, repaired);
  return repaired;
}

function findSpikes(altitudeM: Float64Array): boolean[] {
  const isSpike = Array.from(altitudeM, (metres) => metres < LOWEST_M || metres > HIGHEST_M);
  // Only what can be an altitude tells what its neighbours should be.
  const possible = [...altitudeM.keys()].filter((i) => !Number.isNaN(altitudeM[i]) && !isSpike[i]);
  possible.forEach((i, k) => {
    const around = possible.slice(Math.max(0, k - NEIGHBOURS), k + NEIGHBOURS + 1).map((j) => altitudeM[j]);
    isSpike[i] = Math.abs(altitudeM[i] - median(around)) > SPIKE_M;
  });
  return isSpike;
}
