import { counted } from "../../base/counted.ts";
import type { LibrarySize } from "../../library/library.ts";
import { formatCount, formatNumber } from "../format/format.ts";

/** What is kept of a run, before anybody turned it on. */
export const REMEMBER_WORDS =
  "Each run that you open is then kept in this browser: its speed, altitude, heart rate, cadence and temperature, with date, name, device, laps and what you left out. No position is kept, and nothing leaves this device.";

/** What is done with runs that are opened, while the library keeps none. */
export const PAUSED_WORDS = "Runs that you open are not kept now; those that are stay until you forget them.";

/** Number and size of the kept runs. */
export function sizeWords({ runs, bytes }: LibrarySize): string {
  const megabytes = bytes / 1e6;
  return `${counted(runs, "run")} kept, ${formatNumber(megabytes, megabytes < 10 ? 1 : 0)} MB.`;
}

/** The browser's answer to whether it keeps them until a person forgets them. */
export function persistenceWords(isPersistent: boolean | null): string {
  if (isPersistent === null) return "";
  return isPersistent
    ? "The browser keeps them until you forget them."
    : "The browser may clear them where the device runs out of space, or after weeks without a visit.";
}

/** Progress of predicting the library by another model. */
export function figuringWords({ done, total }: { done: number; total: number }): string {
  return `The model is looking at your runs: ${formatCount(done)} of ${formatCount(total)}.`;
}

/** What forgetting removes, before it does. */
export function forgetWords(runs: number): string {
  return `This removes ${counted(runs, "kept run")}, your settings and what you said of yourself from this browser. It can't be undone.`;
}
