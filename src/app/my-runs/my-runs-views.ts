/** The views of My runs, in one chunk: a chunk each would tear apart what the first script shares with them. */
export { CompareBar } from "./compare/compare-bar.tsx";
export { Comparison } from "./compare/comparison.tsx";
export { MyRuns } from "./my-runs.tsx";
