import { isoTime } from "../workout/formats/value.ts";
import type { StartedAt } from "../workout/workout.ts";
import { usageError } from "./arguments.ts";

/** Options that choose runs by whose they are, and by their days. */
export const choiceOptions = { runner: { type: "string" }, from: { type: "string" }, to: { type: "string" } } as const;

/** The options' values; those that are not given choose nothing. */
export type Choice = { readonly [Name in keyof typeof choiceOptions]?: string | undefined };

/** What runs are chosen by. */
interface Choosable {
  /** Name of the person in a library, else the runner that the file states; null for none. */
  runner: string | null;
  startedAt: StartedAt | null;
}

/** Tells which runs options choose. @throws PredictorError `usage` where a date is none. */
export function chooser({ runner, from, to }: Choice): (run: Choosable) => boolean {
  for (const [option, date] of Object.entries({ from, to })) {
    if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date)) {
      throw usageError(`--${option} is ${date}: say a day, such as 2026-05-12.`);
    }
  }
  return (run) => {
    const day = dayOf(run);
    const isOfDates =
      (from === undefined && to === undefined) || (day !== null && day >= (from ?? day) && day <= (to ?? day));
    return isOfDates && (runner === undefined || run.runner === runner);
  };
}

/** Local day of the start; null where it is unknown. */
export function dayOf({ startedAt }: Pick<Choosable, "startedAt">): string | null {
  return startedAt && isoTime(startedAt).slice(0, 10);
}
