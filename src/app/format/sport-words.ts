import { isTreadmill, sportKind } from "../../workout/sport.ts";
import { NO_VALUE } from "./format.ts";

/** Longer names are cut: a file may say anything. */
const LONGEST = 40;

/** A run's sport in a table's cell: "Run", or its file's own word for it; a dash where none is stated. */
export function sportWords(sport: string | null): string {
  switch (sportKind(sport)) {
    case "unsaid":
      return NO_VALUE;
    case "run":
      return isTreadmill(sport) ? "Treadmill" : /trail/i.test(sport ?? "") ? "Trail run" : "Run";
    default:
      return plain(sport ?? "");
  }
}

function plain(sport: string): string {
  const words = sport
    .replaceAll(/[_\s]+/g, " ")
    .trim()
    .slice(0, LONGEST);
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
