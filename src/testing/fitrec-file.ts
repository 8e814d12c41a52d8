import { hubRowOf } from "../dataset/build/statistics.ts";
import type { Workout } from "../workout/workout.ts";

/** A run as FitRec holds it: one Python literal on a line, at most 500 points, without speed. */
export function fitrecLine(workout: Workout, { id, userId }: { id: number; userId: number }): string {
  const identity = { workoutId: id, userId, startUnixS: 1_400_000_000, split: "train" };
  const { altitude, timestamp, heart_rate, speed } = hubRowOf(workout, identity);
  // Due north, as fast as the run was: what has no speed is timed by its positions.
  let latitudeDeg = 48;
  const latitude = Array.from(timestamp, (unixS, i) => {
    if (i > 0) latitudeDeg += ((speed[i] / 3.6) * (unixS - timestamp[i - 1])) / 111_195;
    return latitudeDeg;
  });
  const list = (values: Iterable<number>) =>
    `[${Array.from(values, (value) => (Number.isNaN(value) ? "None" : value)).join(", ")}]`;
  const fields = [
    `'speed': None`,
    `'altitude': ${list(altitude)}`,
    `'gender': 'male'`,
    `'sport': 'run'`,
    `'userId': ${userId}`,
    `'longitude': ${list(latitude.map(() => 11.5))}`,
    `'latitude': ${list(latitude)}`,
    `'timestamp': ${list(timestamp)}`,
    `'heart_rate': ${list(heart_rate)}`,
    `'url': 'https://example.org/runs/${id}'`,
    `'id': ${id}`,
  ];
  return `{${fields.join(", ")}}`;
}
