/**
 * Simulated runners are called by the whole numbers from −1 down to −999,999, in text and as the `user_id` of a split
 * alike. The published data, and what is built here, number runners from 1 on: no split by runners ever takes a
 * simulated one for a real one.
 */
export const MOST_SIMULATED_RUNNERS = 999_999;

/** Name of a simulated runner by their number from 1 on. */
export function simulatedRunner(number: number): string {
  return String(-number);
}

export function isSimulatedRunner(runner: string): boolean {
  return /^-[1-9]\d{0,5}$/.test(runner);
}

/** Caution about figures of simulated runs. */
export const SIMULATED_RUNS = "Simulated runs: they show how the page works, not how good the model is.";

/** The same of a single one. */
export const SIMULATED_RUN = "A simulated run: it shows how the page works, not how good the model is.";
