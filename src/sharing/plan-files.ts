import { xmlText } from "../base/xml-text.ts";
import { altitudesAt } from "../planning/pacing.ts";
import { type RunPlan, timeAt } from "../planning/plan.ts";
import type { PlanSplit } from "../planning/plan-figures.ts";
import type { CoursePositions } from "../workout/course/clean-course.ts";
import { number } from "./csv.ts";

const HEADER =
  "from_m,to_m,start_seconds,end_seconds,pace_seconds_per_km,climb_m,expected_hr_bpm,lower_hr_bpm,upper_hr_bpm";

/** The splits of a plan as a table, one a line; a field is empty where there is no value. */
export function planCsv(splits: readonly PlanSplit[]): string {
  const lines = splits.map(({ fromM, toM, startS, endS, climbM, expectedBpm, lowerBpm, upperBpm }) =>
    [
      number(fromM, 1),
      number(toM, 1),
      number(startS, 1),
      number(endS, 1),
      number((1000 * (endS - startS)) / (toM - fromM), 1),
      number(climbM, 1),
      number(expectedBpm, 2),
      number(lowerBpm, 2),
      number(upperBpm, 2),
    ].join(","),
  );
  return `${[HEADER, ...lines].join("\n")}\n`;
}

/**
 * A plan as a GPX track with times, for a watch that shows how far one is before or behind it.
 * @param startUnixS when it is to begin
 */
export function planGpx(plan: RunPlan, positions: CoursePositions, startUnixS: number): string {
  const places = positions.share.map((share) => share * plan.course.lengthM);
  const altitudes = altitudesAt(plan.course, places);
  const points = Array.from(places, (metres, i) => {
    const time = new Date(1000 * (startUnixS + timeAt(plan, metres))).toISOString();
    const at = `lat="${positions.latitudeDeg[i].toFixed(7)}" lon="${positions.longitudeDeg[i].toFixed(7)}"`;
    return `<trkpt ${at}><ele>${altitudes[i].toFixed(1)}</ele><time>${time}</time></trkpt>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Heart Rate Predictor" xmlns="http://www.topografix.com/GPX/1/1">',
    `<trk><name>${xmlText(plan.course.name)}</name><trkseg>`,
    ...points,
    "</trkseg></trk></gpx>\n",
  ].join("\n");
}
