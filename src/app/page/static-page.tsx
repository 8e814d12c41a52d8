import { renderToStaticMarkup } from "react-dom/server";
import { samples } from "../../dataset/samples.ts";
import type { KeptPrediction } from "../state/kept-prediction.ts";
import { createPageStore, type PageParts } from "../state/page-store.ts";
import { DrawnWidth } from "../ui/drawn-width.ts";
import { PageContext } from "../ui/page-context.ts";
import { App } from "./app.tsx";
import { OPENING_LINK, OPENING_NAME } from "./opening-run.ts";

/** Answers nothing: the page is drawn as it stands before anything has come. */
const silent = new Proxy({}, { get: () => () => new Promise(() => {}) }) as never;

/**
 * The page as it opens, as markup, with charts that stretch from the given width to whatever there is.
 */
export function staticPage(prediction: KeptPrediction, widthPx: number): string {
  const machine = {
    runtimeVersion: "",
    workers: 1,
    keeper: { read: () => null, write() {}, forget() {}, onChangeElsewhere() {} },
  };
  const parts: PageParts = {
    reader: silent,
    predictor: silent,
    splitReader: silent,
    splitUrl: "https://page.invalid/",
    bundledSplit: silent,
    scoring: { scoreSplit: silent, tally: silent, cores: 1, drawn: silent },
    download: silent,
    machine,
    library: { open: silent, persist: silent, save: silent },
    planTools: silent,
    pageHolder: silent,
    models: __MODEL_NAMES__.map((name) => ({ name, source: "", cardUrl: null })),
    samples,
    opening: { name: OPENING_NAME, link: OPENING_LINK, prediction },
  };
  const store = createPageStore(parts);
  store.getState().start("");
  // Where there is no browser, React reads what a store began with.
  const standing = { ...store, getInitialState: store.getState };
  return renderToStaticMarkup(
    <PageContext value={{ store, drawn: standing, samples, machine }}>
      <DrawnWidth value={widthPx}>
        <App />
      </DrawnWidth>
    </PageContext>,
  );
}
