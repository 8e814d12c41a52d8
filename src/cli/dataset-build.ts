import { mkdir } from "node:fs/promises";
import { counted } from "../base/counted.ts";
import { PredictorError } from "../base/error.ts";
import {
  type BuildSettings,
  buildDataset as build,
  datasetFiles,
  filters,
  splitUnits,
} from "../dataset/build/build.ts";
import { hubCompressions } from "../dataset/parquet/hub-writer.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import { datasetOptions, datasetPlaces, oneOf, readArguments } from "./arguments.ts";
import { datasetCard, filterTables, splitTable } from "./dataset-card.ts";
import { bytesUnder, pathOf } from "./files.ts";
import { print, tell, tellUnused } from "./output.ts";
import { Progress } from "./progress.ts";
import { runsUnder } from "./runs.ts";
import { writeWhole } from "./whole-files.ts";

/**
 * `hr dataset build --from FILE|DIR --out DIR`: runs of any format as dataset, train, validation and test in the
 * published schema, with a card, split by runner unless `--split-by run`. `--filter published` keeps what the published
 * dataset kept, and tells which rule dropped how many. Files appear once all are whole.
 */
export async function buildDataset(args: string[]): Promise<void> {
  const options = {
    ...datasetOptions,
    "split-by": { type: "string", default: "runner" },
    filter: { type: "string" },
    compression: { type: "string", default: "zstd" },
  } as const;
  const parsed = readArguments(args, options);
  const { from, folder, seed } = datasetPlaces(parsed);
  const { filter } = parsed.values;
  const settings: BuildSettings = {
    seed,
    splitBy: oneOf("split-by", parsed.values["split-by"], splitUnits),
    filter: filter === undefined ? null : oneOf("filter", filter, filters),
    compression: oneOf("compression", parsed.values.compression, hubCompressions),
  };
  const progress = new Progress(await bytesUnder(pathOf(from)));
  await mkdir(folder, { recursive: true });
  await writeWhole(folder, [...datasetFiles, "README.md"], async (append) => {
    const report = await build(recordingsIn(from, progress), settings, {
      write: append,
      skipped: (run) => tellUnused(run, run.name),
      done: () => progress.run(),
    });
    progress.tell();
    if (report.filter) print(`${filterTables(report.filter)}\n`);
    if (report.whole.runs === 0) throw new PredictorError("no-runs", `No run of ${from} is left to make a dataset of.`);
    print(splitTable(report));
    if (report.unnamed > 0 && settings.splitBy === "runner") {
      const named = `${counted(report.unnamed, "run")} name no runner`;
      tell(
        `${named}: they may all be one's, so they stay on one side. With --split-by run each run is dealt by itself.`,
      );
    }
    await append("README.md", datasetCard(report, settings));
  });
}

async function* recordingsIn(from: string, progress: Progress): AsyncGenerator<ParsedRun> {
  for await (const { run } of runsUnder(from, (bytes) => progress.read(bytes))) yield run;
}
