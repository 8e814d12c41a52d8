import { Component, type ReactNode } from "react";
import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";

interface Props {
  /** Another one is reason to try again. */
  shownId: number | undefined;
  children: ReactNode;
}

/** The last resort: what fails as it is drawn says so, and the rest of the page works on. */
export class ErrorBoundary extends Component<Props, { error: PredictorError | null }> {
  override state: { error: PredictorError | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: asPredictorError(thrown) };
  }

  override componentDidUpdate(before: Props) {
    if (before.shownId !== this.props.shownId && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <ErrorNotice error={error} about="" />;
  }
}
