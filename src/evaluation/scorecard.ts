import { causeNames, causes } from "./causes.ts";
import type { StepCut } from "./cuts.ts";
import { MOST_EARLIER_RUNS } from "./earlier-runs.ts";
import { count, table } from "./markdown.ts";
import type { BaselineReport, Figures, GroupErrors, Report, RunCut } from "./report.ts";
import type { Baseline } from "./run-errors.ts";
import { NOISY_KMH } from "./speed-source.ts";

/** A condition of predicting, with its report. */
export interface ScorecardColumn {
  name: string;
  /** Words for the data of runner and run that it uses. */
  sees: string;
  /** Whether tables show where its error lies and the causes of its worst runs. */
  isDetailed: boolean;
  report: Report;
}

const NONE = "–";

/** Figure of too few runners. */
const FEW = "few";

/** Fewest runners of a figure: one of fewer would be about individuals. */
export const FEWEST_TOLD_RUNNERS = 5;

/**
 * Writes the figures of a model card in Markdown: one table per question, with a column or a row per condition. No figure is
 * of a single run, or of too few runners.
 * @param columns conditions, at least one
 * @param fewestRunners fewest runners of a figure
 */
export function scorecard(columns: readonly ScorecardColumn[], fewestRunners = FEWEST_TOLD_RUNNERS): string {
  const detailed = columns.filter(({ isDetailed }) => isDetailed);
  return [
    scorecardInBrief(columns, fewestRunners),
    intervals(columns, detailed, fewestRunners),
    parts(detailed, fewestRunners),
    ...worstTenth(detailed.filter(({ report }) => report.runners >= fewestRunners)),
    PUBLISHED,
  ].join("\n\n");
}

/** Writes the first part of the scorecard: the data that each condition uses, its errors, and the baselines'. */
export function scorecardInBrief(columns: readonly ScorecardColumn[], fewestRunners = FEWEST_TOLD_RUNNERS): string {
  return [errors(columns, fewestRunners), baselines(columns, fewestRunners)].join("\n\n");
}

/** Figures of a condition, or the word for too few runners in place of each. */
function told({ runners }: Report, fewestRunners: number, figures: string[]): string[] {
  return runners >= fewestRunners ? figures : figures.map(() => FEW);
}

function errors(columns: readonly ScorecardColumn[], fewestRunners: number): string {
  const rows = columns.map(({ name, report }) => {
    const { mae, medianMae, rmse, difference, r2, coverage } = bothWays(report);
    const { runs, runners, maeConfidence } = report;
    const others = maeConfidence ? `${bpm(maeConfidence.lowBpm)} to ${bpm(maeConfidence.highBpm)}` : NONE;
    const figures = [mae, others, medianMae, rmse, difference, r2, coverage];
    return [name, count(runs), count(runners), ...told(report, fewestRunners, figures)];
  });
  return [
    "### Errors",
    `In bpm, against heart rate as recorded on the model's grid, unfiltered. Each figure is a run's, averaged over runs; in brackets averaged over runners, each weighing alike. The difference is measured − expected. R² is against the run's own mean: one offset for a whole run takes it below 0. The range beside the MAE is its 95 % confidence interval over runs, for other runners: runners were drawn anew with all of their runs 2,000 times. Of fewer than ${fewestRunners} runners no figure is told, and it says “${FEW}”.`,
    columns.map(({ name, sees }) => `- **${name}** sees ${sees}.`).join("\n"),
    table(["", "runs", "runners", "MAE", "95 %", "median MAE", "RMSE", "difference", "R²", "interval holds"], rows),
  ].join("\n\n");
}

const BASELINES: Record<Baseline, string> = {
  constant: "constant",
  linear: "linear",
  ownMean: "own mean",
  linearWithOwnOffset: "linear + own offset",
  linearWithFirstMinutes: "linear + offset of the warm-up",
};

function baselines(columns: readonly ScorecardColumn[], fewestRunners: number): string {
  const names = (Object.keys(BASELINES) as Baseline[]).filter((name) =>
    columns.some(({ report }) => report.baselines[name]),
  );
  const rows = columns.map(({ name, report }) => {
    const beside = names.map((baseline) => {
      const own = report.baselines[baseline];
      return own ? `${bpm(own.mae)}: ${ratio(own)}` : NONE;
    });
    return [name, ...told(report, fewestRunners, [bpm(report.mae), ...beside])];
  });
  return [
    "### Beside simpler predictors",
    `Each one's MAE in bpm on the same seconds and, after the colon, what share of it the row's own MAE comes to, over runs and in brackets over runners. "constant" is the training runs' mean, "linear" a least-squares fit on the same features; "own" looks at up to ${MOST_EARLIER_RUNS} of the runner's latest earlier runs, in the order of their file, and is compared on the runs that have any.`,
    table(["", "MAE", ...names.map((name) => BASELINES[name])], rows),
  ].join("\n\n");
}

