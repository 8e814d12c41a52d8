import type { WireError } from "../workout/wire-error.ts";
import type { ReadableFile } from "./file-bytes.ts";
import type { WireRun } from "./wire-run.ts";

/** One at a time: the worker is asked again once it has answered. */
export type ReadRequest = { kind: "read"; file: ReadableFile };

export type ReadAnswer = { kind: "runs"; runs: WireRun[]; parseMs: number } | { kind: "failed"; error: WireError };
