import type { Gender } from "../workout/workout.ts";

/** What a file states of the runner by whom it was recorded. */
export interface StatedRunner {
  /** Identifier of the runner; null for none. */
  statedRunner: string | null;
  gender: Gender;
}

/**
 * Whether a run's file states another runner than those of a person's runs: another identifier than each that these state,
 * or the other gender. What either leaves unsaid tells nothing.
 */
export function isOfAnother(run: StatedRunner, runs: readonly StatedRunner[]): boolean {
  const names = runs.flatMap(({ statedRunner }) => statedRunner ?? []);
  if (run.statedRunner !== null && names.length > 0) return !names.includes(run.statedRunner);
  const genders = runs.map(({ gender }) => gender).filter(isStatedGender);
  return isStatedGender(run.gender) && genders.length > 0 && !genders.includes(run.gender);
}

function isStatedGender(gender: Gender): boolean {
  return gender !== 0.5;
}

/** A kept run as it tells of its runner. */
export interface KeptStatement extends StatedRunner {
  /** Name of the runner on this device. */
  runner: string;
}

/** Whether a run may be of somebody else than a runner on this device: by what their own runs state, or those of another. */
export function mayBeAnothers(run: StatedRunner, runner: string, kept: readonly KeptStatement[]): boolean {
  const own = kept.filter((other) => other.runner === runner);
  return isOfAnother(run, own) || (isNamedIn(run, kept) && !isNamedIn(run, own));
}

/** Name of the runner on this device whose runs state the same identifier; null where none do. */
export function runnerStatedAs(run: StatedRunner, kept: readonly KeptStatement[]): string | null {
  return kept.find((other) => isNamedIn(run, [other]))?.runner ?? null;
}

function isNamedIn({ statedRunner }: StatedRunner, runs: readonly StatedRunner[]): boolean {
  return statedRunner !== null && runs.some((other) => other.statedRunner === statedRunner);
}
