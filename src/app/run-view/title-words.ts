import type { Expectation } from "../../evaluation/analysis.ts";
import { sportCaution } from "../../workout/sport.ts";
import type { ExplorerState } from "../state/explorer/explorer.ts";
import { sourceName } from "../state/explorer/sources.ts";
import type { RunView } from "../state/run-items.ts";
import { differenceWords } from "./words.ts";

const PAGE = "Heart rate predictor";

/**
 * The page's title while a run is looked at: what was found, and its name.
 * @param expectation null as long as there is none
 */
export function runTitle(view: RunView | null, expectation: Pick<Expectation, "finding"> | null): string {
  if (view === null) return PAGE;
  return [findingTitle(view, expectation), view.name].join(" · ");
}

function findingTitle({ error, item, track }: RunView, expectation: Pick<Expectation, "finding"> | null): string {
  if (error !== null) return item.origin.kind === "link" ? "Link not opened" : "Not predicted";
  if (expectation === null) return item.state === "stopped" ? "Stopped" : "Predicting";
  const { finding } = expectation;
  const otherSport = sportCaution(track?.sport ?? null);
  if (otherSport !== null) return otherSport.finding.replace(/\.$/, "");
  return finding.kind === "no-heart-rate" ? "Expected heart rate" : differenceWords(finding);
}

/** The same while a split's runs are. */
export function splitTitle({ opening, shown }: Pick<ExplorerState, "opening" | "shown">): string {
  const named = opening ?? shown;
  return named === null ? PAGE : `${sourceName(named.source)} · ${PAGE}`;
}
