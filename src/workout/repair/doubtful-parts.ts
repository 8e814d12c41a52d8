import { ALIKE, areAlike, hasUnit, timesApart, UNLIKE } from "./ratios.ts";
import type { SourceName, Ways } from "./ways.ts";

/** Largest factor between two sources that agree over a stretch ... */
const ALIKE_IN_STRETCH = 1.3;
/** ... and what can't be the noise of a sensor over a stretch. */
const UNLIKE_IN_STRETCH = 1.6;
/**
 * Factor between two sources below which there is next to no noise: a third that is long off to one side is then wrong.
 */
const SURE = 1.08;
/** A source below this stands, m/s; beside two witnesses that go on, below which it is still. */
const STANDING_MS = 0.5;
const STILL_MS = 0.1;
/** ... and one above it goes on. */
const GOING_MS = 1;
/** Positions that go on come this share of their way forward; those that wander come nowhere. */
const STRAIGHT = 0.5;
/** Stretches that stand, from which on a part is told, beside one witness and beside two. */
const FEWEST_STANDING = { one: 2, two: 1 };
/** Stretches to one side: a speed that comes late is too high at a halt, and makes up for it behind. */
const FEWEST_DIFFERING = 3;
/** Stretches of which nothing tells who is right. */
const FEWEST_UNDECIDED = 4;
/** Stretches in a row that all lean to one side. */
const FEWEST_LEANING = 6;

/**
 * Verdict on a source over a stretch. "creeps": it stands, and the others hardly go on; "above" and "below": by less
 * than can't be noise; "perhaps": it or its only witness is wrong; "slightly": by what may be noise.
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

/** Stretches from one to another. */
export interface Part {
  first: number;
  last: number;
}

/** Parts of a run in which a source can't be believed. */
export interface Doubted {
  parts: Part[];
  /** Whether that is so much of the run that nothing is left of it. */
  isThroughout: boolean;
  /** Parts in which nothing tells whether it or its only witness is right. */
  undecided: Part[];
}

/** A source that may be doubted, and those that may tell of it: the device's own other one, if any, then the positions. */
export interface Questioned {
  source: "speed" | "distance";
  witnesses: readonly SourceName[];
}

/**
 * The parts in which a source differs from its witnesses, or stands while they go on.
 * @param fastestMs the fastest that is believed of the run, m/s
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
    // A speed is used before a distance, which tells pauses: of that it tells alone what nobody runs.
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

/** Parts in their order, those that overlap as one. */
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

/** Stretches in a row of some verdicts, over single ones of which nothing else is told than perhaps a slight lean. */
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

function partsAllOf(verdicts: readonly Verdict[], some: readonly Verdict[], fewest: number): Part[] {
  const parts: Part[] = [];
  for (let first = 0, k = 0; k <= verdicts.length; k++) {
    if (some.includes(verdicts[k])) continue;
    if (k - first >= fewest) parts.push({ first, last: k - 1 });
    first = k + 1;
  }
  return parts;
}
