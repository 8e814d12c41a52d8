import { PredictorError } from "../../base/error.ts";
import type { Span, StatedTotal } from "../workout.ts";
import { doubtfulParts, type Part, type Questioned } from "./doubtful-parts.ts";
import { FEWEST_STRETCHES, fastestMs, type Rate, rateOf, verdictOn } from "./doubtful-sources.ts";
import type { Ledger } from "./ledger.ts";
import { knownFactor, SLIGHT_MS } from "./ratios.ts";
import type { Points } from "./time.ts";
import { SOURCE_NAMES, type SourceName, type Ways, waysOf } from "./ways.ts";

/** Share of the other sources' distance below which a source is reported as standing. */
const NEXT_TO_NOTHING = 0.05;

const NAMES: Record<SourceName | "total", string> = {
  speed: "speed",
  distance: "distance",
  positions: "positions",
  total: "stated total",
};

/** Facts about a run's motion besides its points. */
export interface AboutMotion {
  sport: string | null;
  /** null where the file states none. */
  statedTotal: StatedTotal | null;
}

/** Mean rate of a source for a sentence, m/s. */
interface Told {
  source: SourceName | "total";
  mean: number;
}

/** A source that is not believed in parts of the run, each between two points. */
interface Doubt {
  source: "speed" | "distance";
  parts: { from: number; to: number }[];
  isThroughout: boolean;
  /** Ratio of its distance to that of the others. */
  factor: number;
  others: readonly (SourceName | "total")[];
  /** Whether its values are divided by the factor, as no other source has points; else they are left out. */
  isScaled: boolean;
}

/**
 * Removes the speeds and distances that the run's other sources of motion contradict, and enters them in the ledger.
 *
 * The distances by speed, by counted distance and by positions are compared over stretches, and over the whole run with
 * the stated total. Sources that agree are believed; of two that contradict each other, the one that a human can run, else
 * the one whose difference a known unit explains. A source that is 0 throughout is ignored.
 * @throws PredictorError `contradiction` where nothing shows which of two is right.
 */
export function withoutContradictions(points: Points, about: AboutMotion, ledger: Ledger): Points {
  if (points.sampling === "timesteps" || hasOneSource(points, about)) return points;
  const ways = waysOf(points);
  const fastest = fastestMs(points.timeS[points.timeS.length - 1], about.sport);
  const doubts = deadSources(points, ways);
  for (const source of ["speed", "distance"] as const) {
    const witnesses = witnessesOf(source, ways, doubts);
    if (witnesses.length > 0) doubts.push(...inParts({ source, witnesses }, points, ways, fastest));
  }
  doubts.push(...wholeSources(points, ways, doubts, { statedTotal: about.statedTotal, fastest }));
  ledger.enter(
    "contradiction",
    doubts.reduce((sum, { parts }) => sum + parts.reduce((length, { from, to }) => length + to - from + 1, 0), 0),
    () => doubts.map((doubt) => told(doubt, points)).join(" "),
    () => doubts.filter(({ isThroughout }) => !isThroughout).flatMap((doubt) => spansIn(doubt, points)),
  );
  return doubts.reduce(applied, points);
}

/** Whether there is nothing to compare. A speed of 0 throughout beside another source has to be checked. */
function hasOneSource({ speedKmh, distanceM, latitudeDeg }: Points, { statedTotal }: AboutMotion): boolean {
  const isThere = (values: Float64Array) => values.some((value) => !Number.isNaN(value));
  const others = [distanceM, latitudeDeg].filter(isThere).length;
  if (statedTotal !== null || others > 1) return false;
  return others === 0 ? speedKmh.some((kmh) => kmh > 0) : !isThere(speedKmh);
}

const sourcesIn = ({ metres }: Ways) => SOURCE_NAMES.filter((name) => metres[name] !== undefined);

const whole = ({ timeS }: Points) => ({ parts: [{ from: 0, to: timeS.length - 1 }], isThroughout: true });

