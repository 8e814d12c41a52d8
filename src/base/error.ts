/** Kinds of errors that page and terminal tell apart. */
export type ErrorCode =
  | "empty-file"
  | "unknown-format"
  | "malformed-xml"
  | "malformed-json"
  | "malformed-csv"
  | "malformed-gzip"
  | "malformed-zip"
  | "malformed-fit"
  | "malformed-parquet"
  | "too-large"
  | "too-slow"
  | "unreadable-file"
  | "no-file"
  | "no-runs"
  | "no-runner"
  | "no-heart-rate"
  | "other-sport"
  | "no-time"
  | "no-speed"
  | "contradiction"
  | "too-short"
  | "unequal-lengths"
  | "bad-value"
  | "bad-link"
  | "newer-link"
  | "bad-library"
  | "newer-library"
  | "not-kept"
  | "name-taken"
  | "other-grid"
  | "storage-denied"
  | "storage-full"
  | "bad-checkpoint"
  | "bad-scaler"
  | "bad-model"
  | "unknown-feature"
  | "intent-needed"
  | "unknown-sample"
  | "unknown-model"
  | "not-loaded"
  | "backend-failed"
  | "download-failed"
  | "no-access"
  | "no-ranges"
  | "cancelled"
  | "usage"
  | "unexpected";

/** Letters of an error's sentence, which may quote what a file says of itself. @limit */
const MAX_SENTENCE_LETTERS = 1000;

/**
 * The one error that reaches a person.
 * `message` is a sentence that says what is wrong, where, and what to do; `code` is for the interface to act on.
 */
export class PredictorError extends Error {
  override readonly name = "PredictorError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(
      message.length > MAX_SENTENCE_LETTERS ? `${message.slice(0, MAX_SENTENCE_LETTERS)}…` : message,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
  }
}

/** Any thrown value as a PredictorError; one that already is passes through. */
export function asPredictorError(thrown: unknown): PredictorError {
  if (thrown instanceof PredictorError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new PredictorError("unexpected", `Something failed that should not have: ${detail}`, thrown);
}

/**
 * The error of what was called off.
 * @param before what it had not come to
 */
export function cancelled(before = "it was done"): PredictorError {
  return new PredictorError("cancelled", `Stopped before ${before}.`);
}
