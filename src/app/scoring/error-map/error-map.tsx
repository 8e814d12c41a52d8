import "./error-map.css";
import { useMemo, useRef, useState } from "react";
import { counted } from "../../../base/counted.ts";
import type { SplitRow } from "../../../dataset/split.ts";
import { type ColumnFigures, columnFigures, type MapAxisName, mapAxisNames } from "../../../evaluation/error-map.ts";
import { formatCount } from "../../format/format.ts";
import type { Units } from "../../format/units.ts";
import { SaveView } from "../../replay/view-picture/save-view.tsx";
import type { MappedFigures } from "../../state/explorer/table-row.ts";
import { seenUnits } from "../../state/seen-settings.ts";
import { Fold } from "../../ui/fold.tsx";
import { usePageState } from "../../ui/page-context.ts";
import { Segments } from "../../ui/segments.tsx";
import { useExtent } from "../../ui/use-extent.ts";
import {
  AXIS_NAMES,
  arrangedWords,
  columnName,
  MAP_CAPTION,
  ORDER_NAMES,
  quantileTexts,
  ZONE_CAPTION,
} from "./error-map-words.ts";
import { FULL_BPM } from "./map-pixels.ts";
import { MapRows } from "./map-rows.tsx";
import { type MapOrder, mapOrders, mappedRuns } from "./mapped-runs.ts";
import { Quantiles } from "./quantiles.tsx";

interface Props {
  /** Errors of each scored run, by row. */
  scores: ReadonlyMap<number, MappedFigures>;
  /** The runs that were asked for. */
  rows: readonly SplitRow[];
}

/** Where all runs err: one row a run, one column a part of it, and beneath them what all have in common. */
export default function ErrorMap({ scores, rows }: Props) {
  const units = usePageState(seenUnits);
  const [axis, setAxis] = useState<MapAxisName>("time");
  const [order, setOrder] = useState<MapOrder>("difference");
  const view = useRef<HTMLElement>(null);
  const [room, width] = useExtent<HTMLDivElement>("width");
  const runs = useMemo(() => mappedRuns(scores, order), [scores, order]);
  const cells = useMemo(() => runs.map((run) => run.cells), [runs]);
  // Nothing is reckoned for a map that is folded away.
  const isShown = width > 0;
  const columns = useMemo(() => (isShown ? columnFigures(cells, axis) : []), [cells, axis, isShown]);
  const bySplitRow = useMemo(() => new Map(rows.map((row) => [row.row, row])), [rows]);
  return (
    <section
      ref={view}
      className="error-map"
      data-testid="error-map"
      data-runs={runs.length}
      aria-labelledby="error-map-title"
    >
      <h3 id="error-map-title">
        Map of errors <span className="unit">{formatCount(runs.length)} runs</span>
      </h3>
      <div className="error-map-choices">
        <Segments<MapAxisName>
          name="Columns"
          value={axis}
          options={mapAxisNames.map((value) => ({ value, label: AXIS_NAMES[value] }))}
          onChange={setAxis}
        />
        <label>
          Sorted by{" "}
          <select value={order} onChange={({ target }) => setOrder(target.value as MapOrder)}>
            {mapOrders.map((value) => (
              <option key={value} value={value}>
                {ORDER_NAMES[value].toLowerCase()}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Scale />
      <div ref={room}>
        {columns.length > 0 && (
          <MapRows
            runs={runs}
            cells={cells}
            bySplitRow={bySplitRow}
            axis={axis}
            columns={columns.length}
            units={units}
            width={width}
          >
            <div data-pictured>
              <ul className="legend">
                <li>Measured − expected, bpm:</li>
                <li className="legend-median">median of the runs</li>
                <li className="legend-band">eight of ten runs</li>
              </ul>
              <Quantiles axis={axis} columns={columns} units={units} width={width} />
            </div>
          </MapRows>
        )}
      </div>
      <p data-pictured className="note">
        {arrangedWords(axis, order)} {MAP_CAPTION} {axis === "zone" && ZONE_CAPTION}
      </p>
      <SaveView title="Map of errors" of={counted(runs.length, "run")} within={view} />
      <Fold name="error-map-table" summary="The columns in numbers">
        <ColumnTable axis={axis} columns={columns} units={units} />
      </Fold>
    </section>
  );
}

/** The colours, from easier to harder. */
function Scale() {
  return (
    <p data-pictured className="error-map-scale note">
      <span>{FULL_BPM} bpm easier</span>
      <svg className="error-map-ramp" aria-hidden="true">
        <linearGradient id="error-map-ramp">
          <stop className="ramp-easier" />
          <stop className="ramp-even" offset="50%" />
          <stop className="ramp-harder" offset="100%" />
        </linearGradient>
        <rect width="100%" height="100%" fill="url(#error-map-ramp)" />
      </svg>
      <span>{FULL_BPM} bpm harder</span>
    </p>
  );
}

interface ColumnTableProps {
  axis: MapAxisName;
  columns: readonly ColumnFigures[];
  units: Units;
}

function ColumnTable({ axis, columns, units }: ColumnTableProps) {
  return (
    <div className="error-map-table">
      <table>
        <caption className="note">
          Measured − expected, bpm: a tenth of the runs lie below the first, half below the second.
        </caption>
        <thead>
          <tr>
            <th scope="col">{AXIS_NAMES[axis].toLowerCase()}</th>
            <th scope="col">runs</th>
            <th scope="col">10 %</th>
            <th scope="col">median</th>
            <th scope="col">90 %</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((figures, column) => {
            const [tenth, middle, ninetieth] = quantileTexts(figures);
            return (
              <tr key={columnName(axis, column, units)}>
                <th scope="row">{columnName(axis, column, units)}</th>
                <td>{formatCount(figures.runs)}</td>
                <td>{tenth}</td>
                <td>{middle}</td>
                <td>{ninetieth}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
