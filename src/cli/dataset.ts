import { usageError } from "./arguments.ts";
import { buildDataset } from "./dataset-build.ts";
import { writeTensors } from "./dataset-tensors.ts";

const forms: Record<string, (args: string[]) => Promise<void>> = { build: buildDataset, tensors: writeTensors };

/** `hr dataset build|tensors`: runs as a dataset to share, or as training data. */
export async function dataset([form, ...args]: string[]): Promise<void> {
  if (!Object.hasOwn(forms, form ?? "")) throw usageError(`Say ${Object.keys(forms).join(" or ")}.`);
  await forms[form](args);
}
