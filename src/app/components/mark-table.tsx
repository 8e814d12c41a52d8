import type { FocusEvent } from "react";
import { useStore } from "zustand";
import type { Span } from "../../workout/workout.ts";
import { morePlacesWords } from "../ledger-words.ts";
import { type Mark, type MarkStore, toggleMark } from "../marks.ts";
import { spanWords } from "../words.ts";

interface Props {
  marks: readonly Mark[];
  choice: MarkStore;
  /** What the last column holds. */
  ruleHead: string;
  /** Brings a place, or with null whatever they show, before the eyes. */
  onShow(place: Span | null): void;
}

/** More places than this are only counted: the charts shade them all. */
const PLACES_LISTED = 3;

/** What was found of a run, a row each: what, how many, where and by which rule. */
export function MarkTable({ marks, choice, ruleHead, onShow }: Props) {
  return (
    <table className="marks">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">How many</th>
          <th scope="col">Where</th>
          <th scope="col">{ruleHead}</th>
        </tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <Row key={mark.id} mark={mark} choice={choice} onShow={onShow} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ mark, choice, onShow }: Pick<Props, "choice" | "onShow"> & { mark: Mark }) {
  const { id, count, rule } = mark;
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
      </th>
      <td className="mark-count">{count}</td>
      <td className="mark-places">
        <Places
          mark={mark}
          onShow={(place) => {
            choice.setState({ chosen: id });
            onShow(place);
          }}
        />
      </td>
      <td className="note mark-rule">{rule}</td>
    </tr>
  );

  function leaves({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): boolean {
    return !currentTarget.contains(relatedTarget);
  }
}

function Name({ mark: { id, name, spans }, choice, onShow }: Pick<Props, "choice" | "onShow"> & { mark: Mark }) {
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

function Places({ mark: { spans }, onShow }: { mark: Mark; onShow(place: Span): void }) {
  if (spans.length === 0) return "the whole run";
  const rest = spans.length - PLACES_LISTED;
  return (
    <>
      {spans.slice(0, PLACES_LISTED).map((span) => (
        <button
          key={span.startS}
          type="button"
          className="place"
          aria-label={`Zoom to ${spanWords(span)}`}
          onClick={() => onShow(span)}
        >
          {spanWords(span)}
        </button>
      ))}
      {rest > 0 && <span className="note more-places">{morePlacesWords(rest)}</span>}
    </>
  );
}
