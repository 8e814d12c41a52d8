import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Analysis } from "../../../evaluation/analysis.ts";
import type { Route } from "../../../workout/route.ts";
import type { CursorStore } from "../../charts/cursor.ts";
import { MomentSlider } from "../../charts/moment-slider.tsx";
import { formatClock } from "../../format/format.ts";
import type { Units } from "../../format/units.ts";
import type { MarkStore } from "../../recording/marks.ts";
import { FEW_RUNS, mayHaveRoute } from "../../state/read-again.ts";
import { runCountOf } from "../../state/run-items.ts";
import { shownRun } from "../../state/status.ts";
import { usePageState } from "../../ui/page-context.ts";
import { Segments } from "../../ui/segments.tsx";
import { useExtent } from "../../ui/use-extent.ts";
import { type ColouredBy, type Colouring, colourings, UNKNOWN_CLASS } from "./route-colours.ts";
import { RouteMap } from "./route-map.tsx";
import { colouredByName, ROUTE_NOTE } from "./route-words.ts";

interface Props {
  analysis: Analysis;
  units: Units;
  /** Holds the stretch that the route marks. */
  choice: MarkStore;
  cursor: CursorStore;
}

/** The shape of the run's way; nothing of a run without positions. */
export function RouteSection(props: Props) {
  const { phase, value: route, error } = usePageState((state) => state.route);
  const isThere = usePageState((state) => mayHaveRoute(shownRun(state)));
  const isQuick = usePageState((state) => {
    const shown = shownRun(state);
    return shown !== null && runCountOf(shown.item) <= FEW_RUNS;
  });
  const wantRoute = usePageState((state) => state.wantRoute);
  useEffect(() => {
    wantRoute(isQuick);
    return () => wantRoute(false);
  }, [wantRoute, isQuick]);

  if (!isThere || (phase === "ready" && route === null)) return null;
  return (
    <section
      className="route"
      data-testid="route"
      data-phase={phase}
      aria-labelledby="route-title"
      aria-busy={phase === "reading"}
    >
      <h3 id="route-title">Route</h3>
      {phase === "none" && (
        <button type="button" onClick={() => wantRoute(true)}>
          Show the route
        </button>
      )}
      {error !== null && <p className="note">The route could not be read: {error.message}</p>}
      {route !== null && <ColouredRoute {...props} route={route} />}
    </section>
  );
}

function ColouredRoute({ analysis, units, choice, cursor, route }: Props & { route: Route }) {
  const [wanted, setWanted] = useState<ColouredBy>("difference");
  const [room, width] = useExtent<HTMLDivElement>("width");
  const offered = useMemo(() => colourings(analysis, units), [analysis, units]);
  const shown = offered.find(({ by }) => by === wanted) ?? offered[0];
  if (shown === undefined) return null;
  const { by, colouring } = shown;
  return (
    <>
      <Segments<ColouredBy>
        name="Colour by"
        value={by}
        options={offered.map((one) => ({ value: one.by, label: colouredByName(one.by, units) }))}
        onChange={setWanted}
      />
      <Legend colouring={colouring} />
      <div className="route-room" ref={room} data-crosshair>
        {width > 0 && (
          <RouteMap
            route={route}
            track={analysis.track}
            colouring={colouring}
            units={units}
            width={width}
            choice={choice}
            cursor={cursor}
          />
        )}
        <Moment analysis={analysis} colouring={colouring} cursor={cursor} />
      </div>
      <p className="note">{ROUTE_NOTE}</p>
    </>
  );
}

function Legend({ colouring: { name, classes, hasUnknown } }: { colouring: Colouring }) {
  return (
    <div className="route-legend">
      <span>{name}</span>
      <ul>
        {[...classes, ...(hasUnknown ? [UNKNOWN_CLASS] : [])].map(({ style, label }) => (
          <li key={style}>
            <svg className={style} width="18" height="10" aria-hidden="true">
              <path d="M4 5H14" className="route-casing" />
              <path d="M4 5H14" className="route-leg" />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The moment at the crosshair: read, and moved by keyboard or finger. */
function Moment({ analysis, colouring, cursor }: Pick<Props, "analysis" | "cursor"> & { colouring: Colouring }) {
  const timeS = useStore(cursor, (pointed) => pointed.timeS);
  const { track, durationS } = analysis;
  const words =
    timeS === null
      ? "Point at the route, or move along it here."
      : `${formatClock(timeS)}: ${colouring.textAt(Math.min(track.speedKmh.length - 1, Math.round(timeS / track.stepS)))}`;
  return (
    <div className="route-moment">
      <MomentSlider
        label="Moment on the route"
        span={{ startS: 0, endS: durationS }}
        stepS={track.stepS}
        cursor={cursor}
        words={words}
      />
      <span className="note" aria-hidden="true" data-testid="route-moment">
        {words}
      </span>
    </div>
  );
}
