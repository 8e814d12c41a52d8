import { countKnown, fillMissing, median } from "./fill.ts";
import { counted, type Ledger, spansOf } from "./ledger.ts";
import type { Points } from "./time.ts";

/** From below the Dead Sea's shore to above Everest. */
const LOWEST_M = -500;
const HIGHEST_M = 9000;

/** A point this far from the median of its neighbourhood is a fault of the sensor, not a hill. */
const SPIKE_M = 50;
const NEIGHBOURS = 2;

/** Altitude at every point: spikes and holes interpolated over time, a flat run where the file has none. */
export function repairAltitude({ timeS, altitudeM }: Points, ledger: Ledger): Float64Array {
  const repaired = altitudeM.slice();
  if (countKnown(repaired) === 0) {
    ledger.enter("missing-altitude", repaired.length, "The file has no altitude: the run is taken as flat.");
    return repaired.fill(0);
  }
  const isSpike = findSpikes(altitudeM);
  const missing = repaired.length - countKnown(repaired);
  const spikes = isSpike.filter(Boolean).length;
  isSpike.forEach((spike, i) => {
    if (spike) repaired[i] = Number.NaN;
  });
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
  if (countKnown(repaired) === 0) return repaired.fill(0);
  fillMissing(timeS, repaired);
  return repaired;
}

function findSpikes(altitudeM: Float64Array): boolean[] {
  const known = [...altitudeM.keys()].filter((i) => !Number.isNaN(altitudeM[i]));
  const isSpike = new Array<boolean>(altitudeM.length).fill(false);
  known.forEach((i, k) => {
    const around = known.slice(Math.max(0, k - NEIGHBOURS), k + NEIGHBOURS + 1).map((j) => altitudeM[j]);
    const outOfRange = altitudeM[i] < LOWEST_M || altitudeM[i] > HIGHEST_M;
    isSpike[i] = outOfRange || Math.abs(altitudeM[i] - median(around)) > SPIKE_M;
  });
  return isSpike;
}
