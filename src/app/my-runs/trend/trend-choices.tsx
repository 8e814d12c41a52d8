import { type ReactNode, useId } from "react";
import type { TrendPoint } from "../../../evaluation/trend/trend-point.ts";
import type { Span } from "../../../workout/workout.ts";
import { NO_VALUE } from "../../format/format.ts";
import { sportWords } from "../../format/sport-words.ts";
import type { Units } from "../../format/units.ts";
import { LENGTHS_KM, lengthOf, lengthWords, speedCuts, type TrendFilter, thirdWords } from "./trend-filter.ts";
import type { GroupBy } from "./trend-groups.ts";

interface Props {
  /** All runs, whatever is filtered. */
  points: readonly TrendPoint[];
  filter: TrendFilter;
  onFilter(filter: TrendFilter): void;
  groupBy: GroupBy;
  onGroupBy(by: GroupBy): void;
  /** Period that is shown, in seconds since 1970; null for all. */
  period: Span | null;
  /** Dates of the first and the last run. */
  whole: Span;
  onPeriod(period: Span | null): void;
  units: Units;
}

const GROUPS: Record<GroupBy, string> = {
  nothing: "nothing",
  temperature: "temperature",
  sensor: "sensor",
  length: "length",
};

const ANY = "any";
const DAY_S = 86_400;

/** Which runs a trend is of, over which period, and by what they are told apart. */
export function TrendChoices(props: Props) {
  const { points, filter, onFilter, groupBy, onGroupBy, period, whole, onPeriod, units } = props;
  const sports = [...new Set(points.map(({ sport }) => sportWords(sport)))].sort();
  const lengths = [...LENGTHS_KM.keys()].filter((place) => points.some((point) => lengthOf(point) === place));
  const cuts = speedCuts(points);
  const { startS, endS } = period ?? whole;
  return (
    <div className="trend-choices">
      <Choice
        name="Tell apart by"
        value={groupBy}
        options={Object.entries(GROUPS)}
        onChange={(by) => onGroupBy(by as GroupBy)}
      />
      {sports.length > 1 && (
        <Choice
          name="Sport"
          value={filter.sport ?? ANY}
          options={[
            [ANY, "any"],
            ...sports.map((sport) => [sport, sport === NO_VALUE ? "not stated" : sport] as const),
          ]}
          onChange={(sport) => onFilter({ ...filter, sport: sport === ANY ? null : sport })}
        />
      )}
      <Choice
        name="Length"
        value={filter.length === null ? ANY : String(filter.length)}
        options={[[ANY, "any"], ...lengths.map((place) => [String(place), lengthWords(place, units)] as const)]}
        onChange={(length) => onFilter({ ...filter, length: length === ANY ? null : Number(length) })}
      />
      <Choice
        name={units.speedUnit === "pace" ? "Pace" : "Speed"}
        value={filter.speed ?? ANY}
        options={[
          [ANY, "any"],
          ...(["slow", "middle", "fast"] as const).map((third) => [third, thirdWords(third, cuts, units)] as const),
        ]}
        onChange={(speed) =>
          onFilter({ ...filter, speed: (["slow", "middle", "fast"] as const).find((third) => third === speed) ?? null })
        }
      />
      <Day name="From" unixS={startS} onChange={(dayS) => onPeriod({ startS: dayS, endS })} />
      <Day name="To" unixS={endS} onChange={(dayS) => onPeriod({ startS, endS: dayS + DAY_S - 1 })} />
      {period !== null && (
        <button type="button" onClick={() => onPeriod(null)}>
          All dates
        </button>
      )}
    </div>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
}

function Choice({ name, value, options, onChange }: ChoiceProps) {
  return (
    <Labelled name={name}>
      {(id) => (
        <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
          {options.map(([option, label]) => (
            <option key={option} value={option}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function Day({ name, unixS, onChange }: { name: string; unixS: number; onChange(dayS: number): void }) {
  return (
    <Labelled name={name}>
      {(id) => (
        <input
          id={id}
          type="date"
          value={new Date(1000 * unixS).toISOString().slice(0, 10)}
          onChange={({ target: { valueAsNumber } }) => {
            if (!Number.isNaN(valueAsNumber)) onChange(valueAsNumber / 1000);
          }}
        />
      )}
    </Labelled>
  );
}

function Labelled({ name, children }: { name: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <span className="trend-choice">
      <label htmlFor={id}>{name}</label>
      {children(id)}
    </span>
  );
}
