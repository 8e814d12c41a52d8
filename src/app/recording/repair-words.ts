import type { Origin } from "../state/run-items.ts";

/** What stands for the ledger, and for what is said of the signal, while a prediction is on its way. */
export const NOT_READ = "No run has been read yet.";

/** An empty ledger. What came as a link was repaired when that was made. */
export function unchangedWords({ kind }: Origin): string {
  if (kind === "opening") return "Nothing was changed. The page carries this run as it was prepared.";
  if (kind === "link") return "Nothing was changed. A link carries a run as it was prepared, repairs included.";
  return "Nothing was changed.";
}
