import { asPredictorError, PredictorError } from "../workout/error.ts";
import { dataset } from "./dataset.ts";
import { evaluate } from "./evaluate.ts";
import { features } from "./features.ts";
import { importCheckpoint } from "./import-checkpoint.ts";
import { tellError } from "./output.ts";
import { predict } from "./predict.ts";
import { simulate } from "./simulate.ts";

const commands: Record<string, (args: string[]) => Promise<void>> = {
  predict,
  features,
  evaluate,
  "import-checkpoint": importCheckpoint,
  dataset,
  simulate,
};

async function main([command, ...args]: string[]): Promise<void> {
  const run = Object.hasOwn(commands, command ?? "") ? commands[command] : undefined;
  if (!run) {
    throw new PredictorError("usage", `Say: hr ${Object.keys(commands).join(" | ")}.`);
  }
  await run(args);
}

main(process.argv.slice(2)).catch((error) => {
  tellError(asPredictorError(error));
});
