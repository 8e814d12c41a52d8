import type { PredictorError } from "../../base/error.ts";
import { ForResearchers } from "./for-researchers.tsx";

interface Props {
  error: PredictorError;
  /** The file, sample, link or model that it is about. */
  about: string;
}

/** Notice of an error and of what to do, at the place where it happened. */
export function ErrorNotice({ error, about }: Props) {
  return (
    <div
      className={error.code === "intent-needed" ? "error asking" : "error"}
      role="alert"
      data-testid="error"
      data-code={error.code}
      data-run={about}
    >
      <p>{error.message}</p>
      <ForResearchers>
        <p className="error-code">{error.code}</p>
      </ForResearchers>
    </div>
  );
}