/** Doubts about a source that is 0 throughout, where it would be used. */
function deadSources(points: Points, ways: Ways): Doubt[] {
  const others = sourcesIn(ways);
  const doubt = { ...whole(points), factor: 0, others, isScaled: false };
  if (others.includes("speed")) return [];
  if (points.speedKmh.some((kmh) => kmh === 0)) return [{ ...doubt, source: "speed" }];
  const isDead = !others.includes("distance") && points.distanceM.some((metres) => metres >= 0);
  return isDead && others.length > 0 ? [{ ...doubt, source: "distance" }] : [];
}

const isOut = (name: SourceName, doubts: readonly Doubt[]) =>
  doubts.some(({ source, isThroughout }) => isThroughout && source === name);

/** Sources that may contradict a source in parts of the run. */
function witnessesOf(source: "speed" | "distance", ways: Ways, doubts: readonly Doubt[]): SourceName[] {
  const sources = sourcesIn(ways).filter((name) => !isOut(name, doubts));
  return sources.includes(source) ? sources.filter((name) => name !== source) : [];
}

/** Doubts about a source in parts of the run. @throws PredictorError `contradiction` */
function inParts(questioned: Questioned, points: Points, ways: Ways, fastest: number): Doubt[] {
  const { parts, isThroughout, undecided } = doubtfulParts(ways, questioned, fastest);
  const { source, witnesses: others } = questioned;
  const rateIn = (name: SourceName, parts: readonly Part[]) => {
    const stretches = parts.flatMap(({ first, last }) => ways.seconds.slice(first, last + 1).map((_, k) => first + k));
    return rateOf(name, ways, stretches);
  };
  if (undecided.length > 0 && !isThroughout) {
    throw contradicting(rateIn(source, undecided), rateIn(others[0], undecided), secondsIn(ways, undecided));
  }
  if (parts.length === 0) return [];
  const factor = rateIn(source, parts).usual / rateIn(others[0], parts).usual;
  const doubt: Doubt = { source, ...whole(points), factor, others, isScaled: false };
  if (isThroughout) return [doubt];
  const spans = parts.map(({ first, last }) => ({
    // A part begins and ends somewhere within the stretches beside it, so these are included; so are those at the run's ends.
    from: first <= 1 ? 0 : ways.from[first - 1],
    to: last + 2 >= ways.to.length ? points.timeS.length - 1 : ways.to[last + 1],
  }));
  return [{ ...doubt, parts: joined(spans), isThroughout: false }];
}

function secondsIn({ seconds }: Ways, parts: readonly Part[]): number {
  return parts.reduce((sum, { first, last }) => sum + seconds.slice(first, last + 1).reduce((a, b) => a + b, 0), 0);
}

function joined(parts: { from: number; to: number }[]): { from: number; to: number }[] {
  const all: { from: number; to: number }[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last && part.from <= last.to) last.to = part.to;
    else all.push({ ...part });
  }
  return all;
}

