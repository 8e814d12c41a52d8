import { atPoints, type QualityCheck, STEP_S, told } from "./checks.ts";
import { jumpsWithin } from "./stretches.ts";

const JUMP_M = 50;
const LOWEST_M = -500;
const HIGHEST_M = 6000;
const OUT_OF_RANGE = `below −${-LOWEST_M} m or above ${HIGHEST_M.toLocaleString("en")} m`;

export const altitudeChecks = {
  AL01: {
    name: "Altitude jumps",
    rule: `a change by over ${JUMP_M} m within ${STEP_S} s, or from one point to the next`,
    find: ({ timeS, altitudeM }) => {
      const possible = altitudeM.map((metres) => (isPossible(metres) ? metres : Number.NaN));
      const finding = `Altitude jumped by over ${JUMP_M} m`;
      return told(jumpsWithin(timeS, possible, STEP_S, JUMP_M), finding, "no runner climbs or falls as fast");
    },
  },
  AL02: {
    name: "Altitude out of range",
    rule: `an altitude ${OUT_OF_RANGE}`,
    find: (run) =>
      atPoints(
        run,
        (i) => !Number.isNaN(run.altitudeM[i]) && !isPossible(run.altitudeM[i]),
        (points) => `Altitude was ${OUT_OF_RANGE} at ${points}: nobody runs there.`,
      ),
  },
} as const satisfies Record<string, QualityCheck>;

function isPossible(metres: number): boolean {
  return metres >= LOWEST_M && metres <= HIGHEST_M;
}
