import type { XAxisKind } from "../../sharing/shared-view.ts";
import type { Span } from "../../workout/workout.ts";
import type { Units } from "../format/units.ts";
import type { PageView } from "./places.ts";

/** What is looked at, and how it is drawn. */
export interface ViewState {
  /** The place that is open. */
  view: PageView;
  units: Units;
  /** What a run's charts are drawn along, as far as it has a distance. */
  xAxis: XAxisKind;
  /** The stretch that the charts show; null for the whole run. */
  zoom: Span | null;
}

export interface ViewActions {
  show(view: PageView): void;
  setUnits(units: Partial<Units>): void;
  setXAxis(xAxis: XAxisKind): void;
  zoomTo(span: Span | null): void;
}

interface Ports {
  read(): ViewState;
  write(change: Partial<ViewState>): void;
}

export const VIEW_AT_START: ViewState = {
  view: "run",
  units: { speedUnit: "pace", distanceUnit: "km" },
  xAxis: "time",
  zoom: null,
};

/** Changes what is looked at, and how it is drawn. */
export function createView({ read, write }: Ports) {
  const actions: ViewActions = {
    show: (view) => write({ view }),
    setUnits: (change) => write({ units: { ...read().units, ...change } }),
    setXAxis: (xAxis) => write({ xAxis }),
    zoomTo: (zoom) => write({ zoom }),
  };
  return { actions };
}
