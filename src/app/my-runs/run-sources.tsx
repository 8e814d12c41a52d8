import { flushSync } from "react-dom";
import { type RunItem, runCountOf } from "../state/run-items.ts";
import { focusOpening } from "../ui/focus-bar.ts";
import { usePageState } from "../ui/page-context.ts";
import { sourceWords } from "./my-runs-words.ts";

/** The archives and the files of many runs that are open: what came of each, and a button that removes all of it. */
export function RunSources({ items }: { items: readonly RunItem[] }) {
  const archives = usePageState((state) => state.archives);
  const removeArchive = usePageState((state) => state.removeArchive);
  const remove = usePageState((state) => state.remove);
  const files = items.filter((item) => runCountOf(item) > 1);
  if (archives.length + files.length === 0) return null;
  return (
    <ul className="run-sources">
      {archives.map((archive) => (
        <Source
          key={archive.id}
          name={archive.file.name}
          words={sourceWords(archive)}
          onRemove={() => removeArchive(archive)}
        />
      ))}
      {files.map((file) => (
        <Source key={file.id} name={file.name} words={sourceWords(file)} onRemove={() => remove(file.id)} />
      ))}
    </ul>
  );
}

function Source({ name, words, onRemove }: { name: string; words: string; onRemove(): void }) {
  return (
    <li>
      <span>{words}</span>
      <button
        type="button"
        className="quiet"
        aria-label={`Remove all of ${name}`}
        onClick={() => {
          flushSync(onRemove);
          focusTable();
        }}
      >
        Remove all
      </button>
    </li>
  );
}

/** Takes the keyboard to the row that it is at; where no row is left, to what opens runs. */
function focusTable(): void {
  const row = document.querySelector<HTMLElement>('.my-runs .row-link[tabindex="0"]');
  if (row === null) focusOpening();
  else row.focus();
}
