import { type FormEvent, useId, useState } from "react";
import { webAddress } from "../../sharing/web-address.ts";
import { askedHosts, isSameSource, type SplitSource, sourceKey, sourceName } from "../state/explorer/sources.ts";
import { Fold } from "../ui/fold.tsx";
import { useIsResearcher } from "../ui/for-researchers.tsx";
import { usePageState } from "../ui/page-context.ts";
import { placeWords } from "./explorer-words.ts";

/** The splits that can be browsed: those at hand, and those of other servers, which a runner unfolds. */
export function Datasets() {
  const sources = usePageState((state) => state.explorer.sources);
  const shown = usePageState((state) => state.explorer.shown?.source ?? null);
  const isResearcher = useIsResearcher();
  const isAtHand = (source: SplitSource) =>
    isResearcher || source.kind !== "url" || (shown !== null && isSameSource(shown, source));
  return (
    <section className="datasets" aria-labelledby="datasets-title">
      <h2 id="datasets-title" className="place-title">
        Datasets
      </h2>
      <p className="note">Many runs at once, to browse, and to see how far the model is off.</p>
      <SourceList sources={sources.filter(isAtHand)} />
      <Fold name="dataset-address" summary="From another address">
        <SourceList sources={sources.filter((source) => !isAtHand(source))} />
        <AddressForm />
      </Fold>
    </section>
  );
}

function SourceList({ sources }: { sources: readonly SplitSource[] }) {
  return (
    sources.length > 0 && (
      <ul>
        {sources.map((source) => (
          <li key={sourceKey(source)}>
            <Source source={source} />
          </li>
        ))}
      </ul>
    )
  );
}

function Source({ source }: { source: SplitSource }) {
  const openSplit = usePageState((state) => state.openSplit);
  const isShown = usePageState(({ explorer: { shown } }) => shown !== null && isSameSource(shown.source, source));
  return (
    <button
      type="button"
      title={source.kind === "url" ? source.url : undefined}
      aria-pressed={isShown}
      onClick={() => openSplit(source)}
    >
      <span className="source-name">{sourceName(source)}</span>
      <span className="note">{placeWords(source)}</span>
    </button>
  );
}

/** Any address: the server that would be asked stands on the button. */
function AddressForm() {
  const id = useId();
  const openSplit = usePageState((state) => state.openSplit);
  const [typed, setTyped] = useState("");
  const [isRefused, setRefused] = useState(false);
  const url = webAddress(typed.trim());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (url === null) return setRefused(true);
    openSplit({ kind: "url", url });
    setTyped("");
  }

  return (
    <form className="fields" noValidate onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>Address of a Parquet file</label>
        <input
          id={id}
          type="url"
          value={typed}
          placeholder="https://"
          aria-invalid={isRefused}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            setTyped(target.value);
            setRefused(false);
          }}
        />
        <p id={`${id}-hint`} className={isRefused ? "note invalid" : "note"}>
          {isRefused
            ? "This is not a whole address. Write it like https://example.org/test.parquet, without a name or password."
            : "In the columns of the published dataset. Only the parts that are looked at are fetched."}
        </p>
      </div>
      <button type="submit">{url === null ? "Fetch" : `Fetch from ${askedHosts(url)}`}</button>
    </form>
  );
}
