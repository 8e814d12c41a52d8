import { clockText } from "../base/clock.ts";
import { asPredictorError } from "../base/error.ts";
import {
  type ComparedRun,
  type ComparedStretch,
  comparedRun,
  comparedStretches,
  type PairFinding,
  pairFinding,
  runnersOf,
  stretchLength,
} from "../evaluation/compare-runs.ts";
import { isUnusual, PAIR_NOTE, pairSentence } from "../evaluation/compare-words.ts";
import { COMPARED_BY, type ComparedBy, FEWEST_COMPARED, MOST_COMPARED } from "../evaluation/compared-by.ts";
import type { RunnableModel } from "../inference/predict.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { isoTime } from "../workout/formats/value.ts";
import { namedPaths, oneOf, readArguments, runnerOptions, runnerSettings, usageError } from "./arguments.ts";
import { type Choice, choiceOptions } from "./chosen-runs.ts";
import { openNamedModel } from "./model-file.ts";
import { plain, print, signedText, tableLines, tellError } from "./output.ts";
import { type RunToPredict, runsToPredict } from "./runs-to-predict.ts";
import { namedDrift } from "./splits.ts";

/** A compared run, and the file that it came from. */
interface FoundComparedRun extends ComparedRun, Pick<RunToPredict, "file" | "runner" | "keptFor"> {}

/**
 * `hr compare FILE|FOLDER|LIBRARY…`: two to twelve runs beside one another, each with its difference from what was
 * expected, and whether they lie further from the first than runs of one runner usually do. A run that fails is told and
 * left out.
 */
export async function compare(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    by: { type: "string" },
    json: { type: "boolean" },
    model: { type: "string" },
    ...choiceOptions,
    ...runnerOptions,
  });
  const by = oneOf("by", values.by ?? "time", COMPARED_BY);
  const settings = runnerSettings(values);
  const paths = namedPaths(positionals);
  const model = await openNamedModel(values.model);
  const runs = await comparedRuns(paths, model, settings, values);
  if (runs.length < FEWEST_COMPARED || runs.length > MOST_COMPARED) {
    const found = runs.length > MOST_COMPARED ? "these are more" : `${runs.length} could be predicted`;
    throw usageError(`Name ${FEWEST_COMPARED} to ${MOST_COMPARED} runs to compare: ${found}.`);
  }
  const stretches = comparedStretches(runs, by, stretchLength(runs, by));
  const whoRan = ({ keptFor, prediction: { track } }: FoundComparedRun) => ({ ...track, keptFor });
  const pairs = runs.slice(1).map((run) => pairFinding(runs[0], run, runnersOf(whoRan(runs[0]), whoRan(run))));
  print(
    values.json
      ? JSON.stringify({
          model: model.contract.name,
          by,
          runs: runs.map(namedRun),
          pairs: pairs.map(namedPair),
          stretches: stretches.map(namedStretch),
        })
      : [...figuresText(runs), "", ...stretchesText(runs, stretches, by), "", ...pairsText(pairs)].join("\n"),
  );
}

