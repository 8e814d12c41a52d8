import { type FocusEvent, useState } from "react";
import { useStore } from "zustand";
import type { Span } from "../../workout/workout.ts";
import { ForResearchers } from "../ui/for-researchers.tsx";
import { usePageState } from "../ui/page-context.ts";
import { leaveOutWords, putBackWords, spanWords } from "./excluded-words.ts";
import { morePlacesWords, moreRowsWords } from "./ledger-words.ts";
import { type Mark, type MarkStore, toggleMark } from "./marks.ts";

type IsExcluded = (place: Span) => boolean;

interface Props {
  marks: readonly Mark[];
  choice: MarkStore;
  /** Headings of the second and the last column. */
  sizeHead?: string;
  meaningHead: string;
  /** Whether a place is excluded; given where places can be. */
  isExcluded?: IsExcluded | undefined;
  /** Scrolls to the charts, zoomed to a place; with null, as they are. */
  onShow(place: Span | null): void;
}

/** Places of a row before "more" is asked for. */
const PLACES_LISTED = 3;

/** Places of a row that are listed at most; the charts shade them all. */
const MOST_PLACES = 100;

/** Rows before "more" is asked for. */
const ROWS_LISTED = 12;

/** The repairs or flags of a run, a row each: what, how many, where, and what it means. */
export function MarkTable({ marks, choice, sizeHead = "How many", meaningHead, isExcluded, onShow }: Props) {
  const [all, setAll] = useState(false);
  const listed = all ? marks : marks.slice(0, ROWS_LISTED);
  return (
    <>
      <table className="marks">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{sizeHead}</th>
            <th scope="col">Where</th>
            <th scope="col">{meaningHead}</th>
          </tr>
        </thead>
        <tbody>
          {listed.map((mark) => (
            <Row key={mark.id} mark={mark} choice={choice} isExcluded={isExcluded} onShow={onShow} />
          ))}
        </tbody>
      </table>
      {marks.length > ROWS_LISTED && (
        <button type="button" className="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : moreRowsWords(marks.length - ROWS_LISTED)}
        </button>
      )}
    </>
  );
}

type RowProps = Pick<Props, "choice" | "isExcluded" | "onShow"> & { mark: Mark };

function Row({ mark, choice, isExcluded, onShow }: RowProps) {
  const { id, count, meaning, rule, code } = mark;
  const point = (pointed: string | null) => choice.setState({ pointed });
  return (
    <tr
      data-mark={id}
      onPointerEnter={({ pointerType }) => pointerType !== "touch" && point(id)}
      onPointerLeave={() => point(null)}
      onFocus={() => point(id)}
      onBlur={(event) => leaves(event) && point(null)}
    >
      <th scope="row">
        <Name mark={mark} choice={choice} onShow={onShow} />
        {code !== undefined && (
          <ForResearchers>
            <span className="note">{code}</span>
          </ForResearchers>
        )}
      </th>
      <td className="mark-count">{count}</td>
      <td className="mark-places">
        <Places
          mark={mark}
          isExcluded={isExcluded}
          onShow={(place) => {
            choice.setState({ chosen: id });
            onShow(place);
          }}
        />
      </td>
      <td className="note mark-meaning">
        {meaning}
        {rule !== undefined && <ForResearchers>{rule}</ForResearchers>}
      </td>
    </tr>
  );

  function leaves({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): boolean {
    return !currentTarget.contains(relatedTarget);
  }
}

function Name({ mark: { id, name, spans }, choice, onShow }: Omit<RowProps, "isExcluded">) {
  const isChosen = useStore(choice, ({ chosen }) => chosen === id);
  if (spans.length === 0) return name;
  return (
    <button
      type="button"
      className="mark-name"
      aria-pressed={isChosen}
      aria-label={`${name}: shade on the charts`}
      onClick={() => {
        toggleMark(choice, id);
        if (!isChosen) onShow(null);
      }}
    >
      {name}
    </button>
  );
}

function Places({ mark: { spans, elsewhere }, isExcluded, onShow }: Omit<RowProps, "choice">) {
  const [all, setAll] = useState(false);
  if (spans.length === 0) return elsewhere ?? "the whole run";
  const listed = spans.slice(0, all ? MOST_PLACES : PLACES_LISTED);
  return (
    <>
      {listed.map((span) => (
        <span key={`${span.startS} ${span.endS}`} className="mark-place">
          <button
            type="button"
            className="place"
            aria-label={`Zoom to ${spanWords(span)}`}
            onClick={() => onShow(span)}
          >
            {spanWords(span)}
          </button>
          {isExcluded && <Exclusion span={span} isExcluded={isExcluded} />}
        </span>
      ))}
      {all && spans.length > MOST_PLACES && (
        <span className="note more-places">{morePlacesWords(spans.length - MOST_PLACES)}</span>
      )}
      {spans.length > PLACES_LISTED && (
        <button type="button" className="place more-places" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : morePlacesWords(spans.length - PLACES_LISTED)}
        </button>
      )}
    </>
  );
}

/** The button that excludes a place, or puts it back. */
function Exclusion({ span, isExcluded }: { span: Span; isExcluded: IsExcluded }) {
  const leaveOut = usePageState((state) => state.leaveOut);
  const putBack = usePageState((state) => state.putBack);
  const isOut = isExcluded(span);
  return (
    <button
      type="button"
      className="place exclusion"
      aria-label={isOut ? putBackWords(span) : leaveOutWords(span)}
      onClick={() => (isOut ? putBack : leaveOut)(span)}
    >
      {isOut ? "Put back" : "Exclude"}
    </button>
  );
}
