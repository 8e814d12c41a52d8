import { asPredictorError, PredictorError } from "../workout/error.ts";
import { dataset } from "./dataset.ts";
import { tell } from "./output.ts";

const commands: Record<string, (args: string[]) => Promise<void>> = { dataset };

async function main([command, ...args]: string[]): Promise<void> {
  const run = Object.hasOwn(commands, command ?? "") ? commands[command] : undefined;
  if (!run) {
    throw new PredictorError("usage", `Say: hr ${Object.keys(commands).join(" | ")}.`);
  }
  await run(args);
}

main(process.argv.slice(2)).catch((error) => {
  const { code, message } = asPredictorError(error);
  tell(`${code}: ${message}`);
  process.exitCode = 1;
});
