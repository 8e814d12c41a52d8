import { type Route, reachOf } from "../../../workout/route.ts";
import { formatNumber } from "../../format/format.ts";
import { fromKm, type Units } from "../../format/units.ts";
import type { ColouredBy } from "./route-colours.ts";

/** Names of what a route can be coloured by, as they are offered. */
export function colouredByName(by: ColouredBy, { speedUnit }: Pick<Units, "speedUnit">): string {
  switch (by) {
    case "difference":
      return "difference";
    case "heart-rate":
      return "heart rate";
    case "speed":
      return speedUnit;
    case "grade":
      return "grade";
  }
}

/** Text alternative of a route's picture. */
export function routeWords(
  { eastM, northM }: Route,
  { distanceUnit }: Pick<Units, "distanceUnit">,
  colours: string,
): string {
  const across = (metres: Float32Array) => {
    const { least, most } = reachOf(metres);
    return `${formatNumber(fromKm((most - least) / 1000, distanceUnit), 2)} ${distanceUnit}`;
  };
  return `The route from above, north up: ${across(eastM)} from west to east, ${across(northM)} from south to north. Colours: ${colours}.`;
}

export const ROUTE_NOTE =
  "Drawn on this device, without a map: positions are kept nowhere, and no link or table holds them.";
