import type { ReactNode } from "react";
import { usePageState } from "./page-context.ts";

interface Props {
  /** Name under which its state is kept. */
  name: string;
  summary: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Whether a fold is open: all are closed at first. */
export function useIsOpen(name: string): boolean {
  return usePageState(({ folds }) => Object.hasOwn(folds, name) && folds[name]);
}

/** A part of the page under one line that opens and closes it; the next visit finds it as it was left. */
export function Fold({ name, summary, className = "", children }: Props) {
  const isOpen = useIsOpen(name);
  const setFold = usePageState((state) => state.setFold);
  return (
    <details
      className={`disclosure ${className}`}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== isOpen) setFold(name, currentTarget.open);
      }}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
