import { ALIKE, areAlike, hasUnit, timesApart, UNLIKE } from "./ratios.ts";
import type { SourceName, Ways } from "./ways.ts";

/** Largest ratio of two sources that agree over a stretch ... */
const ALIKE_IN_STRETCH = 1.3;
/** ... and smallest one that is no noise of a sensor. */
const UNLIKE_IN_STRETCH = 1.6;
/**
 * Ratio of two sources below which they have almost no noise: a third that is off to one side for long is then wrong.
 */
const SURE = 1.08;
/** Speed below which a source stands beside one witness, m/s; and beside two. */
const STANDING_MS = 0.5;
const STILL_MS = 0.1;
/** Speed above which a source moves, m/s. */
const GOING_MS = 1;
/** Smallest share of straight distance in the distance of moving positions; those that merely wander have less. */
const STRAIGHT = 0.5;
/** Fewest standing stretches of a doubtful part, beside one witness and beside two. */
const FEWEST_STANDING = { one: 2, two: 1 };
/** Fewest stretches that differ to one side: a delayed speed is too high only briefly at a halt, and makes up for it after. */
const FEWEST_DIFFERING = 3;
/** Fewest stretches of a part in which it is undecided who is right. */
const FEWEST_UNDECIDED = 4;
/** Fewest consecutive stretches that lean to one side. */
const FEWEST_LEANING = 6;

/**
 * Verdict on a source over a stretch. "creeps": it stands, and the others hardly move; "far": by more than noise; "above"
 * and "below" alone: by less, beside witnesses that agree closely; "perhaps": it or its only witness is wrong; "slightly":
 * by what may be noise; "untold": nothing can be said.
 */
type Verdict =
  | "agrees"
  | "untold"
  | "stands"
  | "creeps"
  | `${"far " | "perhaps " | "slightly " | ""}${"above" | "below"}`;

interface Side {
  told: Verdict[];
  perhaps: Verdict;
  others: Verdict[];
  leaning: Verdict[];
  slightly: Verdict;
}

const SIDES: readonly Side[] = [
  {
    told: ["far above"],
    perhaps: "perhaps above",
    others: [],
    leaning: ["above", "far above"],
    slightly: "slightly above",
  },
  {
    told: ["far below", "stands"],
    perhaps: "perhaps below",
    others: ["creeps"],
    leaning: ["below", "far below"],
    slightly: "slightly below",
  },
];

/** Range of consecutive stretches, by the first and the last index. */
export interface Part {
  first: number;
  last: number;
}

/** Parts of a run in which a source can't be believed. */
export interface Doubted {
  parts: Part[];
  /** Whether the parts are so much of the run that the source is not believed at all. */
  isThroughout: boolean;
  /** Parts in which nothing shows whether the source or its only witness is right. */
  undecided: Part[];
}

/** A source to check, and its witnesses: the device's other source, if any, then the positions. */
export interface Questioned {
  source: "speed" | "distance";
  witnesses: readonly SourceName[];
}

/**
 * Finds the parts in which a source differs from its witnesses, or stands while they move.
 * @param fastestMs highest speed that is believed for the run, m/s
 */
export function doubtfulParts(ways: Ways, { source, witnesses }: Questioned, fastestMs: number): Doubted {
  const rateIn = (name: SourceName, k: number) => (ways.metres[name]?.[k] ?? Number.NaN) / ways.seconds[k];
  const verdicts = ways.seconds.map((seconds, k) => {
    const known = witnesses.filter((name) => !Number.isNaN(rateIn(name, k)));
    const [first, second] = known.map((name) => rateIn(name, k));
    if (known.length === 2) return byTwo(rateIn(source, k), first, second);
    const forwardMs = known[0] === "positions" ? ways.straightM[k] / seconds : first;
    if (known.length !== 1) return "untold";
    const ms = rateIn(source, k);
    const verdict = byOne(source, ms, { ms: first, forwardMs }, fastestMs);
    // Where the only witness is the speed, a distance is doubted only for speeds that nobody runs: it shows pauses better.
    return known[0] === "speed" && verdict !== "agrees" && !(ms > fastestMs) ? "untold" : verdict;
  });
  const standing = witnesses.length === 2 ? FEWEST_STANDING.two : FEWEST_STANDING.one;
  const parts: Part[] = [];
  const undecided: Part[] = [];
  for (const { told, perhaps, others, leaning, slightly } of SIDES) {
    parts.push(...partsAllOf(verdicts, leaning, FEWEST_LEANING));
    for (const part of partsOf(verdicts, [...told, perhaps, ...others], slightly)) {
      const within = verdicts.slice(part.first, part.last + 1);
      const count = (...some: Verdict[]) => within.filter((verdict) => some.includes(verdict)).length;
      const isLong = count("stands") >= standing || count("far above", "far below") >= FEWEST_DIFFERING;
      if (isLong && count(...told) >= count(perhaps)) parts.push(part);
      else if (count(perhaps) > 0 && count(...told, perhaps) >= FEWEST_UNDECIDED) undecided.push(part);
    }
  }
  const apart = inOrder(parts);
  const doubted = apart.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const agreeing = verdicts.filter((verdict) => verdict === "agrees").length;
  return { parts: apart, isThroughout: doubted > agreeing, undecided: agreeing === 0 ? [] : undecided };
}