function intervals(
  columns: readonly ScorecardColumn[],
  detailed: readonly ScorecardColumn[],
  fewestRunners: number,
): string {
  const rows = columns.map(({ name, report }) => {
    const { level, runnerCoverage } = report;
    const { coverage, widthBpm } = bothWays(report);
    const of = (which: "tenthPercentile" | "median") => percent(runnerCoverage?.[which] ?? null);
    const figures = [coverage, widthBpm, of("tenthPercentile"), of("median")];
    return [name, percent(level), ...told(report, fewestRunners, figures)];
  });
  return [
    "### Intervals: how often they hold what they say",
    `Share of the seconds whose measured heart rate lies within, a run's averaged over runs, in brackets over runners; width in bpm. The last columns are runners' own means: the one at a tenth of the way up, and the one in the middle. By measured level no interval can hold alike: nobody knows it beforehand. Of fewer than ${fewestRunners} runners it says “${FEW}”.`,
    table(["", "meant", "holds", "width", "10th percentile", "median runner"], rows),
    cutTable(
      [
        ...(["time", "sinceStart", "hour", "predicted", "heartRate", "duration", "climb", "temperature"] as const),
        ...(["gender", "sensor", "order", "speedSource"] as const),
      ],
      detailed,
      fewestRunners,
      ["runs", "holds"],
      (group) => [bothWays(group).coverage],
    ),
  ].join("\n\n");
}

function parts(columns: readonly ScorecardColumn[], fewestRunners: number): string {
  const { zoneMaximumBpm } = columns[0].report;
  return [
    "### Where the error lies",
    `In bpm, MAE also over runners. Levels and zones are those of the measured heart rate; zones are shares of a maximum of ${zoneMaximumBpm} bpm for everyone, since few files state the runner's own. A length counts from the first point to the last, pauses included. Earlier runs are counted up to ${MOST_EARLIER_RUNS}, in the order of the data. Runs stand with their runners in brackets; of fewer than ${fewestRunners} runners no figure is told, and it says “${FEW}”.${womenWords(columns)} Climb counts a kilometre; a temperature is the watch's own, warmed by the wrist. Speeds that the file states count as noisy from ${NOISY_KMH} km/h of difference between neighbouring points on (a robust standard deviation), which is how speeds that come from positions look.`,
    cutTable(
      [
        ...(["time", "hour", "heartRate", "zone", "duration", "climb", "temperature", "earlierRuns"] as const),
        ...(["gender", "sensor", "order", "speedSource", "format"] as const),
      ],
      columns,
      fewestRunners,
      ["runs", "MAE", "difference"],
      (group) => [bothWays(group).mae, signed(-group.bias, 2)],
    ),
  ].join("\n\n");
}

/** Says that no woman is known among the runners, which a table without a row of them would hide; empty where there is one. */
function womenWords(columns: readonly ScorecardColumn[]): string {
  const isKnown = columns.some(({ report }) => report.by.gender.female);
  return isKnown ? "" : " No run states that a woman ran it: how far off the model is for women is not known.";
}

const CUTS: Record<StepCut | RunCut, string> = {
  time: "part of the run",
  sinceStart: "time since the start",
  hour: "hour of the run",
  heartRate: "level",
  zone: "zone",
  predicted: "predicted",
  duration: "length of the run",
  climb: "climb",
  temperature: "temperature",
  earlierRuns: "earlier runs",
  gender: "gender",
  sensor: "sensor",
  order: "order of the runner's runs",
  kind: "kind of run",
  speedSource: "source of the speed",
  format: "kind of file",
  workoutType: "type",
};

