/** A change that sets in faster than runners change, and stays. */
export interface Alarm {
  /** Place of the first run of it. */
  from: number;
  /** Place of the run at which it was told. */
  told: number;
  direction: "higher" | "lower";
}

/** Runs to which one false alarm comes, of a runner who changes as the contract says. */
export const RUNS_A_FALSE_ALARM = 1000;

/** Half the shift that is found fastest, in standard deviations. */
const ALLOWED = 0.5;

/**
 * Sum at which an alarm is told. Each direction alone then reaches it once in 2,000 runs, by the Markov chain of D. Brook and
 * D. A. Evans, "An Approach to the Probability Distribution of CUSUM Run Length", Biometrika 59, 1972.
 */
const ALARM_AT = 5.703;

/** Farther off no run counts: a faulty recording alone tells nothing. */
const MOST_DEVIATIONS = 3;

/**
 * Finds alarms by a cumulative sum to either side (E. S. Page, "Continuous Inspection Schemes", Biometrika 41, 1954). No
 * alarm depends on a later run.
 * @param innovations by run, how far each was off what was foreseen of it, in standard deviations
 */
export function alarmsIn(innovations: readonly number[]): Alarm[] {
  const alarms: Alarm[] = [];
  for (const direction of ["higher", "lower"] as const) {
    const sign = direction === "higher" ? 1 : -1;
    let sum = 0;
    let from = 0;
    innovations.forEach((innovation, told) => {
      if (sum === 0) from = told;
      const off = Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, sign * innovation));
      sum = Math.max(0, sum + off - ALLOWED);
      if (sum < ALARM_AT) return;
      alarms.push({ from, told, direction });
      sum = 0;
    });
  }
  return alarms.sort((a, b) => a.told - b.told);
}
