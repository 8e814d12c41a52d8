/** A folder of `src/`, and what its files may import beside one another. */
export interface Room {
  /** What it holds, in a table's cell. */
  holds: string;
  /** Rooms that it may import. */
  rooms: readonly string[];
  /** Packages that it may import, with all below them; `zustand/vanilla` is that part alone. */
  libraries: readonly string[];
}

/** Rooms that only compute: no page, no worker, no platform. */
const COMPUTING = [
  ...["src/base", "src/workout", "src/features", "src/model"],
  ...["src/evaluation", "src/planning", "src/sharing"],
];
/** What is drawn knows runs, datasets and models as types and figures. */
const DRAWN = [...COMPUTING, "src/dataset", "src/inference"];
/** All that the page stands on. */
const BELOW_PAGE = [...DRAWN, "src/reading", "src/scoring", "src/library"];

/** What every view of the page may know of the page. */
const TOOLS = ["src/app/ui", "src/app/state", "src/app/format"];
const REACT = ["react", "react-dom", "zustand"];

/** Folders that any of the places shows a part of. */
const PARTS = ["src/app/runner", "src/app/recording", "src/app/models", "src/app/charts", "src/app/replay"];
const PLACES = [
  "src/app/run-list",
  "src/app/run-view",
  "src/app/my-runs",
  "src/app/plan",
  "src/app/explorer",
  "src/app/scoring",
];

/**
 * The one table of who may import whom, which `npm run check` holds every import of `src/` against. Tests may import
 * anything; nothing but tests may import `src/testing`.
 */
