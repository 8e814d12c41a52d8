import { ALIKE, areAlike, hasUnit, timesApart, UNLIKE } from "./ratios.ts";
import type { SourceName, Ways } from "./ways.ts";

/** What two sources that agree differ by over a stretch at most ... */
const ALIKE_IN_STRETCH = 1.3;
/** ... and what can't be the noise of a sensor over a stretch. */
const UNLIKE_IN_STRETCH = 1.6;
/** Where two differ by less than this, there is next to no noise: then a third that is off to one side is, if for long. */
const SURE = 1.08;
/** A source below this stands, m/s ... */
const STANDING_MS = 0.5;
/** ... and one above it goes on. */
const GOING_MS = 1;
/** Positions that go on come this share of their way forward; those that wander come nowhere. */
const STRAIGHT = 0.5;
/** Stretches that contradict, from which on a part is told where two witnesses agree, and where there is one ... */
const FEWEST = { two: 2, one: 3 };
/** ... and of stretches in a row that all lean to one side, or of which nothing tells who is right. */
const FEWEST_ALIKE = { leaning: 6, undecided: 4 };

/**
 * What is found of a source over a stretch. "creeps": it stands, and the others hardly go on; "too fast" and "too slow":
 * by less than can't be noise; "undecided": it or its only witness is wrong.
 */
type Verdict = "agrees" | "stands" | "creeps" | "differs" | "too fast" | "too slow" | "undecided" | "untold";

/** Stretches from one to another. */
export interface Part {
  first: number;
  last: number;
}

/** Where a source can't be believed. */
export interface Doubted {
  parts: Part[];
  /** Whether that is so much of the run that nothing is left of it. */
  isThroughout: boolean;
  /** Of these nothing tells whether it or its only witness is right. */
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
  const goesOn = (name: SourceName, k: number) =>
    name !== "positions" || ways.straightM[k] / ways.seconds[k] >= STRAIGHT * rateIn(name, k);
  const verdicts = ways.seconds.map((_, k) => {
    const known = witnesses.filter((name) => !Number.isNaN(rateIn(name, k)));
    const rates = known.map((name) => rateIn(name, k));
    if (known.length === 2) return byTwo(rateIn(source, k), rates[0], rates[1]);
    return known.length === 1 && goesOn(known[0], k) ? byOne(source, rateIn(source, k), rates[0], fastestMs) : "untold";
  });
  const fewest = witnesses.length === 2 ? FEWEST.two : FEWEST.one;
  const parts = contradictedParts(verdicts).filter(({ first, last }) => {
    const doubted = verdicts.slice(first, last + 1).filter((verdict) => verdict === "stands" || verdict === "differs");
    return doubted.length >= (doubted.includes("differs") ? fewest : fewest - 1);
  });
  for (const side of ["too fast", "too slow"] as const) parts.push(...partsAllOf(verdicts, side, FEWEST_ALIKE.leaning));
  parts.sort((a, b) => a.first - b.first);
  const doubted = parts.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const agreeing = verdicts.filter((verdict) => verdict === "agrees").length;
  const undecided = agreeing === 0 ? [] : partsAllOf(verdicts, "undecided", FEWEST_ALIKE.undecided);
  return { parts, isThroughout: doubted > agreeing, undecided };
}

/** What two witnesses say of a source, all in m/s. */
function byTwo(ms: number, firstMs: number, secondMs: number): Verdict {
  if (Number.isNaN(ms) || !areAlike(firstMs, secondMs, ALIKE_IN_STRETCH)) return "untold";
  const isSure = timesApart(firstMs, secondMs) <= SURE;
  if (areAlike(ms, firstMs, isSure ? ALIKE : ALIKE_IN_STRETCH)) return "agrees";
  if (ms < STANDING_MS) return Math.min(firstMs, secondMs) > GOING_MS ? "stands" : "creeps";
  if (timesApart(ms, firstMs) > UNLIKE_IN_STRETCH) return "differs";
  if (!isSure) return "untold";
  return ms > firstMs ? "too fast" : "too slow";
}

/** What one witness says of a source. */
function byOne(source: "speed" | "distance", ms: number, witnessMs: number, fastestMs: number): Verdict {
  if (Number.isNaN(ms + witnessMs)) return "untold";
  if (areAlike(ms, witnessMs, ALIKE_IN_STRETCH)) return "agrees";
  if (witnessMs > fastestMs) return "untold";
  if (ms < STANDING_MS) return witnessMs > GOING_MS ? "stands" : "creeps";
  if (witnessMs < STANDING_MS || timesApart(ms, witnessMs) < UNLIKE) return "untold";
  return ms > fastestMs || hasUnit(source, ms / witnessMs) ? "differs" : "undecided";
}

/** Stretches in a row that contradict, over single ones of which nothing is told. */
function contradictedParts(verdicts: readonly Verdict[]): Part[] {
  const isDoubted = (k: number) => ["stands", "creeps", "differs"].includes(verdicts[k]);
  const parts: Part[] = [];
  for (let k = 0; k < verdicts.length; k++) {
    if (!isDoubted(k)) continue;
    const first = k;
    while (isDoubted(k + 1) || (verdicts[k + 1] === "untold" && isDoubted(k + 2))) k++;
    parts.push({ first, last: k });
  }
  return parts;
}

function partsAllOf(verdicts: readonly Verdict[], all: Verdict, fewest: number): Part[] {
  const parts: Part[] = [];
  for (let first = 0, k = 0; k <= verdicts.length; k++) {
    if (verdicts[k] === all) continue;
    if (k - first >= fewest) parts.push({ first, last: k - 1 });
    first = k + 1;
  }
  return parts;
}