/** Sorts parts and joins those that overlap. */
function inOrder(parts: Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts.sort((a, b) => a.first - b.first)) {
    const before = all.at(-1);
    if (before && part.first <= before.last) before.last = Math.max(before.last, part.last);
    else all.push({ ...part });
  }
  return all;
}

/** Verdict of two witnesses on a source, all in m/s. */
function byTwo(ms: number, firstMs: number, secondMs: number): Verdict {
  if (Number.isNaN(ms) || !areAlike(firstMs, secondMs, ALIKE_IN_STRETCH)) return "untold";
  const isSure = timesApart(firstMs, secondMs) <= SURE;
  if (areAlike(ms, firstMs, isSure ? ALIKE : ALIKE_IN_STRETCH)) return "agrees";
  if (ms < STILL_MS) return Math.min(firstMs, secondMs) > GOING_MS ? "stands" : "creeps";
  const side = ms > firstMs ? "above" : "below";
  if (timesApart(ms, firstMs) > UNLIKE_IN_STRETCH) return `far ${side}`;
  return isSure ? side : `slightly ${side}`;
}

/** Verdict of one witness on a source. */
function byOne(
  source: "speed" | "distance",
  ms: number,
  witness: { ms: number; forwardMs: number },
  fastestMs: number,
): Verdict {
  if (Number.isNaN(ms + witness.ms)) return "untold";
  if (areAlike(ms, witness.ms, ALIKE_IN_STRETCH)) return "agrees";
  if (witness.ms > fastestMs || !(witness.forwardMs >= STRAIGHT * witness.ms)) return "untold";
  if (ms < STANDING_MS) return witness.forwardMs > GOING_MS ? "stands" : "creeps";
  if (witness.ms < STANDING_MS) return "untold";
  const side = ms > witness.ms ? "above" : "below";
  if (timesApart(ms, witness.ms) < UNLIKE) return `slightly ${side}`;
  return ms > fastestMs || hasUnit(source, ms / witness.ms) ? `far ${side}` : `perhaps ${side}`;
}

/** Parts of consecutive stretches with some verdicts; single stretches between them that are "untold" or lean slightly are included. */
function partsOf(verdicts: readonly Verdict[], some: readonly Verdict[], slightly: Verdict): Part[] {
  const isOf = (k: number) => some.includes(verdicts[k]);
  const isOpen = (k: number) => verdicts[k] === "untold" || verdicts[k] === slightly;
  const parts: Part[] = [];
  for (let k = 0; k < verdicts.length; k++) {
    if (!isOf(k)) continue;
    const first = k;
    while (isOf(k + 1) || (isOpen(k + 1) && isOf(k + 2))) k++;
    parts.push({ first, last: k });
  }
  return parts;
}

/** Parts of at least `fewest` consecutive stretches, all with some verdicts. */
function partsAllOf(verdicts: readonly Verdict[], some: readonly Verdict[], fewest: number): Part[] {
  const parts: Part[] = [];
  for (let first = 0, k = 0; k <= verdicts.length; k++) {
    if (some.includes(verdicts[k])) continue;
    if (k - first >= fewest) parts.push({ first, last: k - 1 });
    first = k + 1;
  }
  return parts;
}
