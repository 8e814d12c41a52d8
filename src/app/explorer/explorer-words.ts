import { counted } from "../../base/counted.ts";
import type { SplitFacts } from "../../dataset/split.ts";
import { formatCount, formatMegabytes } from "../format/format.ts";
import { PAGE_NAME } from "../format/page-name.ts";
import type { ExplorerState } from "../state/explorer/explorer.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { askedHosts, type SplitSource, sourceName } from "../state/explorer/sources.ts";
import type { Opening } from "../state/explorer/split-opening.ts";

/** Place of a source, under its name. */
export function placeWords(source: SplitSource): string {
  if (source.kind === "bundled") return "comes with this page";
  return source.kind === "file" ? "from this device" : `from ${askedHosts(source.url)}`;
}

/** Line above a split that is on its way, or did not come. */
export function openingWords({ phase, source, workoutId }: Pick<Opening, "phase" | "source" | "workoutId">): string {
  const what = workoutId === null ? sourceName(source) : `Run ${workoutId} of ${sourceName(source)}`;
  switch (phase) {
    case "asking":
      return `${what} lies on another server.`;
    case "opening":
      return `Opening ${what}`;
    case "failed":
      return `${what} could not be opened.`;
    case "stopped":
      return `${what}: stopped before it was open.`;
  }
}

/** Notice before another server is asked. */
export function askingWords(url: string): string {
  return `To read it, this page asks ${askedHosts(url)}. That server sees your network address and which parts of the file are read, and nothing of yours.`;
}

/** Number of runs in a split; for researchers, its file's groups and size and how much of it was read. */
export function factsWords(facts: SplitFacts, fetchedBytes: number, isResearcher: boolean): string {
  const { rows, rowGroups, fileBytes } = facts;
  if (!isResearcher) return counted(rows, "run");
  return `${counted(rows, "run")} in ${counted(rowGroups.length, "group")} · ${formatMegabytes(fileBytes)} MB, ${formatMegabytes(fetchedBytes)} MB of it read`;
}

/** Origin of a table's figures. */
export function figuresWords({ figures }: Pick<SplitFacts, "figures">): string {
  return figures === "computed"
    ? "Figures are computed from each run's series, as on its own page."
    : "Figures are as the file states them; a run's page computes its own from the series, and may differ.";
}

/** Count of a split's rows that have come, while not all have. */
export function arrivalWords({ arrival, rows, split }: Pick<ShownSplit, "arrival" | "rows" | "split">): string {
  const there = `${formatCount(rows.length)} of ${counted(split.facts.rows, "row")}`;
  switch (arrival) {
    case "arriving":
      return `${there} read`;
    case "whole":
      return "";
    case "stopped":
      return `Stopped: ${there} read.`;
    case "failed":
      return `Broken off: ${there} read.`;
  }
}

/** Count of the rows that pass the filter. */
export function countWords(count: number, all: number): string {
  return count === all ? counted(all, "run") : `${formatCount(count)} of ${counted(all, "run")}`;
}

/** Text of a table without rows. */
export function emptyWords({ arrival, rows }: Pick<ShownSplit, "arrival" | "rows">): string {
  if (rows.length > 0) return "The filter lets no run through.";
  if (arrival === "arriving") return "The first rows are on their way.";
  return arrival === "whole" ? "There is no run in this file." : "No row was read.";
}

/** The title of the page's window while a split's runs are listed: the split's name. */
export function splitTitle({ opening, shown }: Pick<ExplorerState, "opening" | "shown">): string {
  const named = opening ?? shown;
  return `${named === null ? "Datasets" : sourceName(named.source)} · ${PAGE_NAME}`;
}
