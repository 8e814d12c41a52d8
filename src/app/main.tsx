import openingPrediction from "virtual:opening-prediction";
import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createBundledSplit } from "../dataset/bundled-split.ts";
import { samples } from "../dataset/samples.ts";
import { createSplitReader } from "../dataset/split-client.ts";
import { createPredictor } from "../inference/client.ts";
import { download } from "../inference/download.ts";
import { createReader } from "../reading/client.ts";
import { scoreSplit } from "../scoring/score-split.ts";
import { createTally } from "../scoring/tally.ts";
import { holdWhenQuiet } from "./offline/hold-when-quiet.ts";
import { App } from "./page/app.tsx";
import { deviceKeeper } from "./page/device-keeper.ts";
import { createDrawnStore } from "./page/drawn-store.ts";
import { EmbeddedPage } from "./page/embedded-page.tsx";
import { followAddress } from "./page/follow-address.ts";
import { OPENING_LINK, OPENING_NAME } from "./page/opening-run.ts";
import { allDrawn } from "./scoring/drawing-queue.ts";
import { createPageStore } from "./state/page-store.ts";
import { scoringWorkers } from "./state/scoring-job.ts";
import { PageContext } from "./ui/page-context.ts";
import { saveBlob } from "./ui/save-file.ts";
import "./styles/index.css";

const fromPage = (path: string) => new URL(path, document.baseURI).href;

const models = __MODEL_NAMES__.map((name) => ({
  name,
  // The development server has the file alone as it lies in public/.
  source: fromPage(import.meta.env.DEV ? `models/${name}.onnx` : `models/${name}.onnx.gz`),
  cardUrl: fromPage(`models/${name}.md`),
}));

const splitReader = createSplitReader();
const splitUrl = fromPage("data/test.parquet");
const cores = navigator.hardwareConcurrency;
const machine = { runtimeVersion: __RUNTIME_VERSION__, workers: scoringWorkers(cores), keeper: deviceKeeper };

const store = createPageStore({
  reader: createReader(),
  predictor: createPredictor(),
  splitReader,
  splitUrl,
  bundledSplit: createBundledSplit(splitReader, splitUrl),
  scoring: { scoreSplit, tally: createTally(), cores, drawn: allDrawn },
  download,
  machine,
  library: {
    open: async () => {
      const { BrowserLibrary } = await import("../library/browser-library.ts");
      return new BrowserLibrary();
    },
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
    save: async (name, content) => saveBlob(name, await new Response(content).blob()),
  },
  planTools: () => import("./state/plan/plan-tools.ts"),
  pageHolder: async () => {
    const { createPageHolder } = await import("./offline/page-holder.ts");
    return createPageHolder(fromPage("./"), import.meta.url);
  },
  models,
  samples,
  opening: { name: OPENING_NAME, link: OPENING_LINK, prediction: openingPrediction },
});

/** Whether the page stands, small, in another page's frame. */
const isEmbedded = new URLSearchParams(window.location.search).has("embed");

followAddress(store);

const drawn = createDrawnStore(store);

const container = document.getElementById("page")!;
// From here on the page answers: until now its HTML held a picture of it.
container.inert = false;
const root = createRoot(container);
flushSync(() =>
  root.render(
    <StrictMode>
      <PageContext value={{ store, drawn, samples, machine }}>{isEmbedded ? <EmbeddedPage /> : <App />}</PageContext>
    </StrictMode>,
  ),
);

// The development server changes its files under the page's hands.
if (!import.meta.env.DEV) void holdWhenQuiet(store);