/** Writes a table with a row per part of the cuts, and for each condition its runs and then one figure per other head. */
function cutTable(
  cuts: readonly (StepCut | RunCut)[],
  columns: readonly ScorecardColumn[],
  fewestRunners: number,
  heads: readonly string[],
  figuresOf: (group: GroupErrors) => string[],
): string {
  const cellsOf = (group: GroupErrors | null) => {
    if (!group) return heads.map(() => NONE);
    const isTold = group.runners >= fewestRunners;
    return [`${count(group.runs)} (${group.runners})`, ...(isTold ? figuresOf(group) : heads.slice(1).map(() => FEW))];
  };
  const rows = cuts.flatMap((cut) =>
    partNames(cut, columns).flatMap((part) => {
      const groups = columns.map(({ report }) => report.by[cut][part] ?? null);
      return groups.some((group) => group !== null) ? [[CUTS[cut], part, ...groups.flatMap(cellsOf)]] : [];
    }),
  );
  const allHeads = columns.flatMap(({ name }) => heads.map((head, i) => (i === 0 ? `${name}: ${head}` : head)));
  return table(["by", "", ...allHeads], rows);
}

/** Names of a cut's parts under any condition. */
function partNames(cut: StepCut | RunCut, columns: readonly ScorecardColumn[]): string[] {
  return [...new Set(columns.flatMap(({ report }) => Object.keys(report.by[cut])))];
}

function worstTenth(columns: readonly ScorecardColumn[]): string[] {
  const explained = columns.flatMap(({ name, report: { causes: shares } }) => (shares ? [{ name, shares }] : []));
  if (explained.length === 0) return [];
  const rows = causeNames.map((cause) => [
    cause,
    causes[cause].says,
    ...explained.flatMap(({ shares }) => [percent(shares[cause].allRuns), percent(shares[cause].worstTenth)]),
  ]);
  const heads = explained.flatMap(({ name }) => [`${name}: of all runs`, "of the worst tenth"]);
  return [
    "### The worst tenth of the runs, and likely causes",
    "Read from each run's own signal by the rules below; several may hold of one run. Whether a sensor counted steps for beats is not among them: it takes a cadence, which few files carry.",
    table(["rule", "holds where", ...heads], rows),
  ];
}

const PUBLISHED = [
  "### What others report",
  "On other data, mostly filtered by how heart rate behaves, so that no figure above can be set against these without care.",
  table(
    ["", "MAE", "sees"],
    [
      ["Heart Rate Prediction from Running Data, V1", "13.88", "speed and altitude, as here"],
      ["the same, V2, 11 features", "11.90", "speed and altitude, as here"],
      [
        "the same, V2, with the type of the run",
        "7.42",
        "a type computed from the heart rate that is to be predicted: no prediction",
      ],
      ["FitRec data, audited DBN and LSTM", "8.12", "earlier runs of the runner, those in training"],
      ["FitRec data, audited DBN and LSTM", "7.37", "all earlier runs of the runner"],
      ["FitRec data, hybrid of a network and a differential equation", "8.79", "earlier runs of the runner"],
    ],
  ),
].join("\n\n");

/** Writes each figure over runs, and in brackets over runners. */
function bothWays(group: GroupErrors): Record<Exclude<keyof Figures, "bias"> | "difference", string> {
  const format = (of: (figures: Figures) => string) => withRunners(of(group), of(group.overRunners));
  return {
    mae: format(({ mae }) => bpm(mae)),
    medianMae: format(({ medianMae }) => bpm(medianMae)),
    rmse: format(({ rmse }) => bpm(rmse)),
    difference: format(({ bias }) => signed(-bias, 2)),
    r2: format(({ r2 }) => (r2 === null ? NONE : signed(r2, 2))),
    coverage: format(({ coverage }) => percent(coverage)),
    widthBpm: format(({ widthBpm }) => (widthBpm === null ? NONE : widthBpm.toFixed(1))),
  };
}

function withRunners(overRuns: string, overRunners: string): string {
  return overRuns === NONE ? NONE : `${overRuns} (${overRunners})`;
}

function ratio({ mae, overRunners, model }: BaselineReport): string {
  const of = (own: number, baseline: number) => (baseline > 0 ? (own / baseline).toFixed(2) : NONE);
  return withRunners(of(model.mae, mae), of(model.overRunners.mae, overRunners.mae));
}

function bpm(value: number): string {
  return value.toFixed(2);
}

/** Formats a number with its typeset sign; one that rounds to 0 has none. */
function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return text.replace("-", "");
  return value < 0 ? text.replace("-", "−") : `+${text}`;
}

function percent(share: number | null): string {
  return share === null ? NONE : `${(100 * share).toFixed(1)} %`;
}
