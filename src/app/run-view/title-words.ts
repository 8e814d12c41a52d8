import type { Expectation } from "../../evaluation/analysis.ts";
import { sportCaution } from "../../workout/sport.ts";
import { PAGE_NAME } from "../format/page-name.ts";
import type { RunView } from "../state/run-items.ts";
import { differenceWords } from "./headline-words.ts";

/**
 * The page's title while a run is looked at: what was found, and its name.
 * @param expectation null as long as there is none
 */
export function runTitle(view: RunView | null, expectation: Pick<Expectation, "finding"> | null): string {
  if (view === null) return PAGE_NAME;
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
