import "./explorer.css";
import { Datasets } from "./datasets.tsx";
import { SplitPanel } from "./split-panel.tsx";

/** The place of datasets: those that can be opened, and the one that is. */
export function DatasetsPlace() {
  return (
    <div className="datasets-place">
      <Datasets />
      <SplitPanel />
    </div>
  );
}
