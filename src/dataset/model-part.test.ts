import { expect, test } from "vitest";
import type { ReadableFile } from "../reading/file-bytes.ts";
import { checkpointContent, torchFile } from "../testing/checkpoint-file.ts";
import { gpxFile } from "../testing/gpx-file.ts";
import { randomNetwork } from "../testing/lstm-oracle.ts";
import { zipFile } from "../testing/zip-file.ts";
import { MODEL_HEAD_BYTES, type ModelPart, modelPartOf } from "./model-part.ts";

const checkpoint = torchFile(
  checkpointContent(randomNetwork({ inputSize: 3, hiddenSize: 2, layers: 1, directions: 1 }, 1)),
);
const legacy = Uint8Array.of(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a);
const partOf = async (file: ReadableFile) =>
  modelPartOf(file, new Uint8Array(await file.slice(0, MODEL_HEAD_BYTES).arrayBuffer()));
const scaler = '{"speed": {"mean": 9.5, "std": 2}}';

test.each<[string, BlobPart, ModelPart | null]>([
  ["renamed.zip", checkpoint as BlobPart, "checkpoint"],
  ["old.bin", legacy, "checkpoint"],
  ["cut.pt", "", "checkpoint"],
  ["archive.zip", zipFile([{ name: "runs/monday.gpx", content: "" }]) as BlobPart, null],
  ["cut.zip", "PK\x03\x04 model/data.pkl", null],
  ["cut-model.pt", "PK\x03\x04 model/data.pkl", "checkpoint"],
  ["model", Uint8Array.of(8, 7, 0x12, 7, 0x70), "onnx"],
  ["text.onnx", "no model", "onnx"],
  ["params.txt", scaler, "scaler"],
  ["scaler_params.json", "{broken", "scaler"],
  ["split", "PAR1…", "split"],
  ["run.json", '{"speed": [9, 9.5], "altitude": [1, 2]}', null],
  ["null.json", "null", null],
  ["run.gpx", gpxFile({ minutes: 1 }), null],
  ["empty", "", null],
])("%s is told by its content, or by its name where that tells nothing", async (name, content, part) => {
  expect(await partOf(new File([content], name))).toBe(part);
});

test("of an archive of any size, only the list of what it holds is read", async () => {
  const filler = { name: "video.mp4", content: new Uint8Array(5_000_000), packing: "stored" } as const;
  const archive = new File([zipFile([filler, filler]) as BlobPart], "large.zip");
  let read = 0;
  const slice = (from: number, to: number) => {
    read += to - from;
    return archive.slice(from, to);
  };
  const { name, size } = archive;
  expect(await partOf({ name, size, slice, arrayBuffer: () => archive.arrayBuffer() })).toBeNull();
  expect(read).toBeLessThan(100_000);
});
