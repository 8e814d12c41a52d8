import { asPredictorError, type ErrorCode, PredictorError } from "./error.ts";

/** An error as it crosses a thread: classes do not. */
export interface WireError {
  code: ErrorCode;
  message: string;
}

export function wireError(thrown: unknown): WireError {
  const { code, message } = asPredictorError(thrown);
  return { code, message };
}

export function revivedError({ code, message }: WireError): PredictorError {
  return new PredictorError(code, message);
}
