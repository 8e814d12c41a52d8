import { splitNames } from "../dataset/build/splits.ts";
import { INTENT_LEAK } from "../dataset/build/tensors.ts";
import { type Knowledge, knownWords } from "../evaluation/calibration/knowledge.ts";
import { MOST_HISTORY_RUNS } from "../evaluation/expected-heart-rate.ts";
import { BIAS_IS } from "../evaluation/metrics.ts";
import { type BaselineReport, confidenceWords, type Report, scoredWords } from "../evaluation/report.ts";
import { asksForIntent } from "../features/catalogue.ts";
import { type KnownQuantity, knownQuantities } from "../model/contract.ts";
import { namedPaths, oneOf, readArguments, runnerOptions, runnerSettings, usageError } from "./arguments.ts";
import { condition } from "./conditions.ts";
import { knowledgeOptions, statedKnowledge } from "./knowledge-options.ts";
import { openNamedModel } from "./model-file.ts";
import { print, signedText, tell } from "./output.ts";
import { scoreRuns } from "./score-runs.ts";

/**
 * `hr evaluate`: a model's errors over runs. `--split` keeps the runs whose runner the model's own training put on
 * that side, so that its published figure can be computed again from the same runs. A model that asks for the kind of
 * a run is told one for all by `--intent`; `--intent-from-answer` tells each run's from the heart rate to be predicted,
 * which demonstrates that leak and nothing else, and the report says so. `--history` scores the runs that have so many
 * earlier ones of their runner, looking at these; `--warmup` looks at so many first minutes of each run, and scores
 * the rest. What the runners know of themselves is stated for all of them, or taken from each one's other runs by
 * `--from-other-runs`.
 */
export async function evaluate(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    json: { type: "boolean" },
    model: { type: "string" },
    split: { type: "string" },
    history: { type: "string" },
    warmup: { type: "string" },
    "from-other-runs": { type: "string" },
    ...knowledgeOptions,
    intent: runnerOptions.intent,
    "intent-from-answer": { type: "boolean" },
  });
  const fromAnswer = values["intent-from-answer"] ?? false;
  const paths = namedPaths(positionals);
  const split = values.split === undefined ? null : oneOf("split", values.split, splitNames);
  if (fromAnswer && values.intent !== undefined) {
    throw usageError("Say --intent or --intent-from-answer, not both.");
  }
  const known = statedKnowledge(values);
  const looks = {
    historyRuns: Number(values.history ?? 0),
    warmUpMinutes: Number(values.warmup ?? 0),
    known: knownNames(known, values["from-other-runs"]),
  };
  if (!Number.isInteger(looks.historyRuns) || looks.historyRuns < 0 || looks.historyRuns > MOST_HISTORY_RUNS) {
    throw usageError(`--history is ${values.history}: say how many earlier runs, up to ${MOST_HISTORY_RUNS}.`);
  }
  if (!(looks.warmUpMinutes >= 0)) throw usageError(`--warmup is ${values.warmup}: say how many minutes.`);
  const { intent } = runnerSettings(values);
  const model = await openNamedModel(values.model);
  const { contract } = model;
  for (const name of looks.known) {
    if (contract.calibration?.knowledge?.quantities.some((own) => own.name === name)) continue;
    throw usageError(`${contract.name} has not learnt what a ${knownWords[name]} tells: leave it out.`);
  }
  if (fromAnswer && !asksForIntent(contract.features)) {
    throw usageError(`${contract.name} never asks for the kind of a run: without --intent-from-answer, then.`);
  }
  const intentSource = fromAnswer ? "from-answer" : "none";
  const scoring = { paths, split, intent, intentSource, known } as const;
  const { scored, heldOut } = await scoreRuns(model, scoring, [condition(contract, looks)]);
  const [
    {
      condition: { name, sees },
      evaluation: { report, figures },
    },
  ] = scored;
  const leaks = fromAnswer ? INTENT_LEAK : null;
  if (heldOut.reason) tell(heldOut.reason);
  if (leaks) tell(`A demonstration of a leak, ${leaks}: these figures are no result.`);
  print(
    values.json
      ? JSON.stringify({ ...report, condition: name, sees, heldOut: heldOut.heldOut, leaks, biasIs: BIAS_IS, figures })
      : asText(report, name),
  );
}

/** Quantities by the option that states them. */
const NAMED: Record<string, KnownQuantity> = {
  "max-hr": "maximumBpm",
  "resting-hr": "restingBpm",
  "threshold-hr": "thresholdBpm",
  best: "bestKmh",
};

/** Names the quantities that are known of the runners: stated, or to be taken from other runs of theirs. @throws PredictorError `usage`. */
function knownNames(stated: Knowledge, fromOtherRuns: string | undefined): KnownQuantity[] {
  const taken = (fromOtherRuns?.split(",") ?? []).map(
    (name) => NAMED[oneOf("from-other-runs", name.trim(), Object.keys(NAMED))],
  );
  return knownQuantities.filter((name) => stated[name] !== undefined || taken.includes(name));
}

function asText(report: Report, condition: string): string {
  const { mae, maeConfidence, rmse, bias, coverage, overRunners, baselines, by } = report;
  const bpm = (figure: number) => `${figure.toFixed(2)} bpm`;
  const beside = (baseline: BaselineReport | null) => (baseline ? bpm(baseline.mae) : "unknown");
  const kinds = Object.entries(by.kind).flatMap(([kind, group]) =>
    group ? `${kind} ${bpm(group.mae)} over ${group.runs}` : [],
  );
  return [
    `${scoredWords(report)}, ${condition}; means over runs:`,
    `  MAE ${bpm(mae)} (constant ${beside(baselines.constant)}, linear ${beside(baselines.linear)}; over runners ${bpm(overRunners.mae)})`,
    ...(maeConfidence ? [`    ${confidenceWords(maeConfidence, 2)}`] : []),
    `  RMSE ${bpm(rmse)}, measured − expected ${signedText(-bias, 2)} bpm`,
    `  interval covers ${coverage === null ? "unknown" : `${(100 * coverage).toFixed(1)} %`}`,
    `  MAE by kind, told from speed and altitude alone: ${kinds.join(", ")}`,
  ].join("\n");
}
