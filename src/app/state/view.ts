import type { XAxisKind } from "../../sharing/shared-view.ts";
import type { Span } from "../../workout/workout.ts";
import type { Units } from "../format/units.ts";
import type { PageView } from "./places.ts";
import type { LinkedChange } from "./run-items.ts";
import type { Settings } from "./settings.ts";

/** The open place, and how a run is drawn. */
export interface ViewState extends Pick<Settings, "units" | "xAxis"> {
  /** The place that is open. */
  view: PageView;
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
  /** Changes what a link had the shown run be seen by, if it came by one. */
  changeLinked(change: LinkedChange): void;
}

export const VIEW_AT_START: Pick<ViewState, "view" | "zoom"> = {
  view: "run",
  zoom: null,
};

/** Changes what is looked at, and how it is drawn. */
export function createView({ read, write, changeLinked }: Ports) {
  const actions: ViewActions = {
    show: (view) => write({ view }),
    setUnits(change) {
      write({ units: { ...read().units, ...change } });
      changeLinked(change);
    },
    setXAxis(xAxis) {
      write({ xAxis });
      changeLinked({ xAxis });
    },
    zoomTo: (zoom) => write({ zoom }),
  };
  return { actions };
}
