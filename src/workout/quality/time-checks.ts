import { counted } from "../../base/counted.ts";
import { median } from "../../base/statistics.ts";
import type { Span } from "../workout.ts";
import { type CheckedRun, type Found, NOTHING, ofRun, type QualityCheck, times } from "./checks.ts";

const LONG_GAP_S = 300;
const GAP_S = 60;
/** Ratio to the usual step, and length, from which a step is irregular ... */
const IRREGULAR = 3;
const REGULAR_S = 10;
/** ... and the share of irregular steps above which a recording is. */
const FEW_IRREGULAR = 0.1;
const SHORTEST_S = 300;
const FEWEST_POINTS = 50;

export const timeChecks = {
  TS01: {
    name: "Long gap",
    rule: `over ${LONG_GAP_S / 60} minutes from one point to the next`,
    find: (run) => gaps(run, (gapS) => gapS > LONG_GAP_S, `Nothing was recorded for over ${LONG_GAP_S / 60} minutes`),
  },
  TS02: {
    name: "Gap",
    rule: `over a minute, and at most ${LONG_GAP_S / 60}, from one point to the next`,
    find: (run) => gaps(run, (gapS) => gapS > GAP_S && gapS <= LONG_GAP_S, "Nothing was recorded for over a minute"),
  },
  TS03: {
    name: "Time runs backward",
    rule: "a point whose time lies before that of the point before it",
    find: (run) => {
      const timed = run.recordedTimeS.filter(Number.isFinite);
      const spans: Span[] = [];
      for (let k = 1; k < timed.length; k++) {
        if (timed[k] < timed[k - 1]) spans.push({ startS: timed[k], endS: timed[k - 1] });
      }
      return found(run, spans, `Time ran backward in ${counted(spans.length, "place")}: the points are out of order.`);
    },
  },
  TS04: {
    name: "Times repeat",
    rule: "a point at the time of another",
    find: (run) => {
      const timed = run.orderedTimeS;
      const spans: Span[] = [];
      for (let k = 1; k < timed.length; k++) {
        if (timed[k] === timed[k - 1]) spans.push({ startS: timed[k], endS: timed[k] });
      }
      return found(
        run,
        spans,
        `${counted(spans.length, "point")} shared a time with another: one value of each counts.`,
      );
    },
  },
  TS05: {
    name: "Recorded irregularly",
    rule: `over a tenth of the steps from point to point longer than ${IRREGULAR} times the usual one and than ${REGULAR_S} s`,
    find: (run) => {
      const { timeS } = run;
      const stepsS = timeS.subarray(1).map((t, k) => t - timeS[k]);
      const longestS = Math.max(REGULAR_S, IRREGULAR * median(stepsS));
      const spans = spansBetween(timeS, (stepS) => stepS > longestS);
      if (spans.length <= FEW_IRREGULAR * stepsS.length) return NOTHING;
      const finding = `${counted(spans.length, "step")} of ${stepsS.length.toLocaleString("en")}`;
      return found(run, spans, `${finding} from point to point are far longer than usual: little is known of them.`);
    },
  },
  DI02: {
    name: "Short",
    rule: `under ${SHORTEST_S / 60} minutes, or fewer than ${FEWEST_POINTS} points`,
    find: (run) => {
      const { timeS } = run;
      const durationS = timeS[timeS.length - 1];
      if (durationS >= SHORTEST_S && timeS.length >= FEWEST_POINTS) return NOTHING;
      const finding = `${(durationS / 60).toFixed(1)} minutes and ${counted(timeS.length, "point")}`;
      return ofRun(run, `The run has ${finding}: hearts take minutes to follow, so it tells little.`);
    },
  },
} as const satisfies Record<string, QualityCheck>;

function gaps(run: CheckedRun, isGap: (gapS: number) => boolean, finding: string): Found {
  const spans = spansBetween(run.orderedTimeS, isGap);
  return found(run, spans, `${finding}, ${times(spans.length)}: a pause, or the watch had stopped.`);
}

function spansBetween(timeS: Float64Array, isMeant: (stepS: number) => boolean): Span[] {
  const spans: Span[] = [];
  for (let k = 1; k < timeS.length; k++) {
    if (isMeant(timeS[k] - timeS[k - 1])) spans.push({ startS: timeS[k - 1], endS: timeS[k] });
  }
  return spans;
}

/** Result of a check, its spans cut to the part of the recording that is the run. */
function found({ timeS, sampling }: CheckedRun, spans: Span[], message: string): Found {
  // Timesteps have no times of their own.
  if (sampling === "timesteps") return NOTHING;
  const within = (t: number) => Math.min(Math.max(t, 0), timeS[timeS.length - 1]);
  return {
    count: spans.length,
    message,
    spans: spans.map(({ startS, endS }) => ({ startS: within(startS), endS: within(endS) })),
  };
}
