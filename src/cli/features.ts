import { prepareRun } from "../model/prepare.ts";
import { readArguments, runnerOptions, runnerSettings, usageError } from "./arguments.ts";
import { openContract } from "./model-file.ts";
import { print } from "./output.ts";
import { runsUnder } from "./runs.ts";

/** `hr features FILE --json`: a run's feature columns, unscaled, as the model gets them. */
export async function features(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    json: { type: "boolean" },
    model: { type: "string" },
    ...runnerOptions,
  });
  if (positionals.length !== 1 || !values.json) throw usageError("Name one file, and say --json.");
  const contract = await openContract(values.model);
  for await (const { run } of runsUnder(positionals[0])) {
    if ("error" in run) throw run.error;
    const { names, columns } = prepareRun(run.workout, contract, runnerSettings(values)).features;
    print(
      JSON.stringify({ names, columns: Object.fromEntries(names.map((name, j) => [name, Array.from(columns[j])])) }),
    );
  }
}