export const ROOMS: Readonly<Record<string, Room>> = {
  "src/base": {
    holds:
      "what every room needs and that knows nothing of runs: errors, limits, bytes, clock, statistics, random numbers, workers",
    rooms: [],
    libraries: [],
  },
  "src/workout": {
    holds:
      "what a run is: `formats/`, one module a format; `archive/`, ZIP archives of them; `repair/`; `quality/`, checks of a recording; resampling and smoothing",
    rooms: ["src/base"],
    libraries: ["fflate", "saxes"],
  },
  "src/reading": {
    holds: "bytes of files and of answers; the worker that reads files",
    rooms: ["src/base", "src/workout"],
    libraries: [],
  },
  "src/features": {
    holds: "the feature catalogue: name → column",
    rooms: ["src/base", "src/workout"],
    libraries: [],
  },
  "src/model": {
    holds: "the contract that a model file carries; the PyTorch checkpoint reader; the ONNX writer",
    rooms: ["src/base", "src/workout", "src/features"],
    libraries: ["pbf"],
  },
  "src/dataset": {
    holds:
      "Parquet ⇄ runs: `parquet/`; `http/`, files on servers; splits and their worker; `build/`, datasets, the published filter and training tensors; `simulator/`",
    rooms: ["src/base", "src/workout", "src/reading", "src/features", "src/model"],
    libraries: ["apache-arrow", "parquet-wasm"],
  },
  "src/inference": {
    holds: "the one adapter around ONNX Runtime; its worker; backends",
    rooms: ["src/base", "src/workout", "src/reading", "src/features", "src/model", "src/dataset"],
    libraries: ["onnxruntime-web"],
  },
  "src/evaluation": {
    holds:
      "errors, `parts/` of what is expected, causes, deviations, zones, intervals, calibration, baselines, the finding; splits, drift and recovery; comparisons; the report and the scorecard of many runs; `trend/`, a runner's state over dates",
    rooms: ["src/base", "src/workout", "src/features", "src/model"],
    libraries: ["ml-matrix"],
  },
  "src/planning": {
    holds:
      "runs before they are run: pacing, the plan on a model's grid, the pace that keeps under a heart rate, figures",
    rooms: ["src/base", "src/workout", "src/model", "src/evaluation"],
    libraries: [],
  },
  "src/sharing": {
    holds: "links and CSV",
    rooms: ["src/base", "src/workout", "src/model", "src/evaluation", "src/planning"],
    libraries: ["fflate"],
  },
  "src/library": {
    holds:
      "a runner's runs on their own device: what is kept of a run, which recordings are of one run, the browser's database",
    rooms: ["src/base", "src/workout", "src/model", "src/evaluation", "src/sharing"],
    libraries: ["fflate", "idb"],
  },
  "src/scoring": {
    holds: "runs of a split to their scores: one function for page and terminal, the pool of workers, the tally",
    rooms: [
      ...["src/base", "src/workout", "src/features", "src/model"],
      ...["src/dataset", "src/inference", "src/evaluation"],
    ],
    libraries: [],
  },
  "src/serving": {
    holds: "the server of the page's files on this machine, compressed as hosts do",
    rooms: [],
    libraries: ["node:", "sirv"],
  },
  "src/package": {
    holds: "what a program imports of the package without naming a room: a file to a sentence, by the bundled model",
    rooms: ["src/workout", "src/model", "src/inference", "src/evaluation"],
    libraries: [],
  },
  "src/offline": {
    holds: "the service worker, which holds the page on the device; what page and worker say to one another",
    rooms: [],
    libraries: ["workbox-precaching", "workbox-routing", "workbox-strategies"],
  },
  "src/cli": {
    holds: "`hr`: the same rooms from a terminal",
    rooms: [...DRAWN, "src/scoring", "src/library", "src/serving"],
    libraries: ["node:"],
  },
  "src/app": {
    holds: "`main.tsx`, which wires workers, store and page",
    rooms: [...BELOW_PAGE, "src/app/page", "src/app/offline", "src/app/scoring", ...TOOLS, "src/app/styles"],
    libraries: [...REACT, "virtual:opening-prediction"],
  },
  "src/app/page": {
    holds: "the shell: places, dropping, address, errors",
    rooms: [...DRAWN, ...PLACES, ...PARTS, "src/app/offline", ...TOOLS],
    libraries: REACT,
  },
  "src/app/run-list": {
    holds: "what opens runs: choose, paste, samples; stop and go on; what was not read",
    rooms: [...DRAWN, ...PARTS, ...TOOLS],
    libraries: REACT,
  },
  "src/app/run-view": {
    holds: "one run: sentence, charts, route, figures, splits, drift, recovery, share",
    rooms: [...DRAWN, "src/app/run-list", ...PARTS, ...TOOLS],
    libraries: REACT,
  },
  "src/app/my-runs": {
    holds:
      "the runs that are open, and those of the library, beside one another: the table, `trend/`, `compare/`, what they came in, removing them",
    rooms: [...DRAWN, "src/library", "src/app/run-list", ...PARTS, ...TOOLS],
    libraries: REACT,
  },
  "src/app/plan": {
    holds: "a course before it is run: course, target, what is expected, what if; what leaves the page of it",
    rooms: [...DRAWN, ...PARTS, ...TOOLS],
    libraries: REACT,
  },
  "src/app/explorer": {
    holds: "a dataset: sources, table, filter",
    rooms: [...DRAWN, "src/app/scoring", ...PARTS, ...TOOLS],
    libraries: REACT,
  },
  "src/app/scoring": {
    holds: "a dataset's runs scored",
    rooms: [...DRAWN, ...PARTS, ...TOOLS],
    libraries: [...REACT, "recharts"],
  },
  "src/app/recording": {
    holds: "whether a recording can be trusted: repairs, flags, as recorded, excluded stretches",
    rooms: [...DRAWN, ...TOOLS],
    libraries: REACT,
  },
  "src/app/models": {
    holds: "which model, adding one, what it runs on, its card",
    rooms: [...DRAWN, "src/app/runner", ...TOOLS],
    libraries: [...REACT, "markdown-to-jsx"],
  },
  "src/app/runner": {
    holds: "what a runner knows of themselves, and what a prediction is fitted to",
    rooms: [...DRAWN, ...TOOLS],
    libraries: REACT,
  },
  "src/app/offline": {
    holds: "holding the page on the device, changing to a newer version, files that the system opens",
    rooms: ["src/base", "src/offline", ...TOOLS],
    libraries: REACT,
  },
  "src/app/replay": {
    holds: "the player of one run or several; `film/`, its pictures and films; `view-picture/`, those of other views",
    rooms: [...DRAWN, "src/app/charts", ...TOOLS],
    libraries: [...REACT, "gifenc", "mp4-muxer"],
  },
  "src/app/charts": {
    holds: "axes, frame, crosshair, the series of a run: shared by charts",
    rooms: [...COMPUTING, ...TOOLS],
    libraries: REACT,
  },
  "src/app/ui": {
    holds: "buttons, notices and hooks that know no run",
    rooms: ["src/base", "src/dataset", "src/app/state", "src/app/format"],
    libraries: [...REACT, "@tanstack/react-virtual"],
  },
  "src/app/state": {
    holds: "what can happen: one slice a file, without React or DOM",
    rooms: [...BELOW_PAGE, "src/app/format"],
    libraries: ["zustand/vanilla"],
  },
  "src/app/format": {
    holds: "numbers, units, names of metrics",
    rooms: ["src/base", "src/workout"],
    libraries: [],
  },
  "src/app/styles": {
    holds: "tokens, controls and layout; a feature's own styles lie beside it",
    rooms: [],
    libraries: [],
  },
};
