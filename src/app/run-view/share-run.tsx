import { runKey } from "../state/run-items.ts";
import { csvFileOf, hashOf } from "../state/share.ts";
import { shownRun } from "../state/status.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { usePage, usePageState } from "../ui/page-context.ts";
import { saveFile } from "../ui/save-file.ts";
import { embedCode } from "./embed-code.ts";

/** Takes the run elsewhere: as a link, as the HTML that embeds it in another page, or as a table. */
export function ShareRun() {
  // Each run's anew: what was copied, or stands there to be copied, is of that run alone.
  const run = usePageState(({ selection }) => selection && runKey(selection));
  const { store } = usePage();
  const isShareable = usePageState((state) => shownRun(state)?.track != null);
  const copying = ({ textOf, ...words }: Copied) => ({
    ...words,
    isDisabled: !isShareable,
    textOf() {
      const hash = hashOf(store.getState());
      return hash === null ? null : textOf(new URL(hash, window.location.href));
    },
  });
  return (
    <div className="share-run">
      <CopyButton key={`link ${run}`} {...copying(LINK)} />
      <CopyButton key={`embed ${run}`} {...copying(EMBED_CODE)} />
      <DownloadCsv />
      <PlanCourse />
    </div>
  );
}

/** What can be copied of the shown run. */
interface Copied {
  testId: string;
  label: string;
  /** The label for a moment after it was copied. */
  copiedLabel: string;
  /** What it is, in a sentence. */
  noun: string;
  /** @param url the address of the run on this page. */
  textOf(url: URL): string;
}

const LINK: Copied = {
  testId: "share-link",
  label: "Copy link",
  copiedLabel: "Link copied",
  noun: "link",
  textOf: ({ href }) => href,
};

const EMBED_CODE: Copied = {
  testId: "share-embed",
  label: "Copy embed code",
  copiedLabel: "Code copied",
  noun: "HTML for a web page of yours",
  textOf: embedCode,
};

/** Takes the ground of the run to the place of plans. */
function PlanCourse() {
  const selection = usePageState((state) => (shownRun(state)?.track != null ? state.selection : null));
  const show = usePageState((state) => state.show);
  const planCourseOf = usePageState((state) => state.planCourseOf);
  return (
    <button
      type="button"
      data-testid="plan-run"
      disabled={selection === null}
      onClick={() => {
        show("plan");
        if (selection !== null) void planCourseOf(selection);
      }}
    >
      Plan this course
    </button>
  );
}

function DownloadCsv() {
  const predicted = usePageState((state) => shownRun(state)?.prediction != null);
  const { store } = usePage();
  function download() {
    const file = csvFileOf(store.getState());
    if (file !== null) saveFile(file, "text/csv");
  }
  return (
    <button type="button" data-testid="download-csv" disabled={!predicted} onClick={download}>
      Download CSV
    </button>
  );
}
