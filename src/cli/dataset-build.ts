import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HubRow } from "../dataset/hub-row.ts";
import { writeHubRows } from "../dataset/parquet.ts";
import { splitNames, splitOf } from "../dataset/splits.ts";
import { hubRowOf } from "../dataset/statistics.ts";
import { asPredictorError } from "../workout/error.ts";
import { repair } from "../workout/repair/repair.ts";
import { datasetOptions, datasetPlaces, readArguments } from "./arguments.ts";
import { tell, tellLeftOut } from "./output.ts";
import { workoutsIn } from "./runs.ts";

/** Runs that name no runner may all be one's: they stay together, so that none is on two sides of a split. */
const UNNAMED_RUNNER = "";

const USAGE = "Say: hr dataset build --from DIR --out DIR [--seed N].";

/**
 * `hr dataset build --from DIR --out DIR`: runs of any format as dataset, train, validation and test in the published
 * schema, split by runner. Times count from 1970: the pipeline keeps no date.
 */
export async function buildDataset(args: string[]): Promise<void> {
  const { from, folder, seed } = datasetPlaces(readArguments(args, datasetOptions, USAGE), USAGE);
  await mkdir(folder, { recursive: true });
  const userIds = new Map<string, number>();
  const rows: HubRow[] = [];
  for await (const recorded of workoutsIn([from])) {
    const runner = recorded.runner ?? UNNAMED_RUNNER;
    const userId = userIds.get(runner) ?? userIds.size + 1;
    userIds.set(runner, userId);
    try {
      const { workout } = repair(recorded);
      rows.push(hubRowOf(workout, { workoutId: rows.length + 1, userId, startUnixS: 0, split: splitOf(runner, seed) }));
    } catch (error) {
      tellLeftOut(asPredictorError(error), recorded.name);
    }
  }
  await writeFile(join(folder, "dataset.parquet"), await writeHubRows(rows));
  for (const split of splitNames) {
    const own = rows.filter((row) => row.split === split);
    await writeFile(join(folder, `${split}.parquet`), await writeHubRows(own));
    tell(`${split}: ${own.length} runs of ${new Set(own.map((row) => row.user_id)).size} runners`);
  }
}
