import { runForm } from "./arguments.ts";
import { buildDataset } from "./dataset-build.ts";
import { writeTensors } from "./dataset-tensors.ts";

const forms = { build: buildDataset, tensors: writeTensors };

/** `hr dataset build|tensors`: runs as a dataset to share, or as training data. */
export async function dataset(args: string[]): Promise<void> {
  await runForm(forms, args);
}
