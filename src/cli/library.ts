import { clockText } from "../base/clock.ts";
import { counted } from "../base/counted.ts";
import { asPredictorError } from "../base/error.ts";
import type { KeptRun, NewRun } from "../library/kept-run.ts";
import { MemoryLibrary } from "../library/memory-library.ts";
import { DEFAULT_RUNNER } from "../library/runner-name.ts";
import { gridRun, type Recipe } from "../model/prepare.ts";
import { isoTime } from "../workout/formats/value.ts";
import { namedPaths, readArguments, runForm, usageError } from "./arguments.ts";
import { choiceOptions, chooser, dayOf } from "./chosen-runs.ts";
import { asFileError, filesUnder, pathOf } from "./files.ts";
import { addLibraryFile, exists, isLibraryFile, openLibraryFile, writeLibraryFile } from "./library-file.ts";
import { openContract } from "./model-file.ts";
import { plain, print, tableLines, tell, tellError, tellUnused } from "./output.ts";
import { workoutsIn } from "./runs.ts";

const forms = {
  import: importRuns,
  list: listRuns,
  export: exportRuns,
};

/** `hr library import|list|export`: a runner's runs in one file, which the page writes and takes, too. */
export async function library(args: string[]): Promise<void> {
  await runForm(forms, args);
}

/** Runs that are kept at a time. */
const BATCH = 50;

/** What became of runs that were to be kept. */
interface Tally {
  fresh: number;
  known: number;
}

/** `hr library import FILE|FOLDER… --into LIBRARY`: each run once, however often it comes. */
async function importRuns(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    into: { type: "string" },
    runner: { type: "string" },
    model: { type: "string" },
  });
  const paths = namedPaths(positionals);
  const { into, runner = DEFAULT_RUNNER } = values;
  if (!into) throw usageError("Say which library by --into: a new file, or one to add to.");
  const recipe = await openContract(values.model);
  const own = (await exists(into)) ? await openLibraryFile(into) : new MemoryLibrary();
  const tally: Tally = { fresh: 0, known: 0 };
  const add = ({ fresh, known }: Tally) => {
    tally.fresh += fresh;
    tally.known += known;
  };
  for (const argument of paths) {
    for (const path of await filesUnder(pathOf(argument))) {
      if (path === pathOf(into)) continue;
      try {
        if (await isLibraryFile(path)) add(await addLibraryFile(own, path));
        else await addRuns(own, path, runner, recipe, add);
      } catch (error) {
        tellError(asPredictorError(asFileError(error)), path);
      }
    }
  }
  await writeLibraryFile(own, into);
  const { runs } = await own.size();
  const courses = own.courses.length === 0 ? "" : `, and ${counted(own.courses.length, "course")}`;
  tell(`${into}: ${counted(runs, "run")}, ${tally.fresh} new${courses}; ${tally.known} came that were known.`);
}

async function addRuns(
  own: MemoryLibrary,
  path: string,
  runner: string,
  recipe: Recipe,
  add: (tally: Tally) => void,
): Promise<void> {
  let batch: NewRun[] = [];
  const keepBatch = async () => {
    const kept = await own.keep(batch);
    const fresh = kept.filter(({ outcome }) => outcome === "new").length;
    add({ fresh, known: kept.length - fresh });
    batch = [];
  };
  for await (const workout of workoutsIn([path])) {
    try {
      batch.push({
        track: gridRun(workout, recipe).track,
        ...{ runner, excluded: [], smoothingWindow: recipe.smoothingWindow },
      });
    } catch (error) {
      tellUnused(asPredictorError(error), workout.name);
    }
    if (batch.length === BATCH) await keepBatch();
  }
  await keepBatch();
}

/** `hr library list LIBRARY`: its runs, the oldest first. */
async function listRuns(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, { json: { type: "boolean" }, ...choiceOptions });
  const isChosen = chooser(values);
  const runs = (await (await openLibraryFile(oneLibrary(positionals))).summaries()).filter(isChosen);
  if (values.json) for (const run of runs) print(JSON.stringify(namedRun(run)));
  else if (runs.length > 0) for (const line of tableLines([HEADER, ...runs.map(rowOf)], [0, 1, 2])) print(line);
  tell(counted(runs.length, "run"));
}

/** `hr library export LIBRARY --out FILE`: the runs of a person or a time as a library of their own. */
async function exportRuns(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, { out: { type: "string" }, ...choiceOptions });
  const from = oneLibrary(positionals);
  const { out } = values;
  if (!out) throw usageError("Say where to write by --out.");
  const isChosen = chooser(values);
  const whole = await openLibraryFile(from);
  const all = await whole.summaries();
  const runs = all.filter(isChosen);
  await writeLibraryFile(whole, out, runs.length === all.length ? undefined : new Set(runs.map(({ id }) => id)));
  tell(`${out}: ${counted(runs.length, "run")}.`);
}

function oneLibrary(positionals: string[]): string {
  if (positionals.length !== 1) throw usageError("Name one library.");
  return positionals[0];
}

const HEADER = ["date", "run", "runner", "time", "km", "climb m", "mean bpm"];

function rowOf(run: KeptRun): string[] {
  const { name, runner, summary, heartRate } = run;
  return [
    dayOf(run) ?? "-",
    plain(name),
    plain(runner),
    clockText(summary.durationS),
    summary.distanceKm.toFixed(2),
    Number.isNaN(summary.climbM) ? "-" : summary.climbM.toFixed(0),
    heartRate?.meanBpm.toFixed(0) ?? "-",
  ];
}

/** A run in JSON, which has no NaN: what is unknown is null. */
function namedRun(run: KeptRun) {
  const { id, name, runner, startedAt, sport, sensor, device, laps, excluded, summary, heartRate } = run;
  return {
    id,
    run: name,
    person: runner,
    started_at: startedAt && isoTime(startedAt),
    sport,
    sensor,
    device,
    duration_s: summary.durationS,
    moving_s: summary.movingS,
    distance_m: 1000 * summary.distanceKm,
    climb_m: Number.isNaN(summary.climbM) ? null : summary.climbM,
    mean_hr_bpm: heartRate?.meanBpm ?? null,
    max_hr_bpm: heartRate?.maximumBpm ?? null,
    laps: laps.length,
    left_out: excluded.map(({ startS, endS }) => ({ start_s: startS, end_s: endS })),
  };
}
