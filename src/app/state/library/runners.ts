import type { Settings } from "../settings.ts";
import type { LibraryState, RunnerOnDevice } from "./library-state.ts";

/** The runners on this device by the alphabet: those with runs, those who said something of themselves, and the chosen one. */
export function runnersOf({
  library: { runners },
  runnerName,
  ofOtherRunners,
}: Pick<Settings, "runnerName" | "ofOtherRunners"> & { library: Pick<LibraryState, "runners"> }): RunnerOnDevice[] {
  const runs = new Map(runners.map((runner) => [runner.name, runner.runs]));
  const names = new Set([...runs.keys(), ...Object.keys(ofOtherRunners), runnerName]);
  return [...names].sort((a, b) => a.localeCompare(b)).map((name) => ({ name, runs: runs.get(name) ?? 0 }));
}
