import { PredictorError } from "../../base/error.ts";

export function malformedParquet(message: string, cause?: unknown): PredictorError {
  return new PredictorError("malformed-parquet", message, cause);
}

/** Turns an error from walking a file's structures into a sentence. */
export function damaged(cause: unknown): PredictorError {
  if (cause instanceof PredictorError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return malformedParquet(`The Parquet file can't be read: ${detail}: it is damaged. Download it again.`, cause);
}
