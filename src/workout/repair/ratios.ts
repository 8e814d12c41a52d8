/** Largest ratio of two sound sources of a run: foot pods, wheels and GPS differ by up to 15 %. */
export const ALIKE = 1.25;
/** Ratio from which two sources contradict each other even where it changes. */
export const UNLIKE = 1.8;
/** Difference below which two speeds count as equal, m/s. */
export const SLIGHT_MS = 0.3;

/** A factor by which files are known to be wrong, with the unit that explains it; null where none does. */
export interface Factor {
  factor: number;
  unit: string | null;
}

/** Known factors, most of wrong units: of speeds that should be m/s or km/h, of distances that should be metres. */
const FACTORS: Record<"speed" | "distance", readonly Factor[]> = {
  speed: [
    { factor: 2, unit: null },
    { factor: 1 / 2, unit: null },
    { factor: 36, unit: null },
    { factor: 3.6, unit: "km/h" },
    { factor: 1 / 3.6, unit: "m/s" },
    { factor: 2.236_936, unit: "mph" },
    { factor: 0.621_371, unit: "mph" },
    { factor: 1.943_844, unit: "knots" },
    { factor: 0.539_957, unit: "knots" },
    { factor: 3.280_84, unit: "feet a second" },
    { factor: 100, unit: "cm/s" },
    { factor: 1000, unit: "mm/s" },
    { factor: 1 / 1000, unit: "km/s" },
  ],
  distance: [
    { factor: 2, unit: null },
    { factor: 1 / 2, unit: null },
    { factor: 1 / 1000, unit: "km" },
    { factor: 1 / 1609.344, unit: "miles" },
    { factor: 3.280_84, unit: "feet" },
    { factor: 100, unit: "cm" },
    { factor: 1000, unit: "mm" },
  ],
};
/** Largest ratio of a measured factor to a known one that it matches: wandering positions lengthen distances. */
const FACTOR_SLACK = 1.06;

/** Ratio of the larger to the smaller value, at least 1. */
export function timesApart(one: number, other: number): number {
  const ratio = one / other;
  return ratio >= 1 ? ratio : 1 / ratio;
}

/** Whether two speeds in m/s may be those of one run. */
export function areAlike(one: number, other: number, most = ALIKE): boolean {
  return Math.abs(one - other) <= SLIGHT_MS || timesApart(one, other) <= most;
}

/** Known factor that matches a source's measured factor; null where none does. */
export function knownFactor(source: "speed" | "distance", times: number): Factor | null {
  const nearest = FACTORS[source].reduce((a, b) =>
    timesApart(a.factor, times) <= timesApart(b.factor, times) ? a : b,
  );
  return timesApart(nearest.factor, times) <= FACTOR_SLACK ? nearest : null;
}

/** Whether a wrong unit explains a source's measured factor. */
export function hasUnit(source: "speed" | "distance", times: number): boolean {
  return (knownFactor(source, times)?.unit ?? null) !== null;
}
