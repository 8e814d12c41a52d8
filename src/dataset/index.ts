/** Parquet files in the published dataset's schema, its split by runner, and simulated runs. */
export { type Split, splitOf } from "./build/splits.ts";
export { hubRowOf } from "./build/statistics.ts";
export { type HubRow, hubColumnNames } from "./hub-row.ts";
export type { HubCompression } from "./parquet/hub-writer.ts";
export { readHubRows, writeHubRows } from "./parquet/parquet.ts";
export { type SimulatedRunOptions, type SimulationOptions, simulateRun, simulateRuns } from "./simulator/simulator.ts";
