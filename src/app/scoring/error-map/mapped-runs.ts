import type { MapCells } from "../../../evaluation/error-map.ts";
import type { MappedFigures } from "../../state/explorer/table-row.ts";

/** A scored run as a row of the map. */
export interface MappedRun extends MappedFigures {
  /** Row in the split. */
  row: number;
  cells: MapCells;
}

/** Orders of the map's rows. */
export const mapOrders = ["difference", "error", "runner", "length"] as const;

export type MapOrder = (typeof mapOrders)[number];

const compare: Record<MapOrder, (a: MappedRun, b: MappedRun) => number> = {
  difference: (a, b) => b.differenceBpm - a.differenceBpm,
  error: (a, b) => b.maeBpm - a.maeBpm,
  // Of one runner, those whose heart rate lies highest above what is expected first.
  runner: (a, b) => byRunner(a.runner, b.runner) || b.differenceBpm - a.differenceBpm,
  length: (a, b) => b.durationS - a.durationS,
};

/** Numbers as numbers. One for all: thousands of runs are compared in every order that is chosen. */
const names = new Intl.Collator("en", { numeric: true });

/** Runners by name; runs that name none last. */
function byRunner(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return names.compare(a, b);
}

/** The scored runs that a map can show, in an order. */
export function mappedRuns(scores: ReadonlyMap<number, MappedFigures>, order: MapOrder): MappedRun[] {
  const runs: MappedRun[] = [];
  for (const [row, { cells, ...score }] of scores) if (cells !== null) runs.push({ row, ...score, cells });
  return runs.sort((a, b) => compare[order](a, b) || a.row - b.row);
}