/** Doubts about sources that the others contradict throughout. @throws PredictorError `contradiction` */
function wholeSources(
  points: Points,
  ways: Ways,
  doubted: readonly Doubt[],
  about: { statedTotal: StatedTotal | null; fastest: number },
): Doubt[] {
  const sources = sourcesIn(ways).filter((name) => !isOut(name, doubted));
  const parts = doubted.flatMap((doubt) => (doubt.isThroughout ? [] : doubt.parts));
  const known = ways.from.flatMap((from, k) => {
    const isKnown = sources.every((name) => !Number.isNaN(ways.metres[name]?.[k]));
    return isKnown && !parts.some((part) => from < part.to && ways.to[k] > part.from) ? [k] : [];
  });
  if (sources.length === 0 || known.length < FEWEST_STRETCHES) return [];
  // Stretches in which a source stands, as when a signal is lost, say nothing about the rest.
  const standingAt = (k: number) =>
    sources.filter((name) => !((ways.metres[name]?.[k] ?? 0) > SLIGHT_MS * ways.seconds[k])).length;
  const going = known.filter((k) => standingAt(k) === 0);
  const stretches = going.length > known.length / 4 ? going : known;
  // A delayed speed makes up for its delay where the others already stand.
  const withHalts = known.filter((k) => standingAt(k) !== 1);
  const rates = sources.map((source) => ({
    ...rateOf(source, ways, stretches),
    meanWithHalts: rateOf(source, ways, withHalts).mean,
  }));
  const statedMs = about.statedTotal === null ? null : about.statedTotal.distanceM / about.statedTotal.timerS;
  const verdict = verdictOn(rates, { ways, stretches, statedMs, fastestMs: about.fastest });
  if (verdict === null) {
    const seconds = stretches.reduce((sum, k) => sum + ways.seconds[k], 0);
    const other = rates[1] ?? { source: "total", mean: statedMs };
    throw contradicting(rates[0], other, seconds);
  }
  return verdict.odd.flatMap(({ source, usual, mean }) => {
    if (source === "positions") return [];
    const [first] = verdict.believed;
    const factor = first === undefined ? mean / (statedMs ?? Number.NaN) : usual / first.usual;
    const others = first === undefined ? (["total"] as const) : verdict.believed.map(({ source }) => source);
    return { source, ...whole(points), factor, others, isScaled: first === undefined };
  });
}

function contradicting(one: Rate, other: Told, seconds: number): PredictorError {
  const comesTo = ({ source, mean }: Told) =>
    `${source === "positions" ? "way between positions" : NAMES[source]} comes to ${shown(3.6 * mean)} km/h`;
  return new PredictorError(
    "contradiction",
    `The file contradicts itself: over ${Math.round(seconds)} s its ${comesTo(one)}, but its ${comesTo(other)}, and nothing in it tells which is right. Export the activity again, or without one of them.`,
  );
}

/** Writes a number with three digits: 38.9, 0.0108, 216. */
function shown(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6 });
}

function told({ source, parts, isThroughout, factor, others, isScaled }: Doubt, { timeS }: Points): string {
  const seconds = parts.reduce((sum, { from, to }) => sum + timeS[to] - timeS[from], 0);
  const where = isThroughout ? "throughout" : `over ${Math.round(seconds)} s`;
  const witnesses = others.map((name) => NAMES[name]).join(" and ");
  const known = knownFactor(source, factor);
  if (factor < NEXT_TO_NOTHING && known === null) {
    const unlike = others.length > 0 ? `, unlike ${witnesses}` : "";
    return `The ${NAMES[source]} stays at ${factor === 0 ? "" : "next to "}0 ${where}${unlike}: it is not believed.`;
  }
  const times = shown(known?.factor ?? factor);
  const reading = known?.unit ? `it was in ${known.unit}, and` : "it";
  const done = isScaled ? `is divided by ${times}` : "is not believed";
  return `The ${NAMES[source]} comes to ${times} times the way by ${witnesses}, ${where}: ${reading} ${done}.`;
}

function spansIn({ parts }: Doubt, { timeS }: Points): Span[] {
  return parts.map(({ from, to }) => ({ startS: timeS[from], endS: timeS[to] }));
}

function applied(points: Points, { source, parts, factor, isScaled }: Doubt): Points {
  const name = source === "speed" ? "speedKmh" : "distanceM";
  if (isScaled) {
    const times = knownFactor(source, factor)?.factor ?? factor;
    return { ...points, [name]: points[name].map((value) => value / times) };
  }
  const values = points[name].slice();
  // Readings of a distance are cumulative, so none is kept beside a wrong part.
  if (source === "distance") values.fill(Number.NaN);
  for (const { from, to } of parts) values.fill(Number.NaN, from, to + 1);
  return { ...points, [name]: values };
}
