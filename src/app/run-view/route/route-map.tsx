import { type PointerEvent, useMemo } from "react";
import { useStore } from "zustand";
import type { Route } from "../../../workout/route.ts";
import type { Track } from "../../../workout/workout.ts";
import { AWAY, type CursorStore } from "../../charts/cursor.ts";
import type { Units } from "../../format/units.ts";
import type { MarkStore } from "../../recording/marks.ts";
import { usePageState } from "../../ui/page-context.ts";
import { type Colouring, UNKNOWN, UNKNOWN_CLASS } from "./route-colours.ts";
import { legPaths, momentAt, pictureOf, placeAt, type RoutePicture, scaleBar, spansPath } from "./route-picture.ts";
import { routeWords } from "./route-words.ts";

interface Props {
  route: Route;
  track: Pick<Track, "stepS" | "speedKmh">;
  colouring: Colouring;
  units: Units;
  width: number;
  choice: MarkStore;
  cursor: CursorStore;
}

/** A route as seen from above, under the charts' crosshair. */
export function RouteMap({ route, track, colouring, units, width, choice, cursor }: Props) {
  const picture = useMemo(() => pictureOf(route, width), [route, width]);
  const { height } = picture;
  const bar = scaleBar(picture, units.distanceUnit);

  function point({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>) {
    const box = currentTarget.getBoundingClientRect();
    const pointer = { x: clientX - box.left, y: clientY - box.top };
    const timeS = momentAt(route, picture, pointer, cursor.getState().timeS);
    cursor.setState({ timeS, pointerX: null });
  }

  return (
    <svg
      className="route-map"
      role="img"
      aria-label={routeWords(route, units, colouring.name)}
      width={width}
      height={height}
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={({ pointerType }) => pointerType !== "touch" && cursor.setState(AWAY)}
    >
      <Marked route={route} picture={picture} choice={choice} />
      <Legs route={route} picture={picture} track={track} colouring={colouring} />
      <Ends picture={picture} />
      <g className="route-scale" transform={`translate(8 ${height - 8})`}>
        <path d={`M0 -5V0H${bar.px}V-5`} />
        <text x={bar.px + 6}>{bar.label}</text>
      </g>
      <g className="route-north" transform={`translate(${width - 14} 14)`}>
        <path d="M-4 6L0 -6L4 6" />
        <text y={20}>N</text>
      </g>
      <Here route={route} picture={picture} cursor={cursor} />
    </svg>
  );
}

type Drawn = Pick<Props, "route"> & { picture: RoutePicture };

function Legs({ route, picture, track, colouring }: Drawn & Pick<Props, "track" | "colouring">) {
  const { casing, legs } = useMemo(() => {
    const last = track.speedKmh.length - 1;
    // A leg takes the colour of its middle.
    const stepOf = (k: number) => Math.round((route.timeS[k - 1] + route.timeS[k]) / 2 / track.stepS);
    const byClass = legPaths(route, picture, (k) => colouring.classAt(Math.min(last, stepOf(k))));
    return { casing: legPaths(route, picture, () => 0).get(0), legs: [...byClass] };
  }, [route, picture, track, colouring]);
  return (
    <>
      <path className="route-casing" d={casing} />
      {legs.map(([key, path]) => (
        <g key={key} className={(key === UNKNOWN ? UNKNOWN_CLASS : colouring.classes[key]).style}>
          <path className="route-leg" d={path} />
        </g>
      ))}
    </>
  );
}

/** The stretch that the charts shade or are zoomed to, beneath the route. */
function Marked({ route, picture, choice }: Drawn & Pick<Props, "choice">) {
  const stretch = useStore(choice, (chosen) => chosen.stretch);
  const zoom = usePageState((state) => state.zoom);
  const spans = stretch?.spans ?? (zoom && [zoom]);
  if (spans === null) return null;
  return <path className="route-marked" data-testid="route-marked" d={spansPath(route, picture, spans)} />;
}

function Ends({ picture: { x, y } }: Pick<Drawn, "picture">) {
  const last = x.length - 1;
  return (
    <g className="route-ends">
      <rect x={x[last] - 5} y={y[last] - 5} width={10} height={10}>
        <title>End</title>
      </rect>
      <circle cx={x[0]} cy={y[0]} r={5}>
        <title>Start</title>
      </circle>
    </g>
  );
}

/** The runner at the crosshair. */
function Here({ route, picture, cursor }: Drawn & Pick<Props, "cursor">) {
  const timeS = useStore(cursor, (pointed) => pointed.timeS);
  const place = timeS === null ? null : placeAt(route, picture, timeS);
  if (place === null) return null;
  return <circle className="route-here" data-testid="route-here" cx={place.x} cy={place.y} r={7} />;
}
