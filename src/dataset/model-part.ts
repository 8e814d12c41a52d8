import { torchFolder } from "../model/torch-folder.ts";
import { bytesOf, fileSource, type ReadableFile } from "../reading/file-bytes.ts";
import { readOver } from "../workout/archive/byte-reading.ts";
import { isZip, zipDirectory } from "../workout/archive/zip-directory.ts";
import { isParquet } from "./parquet/parquet-magic.ts";

/**
 * Kind of a file that brings a part of a model: a whole one in ONNX, a PyTorch checkpoint, its scaler, or a Parquet
 * split that a scaler can be estimated from.
 */
export type ModelPart = "onnx" | "checkpoint" | "scaler" | "split";

/** First bytes of a file that tell what it is; a scaler's parameters are far smaller than the other number. */
export const MODEL_HEAD_BYTES = 64;
const MAX_SCALER_BYTES = 65_536;

/**
 * Tells which part of a model a file brings, by its content, or by its name where a broken file shows nothing else;
 * null for any other file, and for one that can't be read: whoever reads it whole says why.
 * @param head its first MODEL_HEAD_BYTES, or more
 */
export async function modelPartOf(file: ReadableFile, head: Uint8Array): Promise<ModelPart | null> {
  try {
    if (isParquet(head)) return "split";
    if (startsWith(head, LEGACY_TORCH) || /\.(pt|pth)$/i.test(file.name)) return "checkpoint";
    if (isZip(head)) return (await holdsPickle(file)) ? "checkpoint" : null;
    if (isOnnx(head) || /\.onnx$/i.test(file.name)) return "onnx";
    if (/^scaler\w*\.json$/i.test(file.name)) return "scaler";
    return file.size <= MAX_SCALER_BYTES && holdsScaler(await bytesOf(file)) ? "scaler" : null;
  } catch {
    return null;
  }
}

/** First bytes of files by PyTorch before 1.6, which are refused with how to convert them. */
const LEGACY_TORCH = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20];

/** Whether an archive, which may have gigabytes, holds a pickle; its directory tells. */
async function holdsPickle(file: ReadableFile): Promise<boolean> {
  return torchFolder(await readOver(fileSource(file), zipDirectory(file.size))) !== null;
}

/** A protobuf message that starts with its IR version, a small number, and its producer's name. */
function isOnnx(head: Uint8Array): boolean {
  return head[0] === 0x08 && head[1] < 16 && head[2] === 0x12;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** Whether a file's content is an object of {"mean", "std"} by name. */
function holdsScaler(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const entries = typeof value === "object" && value !== null ? Object.values(value) : [];
    return entries.some((entry) => typeof entry?.mean === "number" && typeof entry.std === "number");
  } catch {
    return false;
  }
}
