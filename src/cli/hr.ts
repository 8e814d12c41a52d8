import { asPredictorError, PredictorError } from "../workout/error.ts";
import { dataset } from "./dataset.ts";
import { evaluate } from "./evaluate.ts";
import { features } from "./features.ts";
import { asFileError } from "./files.ts";
import { importCheckpoint } from "./import-checkpoint.ts";
import { endWithReader, print, tellError } from "./output.ts";
import { predict } from "./predict.ts";
import { scorecard } from "./scorecard.ts";
import { simulate } from "./simulate.ts";

type Command = (args: string[]) => Promise<void>;

const commands: Record<string, Command> = {
  predict,
  features,
  evaluate,
  scorecard,
  "import-checkpoint": importCheckpoint,
  dataset,
  simulate,
};

const isHelp = (argument: string) => argument === "--help" || argument === "-h";

async function main([name = "", ...args]: string[]): Promise<void> {
  if (isHelp(name)) return printUsage(Object.values(commands));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new PredictorError("usage", `Say: hr ${Object.keys(commands).join(" | ")}, or hr --help.`);
  await (args.some(isHelp) ? printUsage([command]) : command(args));
}

/** Without arguments, every command refuses with how it is said. */
async function printUsage(asked: Command[]): Promise<void> {
  for (const command of asked) await command([]).catch((refusal) => print(asPredictorError(refusal).message));
}

endWithReader();
main(process.argv.slice(2)).catch((error) => {
  tellError(asPredictorError(asFileError(error)));
});
