import { Component, type ReactNode } from "react";
import { asPredictorError, type PredictorError } from "../../workout/error.ts";
import { ErrorNotice } from "./error-notice.tsx";

/** The last resort: what fails as it is drawn says so, and the rest of the page works on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: PredictorError | null }> {
  override state: { error: PredictorError | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: asPredictorError(thrown) };
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <ErrorNotice error={error} about="" />;
  }
}
