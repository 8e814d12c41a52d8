import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { FOLDS } from "../dataset/build/splits.ts";
import type { ModelContract } from "../model/contract.ts";
import { LONGEST_SETTLING_S } from "../model/settling.ts";
import { usageError } from "./arguments.ts";
import { pathOf } from "./files.ts";
import { foldTables } from "./fold-table.ts";
import { print, tell } from "./output.ts";

/** Options of the commands that write a model which describes itself. */
export const descriptionOptions = {
  out: { type: "string" },
  tensors: { type: "string" },
  fold: { type: "string", multiple: true },
  sealed: { type: "boolean" },
  settling: { type: "string" },
  name: { type: "string" },
  about: { type: "string" },
  licence: { type: "string" },
} as const;

type DescriptionValues = Partial<Record<"tensors" | "settling" | "name" | "about" | "licence", string>> & {
  fold?: string[];
  sealed?: boolean;
};

/** Description of a model by the options of its command. */
export interface Description {
  /** Path of the model to write. */
  out: string;
  /** Folder that `hr dataset tensors` wrote; null where it is not given. */
  tensors: string | null;
  /** Files trained without a fold each, in the folds' order. */
  foldPaths: string[];
  /** Whether the test runners stay unopened, as they do until a network has been chosen by its folds. */
  sealed: boolean;
  settlingS: number;
  name: string;
  about: string;
  licence: string;
}

/**
 * @param defaultSettlingS where nothing is said
 * @throws PredictorError `usage` where something can't be.
 */
export function descriptionFrom(values: DescriptionValues, out: string, defaultSettlingS: number): Description {
  const { tensors = null, fold: foldPaths = [], sealed = false, settling, name, about, licence } = values;
  if (foldPaths.length > 0 && (foldPaths.length !== FOLDS || tensors === null)) {
    throw usageError(`With --tensors go ${FOLDS} times --fold, or none: ${foldPaths.length} were given.`);
  }
  const settlingS = Number(settling ?? defaultSettlingS);
  if (!(settlingS >= 0 && settlingS <= LONGEST_SETTLING_S)) {
    throw usageError(`--settling is ${settling}: say how many seconds, up to ${LONGEST_SETTLING_S}.`);
  }
  return {
    out,
    tensors,
    foldPaths,
    sealed,
    settlingS,
    name: name ?? basename(out, ".onnx"),
    about: about ?? "Runs that were not described.",
    licence: licence ?? "unknown",
  };
}

/** Writes a model that describes itself, prints its errors fold by fold, and tells those on test runners. */
export async function writeDescribed(
  out: string,
  model: Uint8Array,
  { errors }: Pick<ModelContract, "errors">,
  folds: Parameters<typeof foldTables>[0],
): Promise<void> {
  await writeFile(pathOf(out), model);
  if (folds.length > 0) print(foldTables(folds));
  tell(
    errors
      ? `${out}: MAE ${errors.mae.toFixed(2)} bpm on ${errors.runs} runs of ${errors.runners} test runners; constant ${errors.constantMae.toFixed(2)}, linear ${errors.linearMae.toFixed(2)}, ${errors.coverage === null ? "without intervals" : `coverage ${(100 * errors.coverage).toFixed(1)} %`}.`
      : `${out}: written, its errors unmeasured.`,
  );
}
