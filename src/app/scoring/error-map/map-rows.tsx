import { memo, type PointerEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { SplitRow } from "../../../dataset/split.ts";
import type { MapAxisName, MapCells } from "../../../evaluation/error-map.ts";
import { frameOf } from "../../charts/frame.ts";
import type { Units } from "../../format/units.ts";
import { usePageState } from "../../ui/page-context.ts";
import { useTokenColours } from "../../ui/use-token-colours.ts";
import { cellWords, columnName, mappedRunName } from "./error-map-words.ts";
import { mapHeight, mapPixels, runAt } from "./map-pixels.ts";
import type { MappedRun } from "./mapped-runs.ts";

interface Props {
  runs: readonly MappedRun[];
  /** Those of the runs. */
  cells: readonly MapCells[];
  bySplitRow: ReadonlyMap<number, SplitRow>;
  axis: MapAxisName;
  /** Number of columns drawn. */
  columns: number;
  units: Units;
  /** Of the map and its axes, pixels. */
  width: number;
  /** What stands between the rows and what is read of them. */
  children: ReactNode;
}

interface Place {
  /** Index in the order of the rows. */
  run: number;
  column: number;
}

/** The rows of the map: pointed at they are read, clicked they open; two sliders do so by keyboard. */
export function MapRows({ runs, cells, bySplitRow, axis, columns, units, width, children }: Props) {
  const [pointed, setPointed] = useState<Place | null>(null);
  const openRow = usePageState((state) => state.openRow);
  const height = mapHeight(runs.length);
  const { left, right } = frameOf(width, height, false);
  const place = pointed && {
    run: Math.min(pointed.run, runs.length - 1),
    column: Math.min(pointed.column, columns - 1),
  };
  const run = place && runs[place.run];
  const splitRow = run && bySplitRow.get(run.row);
  const name = run && mappedRunName(run, splitRow?.workout_id.toString());
  const words = run && cellWords(run, name as string, axis, place.column, units);

  function placeOf({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>): Place {
    const box = currentTarget.getBoundingClientRect();
    const column = Math.floor(((clientX - box.left) / box.width) * columns);
    return {
      run: runAt((clientY - box.top) / box.height, runs.length),
      column: Math.min(columns - 1, Math.max(0, column)),
    };
  }

  function open() {
    if (splitRow) openRow(splitRow);
  }

  return (
    <>
      <figure
        className="map-rows"
        style={{ height, marginLeft: left, marginRight: right }}
        onPointerMove={(event) => setPointed(placeOf(event))}
        onPointerDown={(event) => setPointed(placeOf(event))}
        onPointerUp={({ pointerType, button }) => {
          // A finger reads first: the button beneath opens.
          if (pointerType !== "touch" && button === 0) open();
        }}
      >
        <div
          data-pictured
          role="img"
          aria-label="The map. Its sliders read a run and a part of it; the columns stand in numbers below."
        >
          <Painted cells={cells} axis={axis} columns={columns} height={height} />
        </div>
        {place && (
          <>
            <div
              className="map-row-mark"
              style={{ top: (place.run / runs.length) * height, height: Math.max(1, height / runs.length) }}
              aria-hidden="true"
            />
            <div
              className="map-column-mark"
              style={{ left: `${(100 * place.column) / columns}%`, width: `${100 / columns}%` }}
              aria-hidden="true"
            />
          </>
        )}
      </figure>
      {children}
      <div className="map-reading">
        <p data-testid="error-map-reading">{words ?? "Point at the map, or move over it by the sliders."}</p>
        <label>
          Row{" "}
          <input
            type="range"
            min={0}
            max={runs.length - 1}
            value={place?.run ?? 0}
            aria-valuetext={words ?? undefined}
            onChange={({ target }) => setPointed({ run: Number(target.value), column: place?.column ?? 0 })}
          />
        </label>
        <label>
          Column{" "}
          <input
            type="range"
            min={0}
            max={columns - 1}
            value={place?.column ?? 0}
            aria-valuetext={words ?? columnName(axis, 0, units)}
            onChange={({ target }) => setPointed({ run: place?.run ?? 0, column: Number(target.value) })}
          />
        </label>
        <button type="button" disabled={!splitRow} onClick={open}>
          {name ? `Open ${name.replace(/,.*/, "").toLowerCase()}` : "Open the run"}
        </button>
      </div>
    </>
  );
}

const TOKENS = ["map-easier", "map-even", "map-harder"] as const;

interface PaintedProps {
  cells: readonly MapCells[];
  axis: MapAxisName;
  columns: number;
  height: number;
}

/** The map's colours, one pixel a column, which the browser widens; not painted again as it is pointed at. */
const Painted = memo(function Painted({ cells, axis, columns, height }: PaintedProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useTokenColours(TOKENS, canvas);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || colours === null || height === 0) return;
    const { "map-easier": easier, "map-even": even, "map-harder": harder } = colours;
    const pixels = mapPixels(cells, axis, columns, height, { easier, even, harder });
    context.putImageData(new ImageData(pixels, columns, height), 0, 0);
  }, [cells, axis, columns, height, colours]);
  return <canvas ref={canvas} width={columns} height={height} data-painted={colours !== null} />;
});
