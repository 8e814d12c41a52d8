import type { Prediction } from "../../model/prediction.ts";
import { REPAIR_RULES } from "../../workout/repair/rules.ts";
import type { Repair, Track } from "../../workout/workout.ts";
import { repairCountWords, repairElsewhereWords } from "./ledger-words.ts";
import type { Mark } from "./marks.ts";
import { REPAIR_MEANINGS } from "./repair-words.ts";

/** The ledger of a run's repairs, row by row. */
export function repairMarks({ repairs, track }: Pick<Prediction, "repairs" | "track">): Mark[] {
  return repairs.map((repair) => repairMark(repair, track));
}

function repairMark(repair: Repair, track: Track): Mark {
  const { name, rule } = REPAIR_RULES[repair.code];
  return {
    id: `repair ${repair.code}`,
    kind: "repair",
    name,
    count: repairCountWords(repair, track),
    spans: repair.spans,
    elsewhere: repairElsewhereWords(repair.code),
    meaning: REPAIR_MEANINGS[repair.code],
    rule,
  };
}
