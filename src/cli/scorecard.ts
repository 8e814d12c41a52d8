import { splitNames } from "../dataset/build/splits.ts";
import { scorecard as inFull, scorecardInBrief } from "../evaluation/scorecard.ts";
import { namedPaths, oneOf, readArguments } from "./arguments.ts";
import { condition, scorecardLooks } from "./conditions.ts";
import { openNamedModel } from "./model-file.ts";
import { print, tell } from "./output.ts";
import { scoreRuns } from "./score-runs.ts";

/**
 * `hr scorecard`: the figures of a model card, in Markdown, under every condition in which the model predicts. It
 * names no run and no runner. `--brief` gives its first part alone.
 */
export async function scorecard(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    model: { type: "string" },
    split: { type: "string" },
    brief: { type: "boolean" },
    json: { type: "boolean" },
  });
  const paths = namedPaths(positionals);
  const split = values.split === undefined ? null : oneOf("split", values.split, splitNames);
  const model = await openNamedModel(values.model);
  const scoring = { paths, split, intent: null, intentSource: "none", known: {} } as const;
  const { scored, heldOut } = await scoreRuns(
    model,
    scoring,
    scorecardLooks(model.contract).map((looks) => condition(model.contract, looks)),
  );
  if (heldOut.reason) tell(heldOut.reason);
  const columns = scored.map(({ condition: { name, sees, isDetailed }, evaluation: { report } }) => ({
    name,
    sees,
    isDetailed,
    report,
  }));
  if (!values.json) return print(values.brief ? scorecardInBrief(columns) : inFull(columns));
  const nameless = columns.map(({ report, ...rest }) => ({
    ...rest,
    report: { ...report, worst: report.worst.map(({ name: _, ...run }) => run) },
  }));
  print(JSON.stringify({ model: model.contract.name, heldOut: heldOut.heldOut, conditions: nameless }));
}
