import { useState, useSyncExternalStore } from "react";
import { CalibrationChoice } from "./calibration-choice.tsx";
import { ModelChoice } from "./model-choice.tsx";
import { Runner } from "./runner.tsx";

/** As in layout.css: from here on the settings stand beside the picture, below they would stand before it. */
const WIDE = "(width >= 960px)";

/** Runner and model; folded away where they would push the picture off the screen. */
export function Settings() {
  const wide = useSyncExternalStore(onWideChange, () => window.matchMedia(WIDE).matches);
  const [unfolded, setUnfolded] = useState(false);
  return (
    <details
      className="disclosure settings"
      open={wide || unfolded}
      onToggle={({ currentTarget }) => {
        if (!wide) setUnfolded(currentTarget.open);
      }}
    >
      <summary>Runner and model</summary>
      <Runner />
      <CalibrationChoice />
      <ModelChoice />
    </details>
  );
}

function onWideChange(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
