import { counted } from "../../base/counted.ts";
import { AND } from "../../base/list-words.ts";
import type { LibrarySize } from "../../library/library.ts";
import { formatCount, formatNumber } from "../format/format.ts";
import type { Brought, LibraryMove } from "../state/library/library-state.ts";

/** What is kept of a run, before anybody turned it on. */
export const REMEMBER_WORDS =
  "Each run that you open is then kept in this browser: its speed, altitude, heart rate, cadence and temperature, with date, name, sport, device, laps, what its file says of its runner, and what you left out; and the courses that you plan, by distance and height. No position is kept, no route unless you ask for it, and nothing leaves this device.";

/** What is kept of a route, and what becomes of it. */
export const KEEP_ROUTES_WORDS =
  "Of runs that you open from now on, the shape of the way, not its place on earth; whoever knows the area may still recognise it. Files that you take with you have none. Turned off, kept routes are removed.";

/** What is done with runs that are opened, while the library keeps none. */
export const PAUSED_WORDS = "Runs that you open are not kept now; those that are stay until you forget them.";

/** How much the device keeps. */
export interface KeptNumbers {
  /** null where the library is not read yet, or could not be. */
  runs: number | null;
  courses: number;
}

/** Number and size of the kept runs. */
export function sizeWords({ runs, bytes }: LibrarySize): string {
  if (runs === 0) return "0 runs kept.";
  const megabytes = bytes / 1e6;
  const size = megabytes < 0.1 ? "less than 0.1" : formatNumber(megabytes, megabytes < 10 ? 1 : 0);
  return `${counted(runs, "run")} kept, ${size} MB.`;
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

/** Tells of runs that the chosen model can't predict. */
export function unfitWords(runs: number): string {
  return `${counted(runs, "run")} can't be predicted by this model from what was kept: open ${runs === 1 ? "it" : "one"} to read why.`;
}

/** The kept runs and courses; no number of runs where the library could not be read. */
function keptWords({ runs, courses }: KeptNumbers): string[] {
  const runWords = runs === null ? "all runs" : counted(runs, "run");
  return [...(runs === 0 ? [] : [runWords]), ...(courses === 0 ? [] : [counted(courses, "course")])];
}

/** What forgetting removes, before it does. */
export function forgetWords(kept: KeptNumbers): string {
  const all = [...keptWords(kept), "your settings", "what you said of yourself"];
  return `This removes ${AND.format(all)} from this browser. It can't be undone.`;
}

/** What becomes of what is kept as the library is turned off, before it is. */
export function turnOffWords(kept: KeptNumbers): string {
  return `Runs that you open from now on are not remembered. What this browser keeps, ${AND.format(keptWords(kept))}, can stay, or be removed for good.`;
}

/** How far a library is written or brought. */
export function moveWords({ direction, runs }: LibraryMove): string {
  return direction === "away" ? `${counted(runs, "run")} written` : `${counted(runs, "run")} brought`;
}

/** What is offered as libraries' files are opened while the library is off; what is then kept stands beside its switch. */
export function offerWords(names: readonly string[]): string {
  const [holder, verb] = names.length === 1 ? [names[0], "holds"] : [`${names.length} of these files`, "hold"];
  return `${holder} ${verb} runs that were remembered on another device: turn “Remember my runs on this device” on here, and bring them?`;
}

/** What bringing a library's file came to. */
export function broughtWords({ name, fresh, known, courses, error }: Brought): string {
  const end = error?.code === "cancelled" ? " The rest was cancelled; bring the file again to go on." : "";
  const courseWords = courses.length === 0 ? "" : ` ${counted(courses.length, "course")} came with them.`;
  if (fresh + known === 0) return `${name}: no run was brought.${courseWords}${end}`;
  const knownWords = known === 0 ? "" : `; ${formatCount(known)} ${known === 1 ? "was" : "were"} here already`;
  return `${name}: ${counted(fresh, "run")} brought${knownWords}.${courseWords}${end}`;
}

/** Number of the lines of a library's file that could not be read. */
export function failedWords(lines: number): string {
  return `${counted(lines, "line")} could not be read`;
}