/** The runs that are named, one more than can be compared at most: an archive of thousands is not read for a refusal. */
async function comparedRuns(
  paths: readonly string[],
  model: RunnableModel,
  settings: RunnerSettings,
  choice: Choice,
): Promise<FoundComparedRun[]> {
  const runs: FoundComparedRun[] = [];
  for (const argument of paths) {
    for await (const run of runsToPredict(argument, { model, settings }, choice)) {
      const { file, runner, keptFor, excluded } = run;
      try {
        const prediction = await run.predict();
        runs.push({ file, runner, keptFor, ...comparedRun({ prediction, contract: model.contract, excluded }) });
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
      if (runs.length > MOST_COMPARED) return runs;
    }
  }
  return runs;
}

/** A number in JSON, which has no NaN. */
function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function namedRun({ file, runner, figures, analysis: { track } }: FoundComparedRun) {
  return {
    file,
    run: track.name,
    runner,
    started_at: track.startedAt && isoTime(track.startedAt),
    duration_s: figures.durationS,
    moving_s: figures.movingS,
    distance_m: 1000 * figures.distanceKm,
    climb_m: known(figures.climbM),
    speed_kmh: figures.meanSpeedKmh,
    mean_hr_bpm: known(figures.meanBpm),
    expected_hr_bpm: figures.expectedBpm,
    difference_bpm: known(figures.differenceBpm),
    usual_lower_bpm: figures.usualBpm?.lowerBpm ?? null,
    usual_upper_bpm: figures.usualBpm?.upperBpm ?? null,
    mae_bpm: known(figures.typicalGapBpm),
    ...namedDrift(figures.drift),
  };
}

function namedPair(finding: PairFinding) {
  const { apartBpm, runners, usualBpm } = finding;
  return {
    apart_bpm: known(apartBpm),
    runners,
    usual_lower_bpm: usualBpm?.lowerBpm ?? null,
    usual_upper_bpm: usualBpm?.upperBpm ?? null,
    is_unusual: usualBpm && isUnusual(finding),
  };
}

function namedStretch({ from, to, differenceBpm }: ComparedStretch) {
  return { from, to, difference_bpm: differenceBpm.map(known) };
}

const HEADS = [
  ...["run", "date", "time", "km", "min/km", "climb m"],
  ...["measured bpm", "expected bpm", "difference bpm", "usual bpm", "typical gap bpm", "drift bpm an hour"],
];

function figuresText(runs: readonly ComparedRun[]): string[] {
  return tableLines([HEADS, ...runs.map(cellsOf)], [0, 1]);
}

function cellsOf({ figures, analysis: { track } }: ComparedRun, place: number): string[] {
  const { meanBpm, expectedBpm, usualBpm, drift, meanSpeedKmh } = figures;
  const number = (value: number, digits: number) => (Number.isNaN(value) ? "-" : value.toFixed(digits));
  const unexplained = typeof drift === "string" ? null : drift.unexplained;
  return [
    `${place + 1} ${plain(track.name)}`,
    track.startedAt ? isoTime(track.startedAt).slice(0, 10) : "-",
    clockText(figures.durationS),
    figures.distanceKm.toFixed(2),
    meanSpeedKmh > 0 ? clockText(3600 / meanSpeedKmh) : "-",
    number(figures.climbM, 0),
    number(meanBpm, 1),
    number(expectedBpm, 1),
    // The difference of the two means as they stand beside it.
    Number.isNaN(meanBpm) ? "-" : signedText(Number(meanBpm.toFixed(1)) - Number(expectedBpm.toFixed(1)), 1),
    usualBpm ? `${signedText(usualBpm.lowerBpm, 0)} to ${signedText(usualBpm.upperBpm, 0)}` : "-",
    number(figures.typicalGapBpm, 1),
    unexplained ? signedText(unexplained.bpmPerHour, 1) : "-",
  ];
}

/** Names of a stretch's place, by what runs are compared along. */
const PLACE_TEXTS: Record<ComparedBy, (place: number) => string> = {
  time: clockText,
  distance: (km) => `${Number(km.toFixed(2))} km`,
  share: (share) => `${Math.round(100 * share)} %`,
};

function stretchesText(runs: readonly ComparedRun[], stretches: readonly ComparedStretch[], by: ComparedBy): string[] {
  const heads = ["difference bpm", ...runs.map((_, place) => String(place + 1))];
  const rows = stretches.map(({ from, to, differenceBpm }) => [
    `${PLACE_TEXTS[by](from)}-${PLACE_TEXTS[by](to)}`,
    ...differenceBpm.map((bpm) => (Number.isNaN(bpm) ? "-" : signedText(bpm, 1))),
  ]);
  return tableLines([heads, ...rows], [0]);
}

function pairsText(pairs: readonly PairFinding[]): string[] {
  const name = (place: number) => `Run ${place + 1}`;
  return [...pairs.map((pair, i) => pairSentence(pair, name(0), name(i + 1))), PAIR_NOTE];
}
