import { PredictorError } from "../../base/error.ts";

/** Libraries that read and write Parquet: Arrow holds the columns, parquet-wasm the format. */
export interface Libraries {
  arrow: typeof import("apache-arrow");
  parquet: typeof import("parquet-wasm");
}

let libraries: Promise<Libraries> | null = null;

/**
 * The libraries, fetched at the first call; after a failure the next call tries again.
 * @throws PredictorError `not-loaded`.
 */
export function loadLibraries(): Promise<Libraries> {
  libraries ??= fetchLibraries().catch((cause) => {
    libraries = null;
    throw new PredictorError(
      "not-loaded",
      "The Parquet reader could not be fetched: check the connection and try again.",
      cause,
    );
  });
  return libraries;
}

async function fetchLibraries(): Promise<Libraries> {
  const [arrow, parquet] = await Promise.all([import("apache-arrow"), import("parquet-wasm")]);
  // Under Node the package resolves to an entry that is ready once imported and has no such function; the other entry
  // fetches its wasm from beside itself, where the bundler has put it.
  if (typeof parquet.default === "function") await parquet.default();
  return { arrow, parquet };
}
