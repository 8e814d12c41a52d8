import { clockText } from "../base/clock.ts";
import { asPredictorError } from "../base/error.ts";
import { expectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import type { Span, Track } from "../workout/workout.ts";
import { listOption, namedPaths, readArguments, runnerOptions, runnerSettings, spanFrom } from "./arguments.ts";
import { choiceOptions } from "./chosen-runs.ts";
import { fittingBy, fittingOptions, statedFitting } from "./fitting-options.ts";
import { openNamedModel } from "./model-file.ts";
import { print, tell, tellError } from "./output.ts";
import { predictionRecord, predictionText, runCautions, spanText } from "./prediction-output.ts";
import { runsToPredict } from "./runs-to-predict.ts";
import { statedZones, zoneOptions, zonesFor } from "./zone-options.ts";

/**
 * `hr predict FILE|FOLDER|LIBRARY…`: what the model expected of each run. A run that fails is told, and the others go on.
 * `--history` names earlier runs of the same runner, the latest last; `--warmup` says over how many first minutes the
 * run's own heart rate is looked at, which then counts in no figure. `--max-hr`, `--resting-hr`, `--threshold-hr`
 * and `--best` say what the runner knows of themselves. `--leave-out` names a stretch, such as 12:30-15:00, whose heart
 * rate counts in no figure and teaches nothing; of a library, so does what a person left out there. `--zones` says in
 * which zones times are told.
 */
export async function predict(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(listOption(args, "--history"), {
    json: { type: "boolean" },
    model: { type: "string" },
    "leave-out": { type: "string", multiple: true },
    ...choiceOptions,
    ...fittingOptions,
    ...zoneOptions,
    ...runnerOptions,
  });
  const fitting = statedFitting(values);
  const { known } = fitting;
  const stated = values.zones === undefined ? null : statedZones(values.zones, known);
  const paths = namedPaths(positionals);
  const excluded = (values["leave-out"] ?? []).map(spanFrom);
  const settings = runnerSettings(values);
  const model = await openNamedModel(values.model);
  const sourcesFor = await fittingBy(fitting, model, settings);
  for (const argument of paths) {
    for await (const run of runsToPredict(argument, { model, settings }, values)) {
      const { file, keptFor } = run;
      try {
        const prediction = await run.predict();
        const { track } = prediction;
        for (const caution of runCautions(track)) tell(`${run.name}: ${caution}`);
        const zones = stated && zonesFor(stated, known, track);
        const shown = { ...prediction, excluded: [...run.excluded, ...withinRun(excluded, track)] };
        const expected = expectedHeartRate(shown, model.contract, sourcesFor({ track, keptFor }));
        const line = values.json
          ? JSON.stringify(predictionRecord(file, prediction, expected, model, zones))
          : predictionText(prediction, expected, model, zones);
        print(line);
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
    }
  }
}

/** The stretches that begin before the run ends; of the others it is said that nothing was left out. */
export function withinRun(excluded: readonly Span[], { name, heartRateBpm, stepS }: Track): Span[] {
  const durationS = (heartRateBpm.length - 1) * stepS;
  return excluded.filter((span) => {
    if (span.startS <= durationS) return true;
    tell(`${name}: it ends at ${clockText(durationS)}, so that ${spanText(span)} leaves nothing out.`);
    return false;
  });
}
