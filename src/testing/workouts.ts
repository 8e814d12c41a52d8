import type { ColumnName } from "../workout/formats/points.ts";
import { NO_FACTS } from "../workout/recording-facts.ts";
import type { Workout } from "../workout/workout.ts";

type Columns = Partial<Record<ColumnName, ArrayLike<number>>>;

/** A recorded run of the given columns; those not given are missing throughout. */
export function workoutOf(columns: Columns, rest: Partial<Workout> = {}): Workout {
  const length = Math.max(...Object.values(columns).map((column) => column.length));
  const column = (values: ArrayLike<number> | undefined) =>
    values ? Float64Array.from(values) : new Float64Array(length).fill(Number.NaN);
  return {
    ...NO_FACTS,
    name: "run",
    format: "workout-json",
    runner: null,
    sport: "run",
    gender: 0.5,
    sampling: "timestamps",
    timeS: column(columns.timeS),
    speedKmh: column(columns.speedKmh),
    distanceM: column(columns.distanceM),
    latitudeDeg: column(columns.latitudeDeg),
    longitudeDeg: column(columns.longitudeDeg),
    altitudeM: column(columns.altitudeM),
    heartRateBpm: column(columns.heartRateBpm),
    cadenceSpm: column(columns.cadenceSpm),
    temperatureC: column(columns.temperatureC),
    segmentStarts: [],
    statedTotal: null,
    passedOver: [],
    mended: [],
    ...rest,
  };
}

/** Values of a function of i, for i from 0 to length − 1. */
export function series<T>(length: number, valueAt: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => valueAt(i));
}
