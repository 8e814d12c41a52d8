import { type ReactNode, useState, useSyncExternalStore } from "react";

/** As in layout.css: from here on the rail stands beside the picture, below it would stand before it. */
const WIDE = "(width >= 60rem)";

interface Props {
  summary: string;
  className: string;
  children: ReactNode;
}

/** A part of the rail, folded away where it would push the picture off the screen. */
export function Folded({ summary, className, children }: Props) {
  const wide = useSyncExternalStore(onWideChange, () => window.matchMedia(WIDE).matches);
  const [unfolded, setUnfolded] = useState(false);
  return (
    <details
      className={`disclosure folded ${className}`}
      open={wide || unfolded}
      onToggle={({ currentTarget }) => {
        if (!wide) setUnfolded(currentTarget.open);
      }}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

function onWideChange(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
