import type { Expectation } from "../../evaluation/analysis.ts";
import type { Finding } from "../../evaluation/finding.ts";
import { findingStart } from "../../evaluation/finding-words.ts";
import { sportCaution } from "../../workout/sport.ts";
import { formatSigned } from "../format/format.ts";
import { PAGE_NAME } from "../format/page-name.ts";
import type { RunView } from "../state/run-items.ts";

/**
 * The title of the page's window while a run is shown: the start of the finding and the run's name.
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
  return finding.kind === "no-heart-rate" ? "Expected heart rate" : comparedTitle(finding);
}

function comparedTitle(finding: Finding): string {
  const start = findingStart(finding);
  if (finding.kind === "as-expected" || finding.kind === "mixed") return start!;
  const difference = `${formatSigned(finding.meanDifferenceBpm)} bpm`;
  return start === null ? difference : `${start} (${difference})`;
}
