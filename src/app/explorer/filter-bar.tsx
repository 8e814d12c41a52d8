import { type ReactNode, useId } from "react";
import { formatCount } from "../format/format.ts";
import { speedName, speedUnitName, type Units } from "../format/units.ts";
import { typeName } from "../state/explorer/columns.ts";
import {
  type FilterFields,
  type FilterProblems,
  type OfferedTypes,
  type RangeEnd,
  type RangeName,
  type RangeText,
  speedIn,
  type TypeChoice,
} from "../state/explorer/filter.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { usePageState } from "../ui/page-context.ts";
import { useMaeName } from "../ui/use-mae-name.ts";

interface Props {
  shown: ShownSplit;
  units: Units;
  problems: FilterProblems;
  types: OfferedTypes;
  /** Whether any of the runs is scored. */
  areScored: boolean;
}

/** Filter of the table's runs, by the statistics that each row carries. */
export function FilterBar({ shown, units, problems, types, areScored }: Props) {
  const { fields } = shown;
  const asksForScores = fields.mae.from !== "" || fields.mae.to !== "";
  const speed = speedIn(fields.speed, units);
  const nameOfSpeed = speedName(speed.units);
  const maeName = useMaeName();
  return (
    <section className="filter" aria-label="Filter">
      <div className="filter-fields">
        <TypeField value={fields.type} offered={types} />
        <RangeField name="heartRate" legend="Mean HR" unit="bpm" text={fields.heartRate} problems={problems} />
        <RangeField
          name="speed"
          legend={nameOfSpeed}
          unit={speedUnitName(speed.units)}
          text={speed}
          problems={problems}
        />
        <RangeField name="duration" legend="Duration" unit="min" text={fields.duration} problems={problems} />
        <RangeField
          name="mae"
          legend={maeName}
          unit="bpm"
          text={fields.mae}
          problems={problems}
          unknown={areScored || asksForScores ? null : "Known once runs are scored"}
        />
      </div>
      <p className="note">
        A type follows from the measured mean heart rate (intensive from 170 bpm on). Filtering by type, mean HR or{" "}
        {inSentence(maeName)} selects on the answer, and flatters or hurts the score; filtering by{" "}
        {inSentence(nameOfSpeed)} or duration does not.
      </p>
    </section>
  );
}

/** A name within a sentence: in small letters, unless it is an abbreviation. */
function inSentence(name: string): string {
  return name === name.toUpperCase() ? name : name.toLowerCase();
}

function TypeField({ value, offered }: { value: TypeChoice; offered: OfferedTypes }) {
  const { types, more } = offered;
  const id = useId();
  const setFilter = usePageState((state) => state.setFilter);
  const chosen = value === "all" ? "all" : String(types.indexOf(value.type));
  return (
    <div className="field">
      <label htmlFor={id}>Type</label>
      <select
        id={id}
        value={chosen}
        onChange={({ target }) =>
          setFilter({ type: target.value === "all" ? "all" : { type: types[Number(target.value)] } })
        }
      >
        <option value="all">all</option>
        {types.map((type, i) => (
          <option key={JSON.stringify(type)} value={String(i)}>
            {type === null ? "none stated" : typeName(type)}
          </option>
        ))}
        {more > 0 && <option disabled>and {formatCount(more)} more, which are not listed</option>}
      </select>
    </div>
  );
}

interface RangeProps {
  name: RangeName;
  legend: string;
  unit: string;
  text: RangeText;
  problems: FilterProblems;
  /** Why the rows have no such value yet; null, as where it is not given, where they have. */
  unknown?: string | null;
}

function RangeField({ name, legend, unit, text, problems, unknown = null }: RangeProps): ReactNode {
  const id = useId();
  const setFilter = usePageState((state) => state.setFilter);
  const problem = problems[name];
  function change(end: RangeEnd, typed: string) {
    const changed: Partial<FilterFields> = { [name]: { ...text, [end]: typed } };
    setFilter(changed);
  }
  const field = (end: RangeEnd) => (
    <input
      inputMode="decimal"
      autoComplete="off"
      aria-label={`${legend}, ${end}`}
      aria-invalid={problem?.ends.includes(end) ?? false}
      aria-describedby={problem && `${id}-problem`}
      placeholder={end}
      value={text[end]}
      onChange={({ target }) => change(end, target.value)}
    />
  );
  return (
    <fieldset className="field range" disabled={unknown !== null} title={unknown ?? undefined}>
      <legend>
        {legend} <span className="unit">{unit}</span>
      </legend>
      <div className="range-ends">
        {field("from")}
        <span aria-hidden="true">–</span>
        {field("to")}
      </div>
      <p id={`${id}-problem`} className="note invalid" role="alert">
        {problem?.message}
      </p>
    </fieldset>
  );
}
