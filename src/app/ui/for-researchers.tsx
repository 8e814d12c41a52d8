import type { ReactNode } from "react";
import { usePageState } from "./page-context.ts";

/** Whether the page shows what is for researchers: models, backends, timings, error measures, codes. */
export function useIsResearcher(): boolean {
  return usePageState((state) => state.level === "researcher");
}

/** Part that only researchers see. At the runner's level it is hidden, and stays in the document. */
export function ForResearchers({ children }: { children: ReactNode }) {
  return <div hidden={!useIsResearcher()}>{children}</div>;
}
