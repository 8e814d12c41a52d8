/** Most zones that begin at a heart rate: watches know up to seven. */
export const MOST_ZONE_STARTS = 9;

/** Heart rates at which a zone may begin, bpm. */
export const ZONE_START_RANGE = { least: 30, most: 240 };

/** Whether zones may begin at these heart rates: whole, rising, within ZONE_START_RANGE, no more than MOST_ZONE_STARTS. */
export function areZoneStarts(startsBpm: readonly number[]): boolean {
  const { least, most } = ZONE_START_RANGE;
  return (
    startsBpm.length > 0 &&
    startsBpm.length <= MOST_ZONE_STARTS &&
    startsBpm.every((bpm, i) => Number.isInteger(bpm) && bpm >= least && bpm <= most && bpm > (startsBpm[i - 1] ?? 0))
  );
}

/** The heart rates at which a file's zones begin; null where a value is no list of such. */
export function zoneStartsFrom(value: unknown): number[] | null {
  const isNumbers = (list: unknown[]): list is number[] => list.every((bpm) => typeof bpm === "number");
  return Array.isArray(value) && isNumbers(value) && areZoneStarts(value) ? value : null;
}
