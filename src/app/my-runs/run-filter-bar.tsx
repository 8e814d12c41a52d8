import { useMemo } from "react";
import { FEWEST_TREND_RUNS } from "../../evaluation/trend/trend.ts";
import type { Span } from "../../workout/workout.ts";
import { NO_VALUE } from "../format/format.ts";
import { sportWords } from "../format/sport-words.ts";
import {
  daysOf,
  type FilteredRun,
  isFiltering,
  LENGTHS_KM,
  lengthOf,
  NO_FILTER,
  type SpeedCuts,
  type SpeedThird,
} from "../state/run-filter.ts";
import { usePageState } from "../ui/page-context.ts";
import { Choice, Labelled } from "./labelled.tsx";
import { lengthWords, thirdWords } from "./run-filter-words.ts";

interface Props {
  /** All runs, filtered or not. */
  runs: readonly FilteredRun[];
  cuts: SpeedCuts;
}

const THIRDS: readonly SpeedThird[] = ["slow", "middle", "fast"];

const ANY = "any";
const DAY_S = 86_400;
const ENDLESS: Span = { startS: Number.NEGATIVE_INFINITY, endS: Number.POSITIVE_INFINITY };

/** Which runs table and trend are of: by name, sport, length, speed and date. Nothing where there are few. */
export function RunFilterBar({ runs, cuts }: Props) {
  const filter = usePageState((state) => state.runFilter);
  const filterRuns = usePageState((state) => state.filterRuns);
  const units = usePageState((state) => state.units);
  const offered = useMemo(() => offeredOf(runs), [runs]);
  if (runs.length < FEWEST_TREND_RUNS && !isFiltering(filter)) return null;
  const { sports, lengths, whole } = offered;
  const { text, sport, length, speed, period } = filter;
  return (
    <search className="run-filter" aria-label="Filter of my runs">
      <Labelled name="Name has">
        {(id) => (
          <input id={id} type="search" value={text} onChange={({ target }) => filterRuns({ text: target.value })} />
        )}
      </Labelled>
      {(sports.length > 1 || sport !== null) && (
        <Choice
          name="Sport"
          value={sport ?? ANY}
          options={[[ANY, "any"], ...sports.map((one) => [one, one === NO_VALUE ? "not stated" : one] as const)]}
          onChange={(chosen) => filterRuns({ sport: chosen === ANY ? null : chosen })}
        />
      )}
      <Choice
        name="Length"
        value={length === null ? ANY : String(length)}
        options={[[ANY, "any"], ...lengths.map((place) => [String(place), lengthWords(place, units)] as const)]}
        onChange={(chosen) => filterRuns({ length: chosen === ANY ? null : Number(chosen) })}
      />
      <Choice
        name={units.speedUnit === "pace" ? "Pace" : "Speed"}
        value={speed ?? ANY}
        options={[[ANY, "any"], ...THIRDS.map((third) => [third, thirdWords(third, cuts, units)] as const)]}
        onChange={(chosen) => filterRuns({ speed: THIRDS.find((third) => third === chosen) ?? null })}
      />
      {whole !== null && (
        <Days whole={whole} period={period ?? ENDLESS} onChange={(changed) => filterRuns({ period: changed })} />
      )}
      {isFiltering(filter) && (
        <button type="button" onClick={() => filterRuns(NO_FILTER)}>
          Show all runs
        </button>
      )}
    </search>
  );
}

/** What the runs can be told apart by, and the days that they span; null where none is dated. */
function offeredOf(runs: readonly FilteredRun[]): { sports: string[]; lengths: number[]; whole: Span | null } {
  const stated = [...new Set(runs.map(({ sport }) => sport))];
  const places = new Set(runs.map(lengthOf));
  return {
    sports: [...new Set(stated.map(sportWords))].sort(),
    lengths: [...LENGTHS_KM.keys()].filter((place) => places.has(place)),
    whole: daysOf(runs),
  };
}

interface DaysProps {
  /** The days of all runs, which stand where no other end is chosen. */
  whole: Span;
  period: Span;
  onChange(period: Span): void;
}

/** First and last day of a period. */
function Days({ whole, period: { startS, endS }, onChange }: DaysProps) {
  const [first, last] = [Number.isFinite(startS) ? startS : whole.startS, Number.isFinite(endS) ? endS : whole.endS];
  return (
    <>
      <Day name="From" dayS={first} onChange={(dayS) => onChange({ startS: dayS, endS })} />
      <Day name="To" dayS={last - DAY_S} onChange={(dayS) => onChange({ startS, endS: dayS + DAY_S })} />
    </>
  );
}

/** @param dayS midnight, in seconds since 1970 */
function Day({ name, dayS, onChange }: { name: string; dayS: number; onChange(dayS: number): void }) {
  return (
    <Labelled name={name}>
      {(id) => (
        <input
          id={id}
          type="date"
          value={new Date(1000 * dayS).toISOString().slice(0, 10)}
          onChange={({ target: { valueAsNumber } }) => {
            if (!Number.isNaN(valueAsNumber)) onChange(valueAsNumber / 1000);
          }}
        />
      )}
    </Labelled>
  );
}
