import { plainWords } from "./plain-words.ts";
import { FOOT_WORDS, OTHER_WORDS, RUN_WORDS, TREADMILL_WORDS, UNSAID_WORDS } from "./sport-words.ts";

/** Kind of a sport by its name; "unsaid" where it states none, "unknown" where no table has it. */
export type SportKind = "run" | "on-foot" | "other" | "unsaid" | "unknown";

/** Meaning of one word or phrase of a name. */
type WordKind = Exclude<SportKind, "unknown"> | "treadmill";

/** Tables in the order of their use: `running_back` is no running, and a treadmill's name is mostly also one of a run. */
const TABLES: readonly [kind: WordKind, words: Readonly<Record<string, string>>][] = [
  ["other", OTHER_WORDS],
  ["treadmill", TREADMILL_WORDS],
  ["run", RUN_WORDS],
  ["on-foot", FOOT_WORDS],
  ["unsaid", UNSAID_WORDS],
];

interface Pattern {
  kind: WordKind;
  matches: (word: string) => boolean;
}

/** Whole words and phrases. */
const exact = new Map<string, WordKind>();
/** Parts of compounds, in the order of the tables. */
const patterns: Pattern[] = [];
let longestPhrase = 1;

for (const [kind, words] of TABLES) {
  for (const entry of Object.values(words).flatMap((list) => list.split(" "))) {
    if (entry.includes("*")) patterns.push({ kind, matches: matcherOf(entry) });
    else if (!exact.has(entry)) exact.set(entry, kind);
    longestPhrase = Math.max(longestPhrase, entry.split("_").length);
  }
}

function matcherOf(entry: string): (word: string) => boolean {
  const part = entry.replaceAll("*", "");
  if (entry.startsWith("*") && entry.endsWith("*")) return (word) => word.includes(part);
  return entry.startsWith("*") ? (word) => word.endsWith(part) : (word) => word.startsWith(part);
}

/** Meanings of consecutive words, the longest phrases first; null for a word that no table has. */
function kindsIn(words: readonly string[]): (WordKind | null)[] {
  const kinds: (WordKind | null)[] = [];
  for (let at = 0, taken: number; at < words.length; at += taken) {
    taken = Math.min(longestPhrase, words.length - at);
    let kind: WordKind | undefined;
    for (; taken > 1; taken--) {
      kind = exact.get(words.slice(at, at + taken).join("_"));
      if (kind !== undefined) break;
    }
    kinds.push(kind ?? kindOfWord(words[at]));
  }
  return kinds;
}

function kindOfWord(word: string): WordKind | null {
  return exact.get(word) ?? patterns.find(({ matches }) => matches(word))?.kind ?? null;
}

/** Names that were classified: a person's runs have few, and lists of thousands ask for each. */
const classified = new Map<string | null, SportKind>();
const MOST_CLASSIFIED = 500;

/**
 * Classifies a sport's name in any language of the tables, by its words and their compounds. A name with a run and
 * another sport, such as `Mountain Bike Trail`, is the other sport; `Run/Walk` is a run.
 */
export function sportKind(sport: string | null): SportKind {
  const known = classified.get(sport);
  if (known !== undefined) return known;
  const kind = classify(sport);
  if (classified.size >= MOST_CLASSIFIED) classified.clear();
  classified.set(sport, kind);
  return kind;
}

function classify(sport: string | null): SportKind {
  const kinds = kindsIn(plainWords(sport ?? ""));
  if (kinds.includes("other")) return "other";
  if (kinds.includes("run")) return "run";
  if (kinds.includes("on-foot")) return "on-foot";
  if (kinds.includes("treadmill")) return "run";
  return kinds.every((kind) => kind === "unsaid") ? "unsaid" : "unknown";
}

/** Whether a sport's name is of running on a treadmill. */
export function isTreadmill(sport: string | null): boolean {
  const kinds = kindsIn(plainWords(sport ?? ""));
  return kinds.includes("treadmill") && !kinds.includes("other");
}

/** Whether a stated sport is not running; walking and hiking count as other sports, an unstated sport does not. */
export function isOtherSport(sport: string | null): sport is string {
  return !["run", "unsaid"].includes(sportKind(sport));
}

/**
 * Chooses between the sport that an export states beside a file and the file's own: the export's, unless it is unknown or
 * unsaid and the file's is not.
 */
export function sportOfBoth(stated: string | null, own: string | null): string | null {
  const says = (sport: string | null) => !["unsaid", "unknown"].includes(sportKind(sport));
  if (says(stated)) return stated;
  return says(own) ? own : stated || own;
}

/** Caution about an activity that may be no run. */
export interface SportCaution {
  /** Sentence that it may be no run, with the file's word for it. */
  finding: string;
  /** Sentence on what this means for the figures. */
  meaning: string;
}

/** Caution about an activity of another sport; null for a run, or where none is stated. */
export function sportCaution(sport: string | null): SportCaution | null {
  if (!isOtherSport(sport)) return null;
  const kind = sportKind(sport);
  const doubt = kind === "unknown" ? "Perhaps not a run" : "Not a run";
  const onFoot = kind === "on-foot" ? ", and whoever walks has a lower heart rate than at a run's effort" : "";
  return {
    finding: `${doubt}: the file calls it “${sport.slice(0, 40)}”.`,
    meaning: `The model knows runs alone${onFoot}: what it expects may be far off.`,
  };
}

/** Word in a link for a sport that no table has. */
const UNLISTED = "unlisted";

/** Longest name of a sport. */
const LONGEST_PLAIN = 60;

/**
 * Removes from a sport's name what may be a person, a place or a date: a name whose words are all in the tables stays as
 * it is; of others only the listed words are kept, if they mean the same as the whole name. Otherwise UNLISTED for another
 * sport, and null for a run or an unstated sport.
 */
export function plainSport(sport: string | null): string | null {
  if (sport === null || sport === UNLISTED) return sport;
  const words = plainWords(sport);
  if (sport.length <= LONGEST_PLAIN && words.length > 0 && !kindsIn(words).includes(null)) return sport;
  const listed = words.filter((word) => kindOfWord(word) !== null).join(" ");
  const says = (name: string) => sportKind(name) === sportKind(sport) && isTreadmill(name) === isTreadmill(sport);
  if (listed !== "" && listed.length <= LONGEST_PLAIN && says(listed)) return listed;
  return isOtherSport(sport) ? UNLISTED : null;
}
