import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { NotFetched } from "../ui/not-fetched.tsx";
import { usePageState } from "../ui/page-context.ts";
import { useMedia } from "../ui/use-media.ts";
import { createReplay, play, type ReplayStore, showWhole } from "./clock.ts";
import { SaveControls } from "./film/save-controls.tsx";
import { OPEN_WORDS } from "./replay-words.ts";
import type { ReplaySubject } from "./scene.ts";
import "./replay.css";

/** Fetched as a replay is opened. */
const Player = lazy(() => import("./player.tsx").catch(() => ({ default: NotFetched })));

interface Props {
  subject: ReplaySubject;
  /** Whether all of it is predicted: until then nothing is played. */
  isReady: boolean;
  /** Whether it is to be played without being opened first. */
  isWished: boolean;
  /** Choices of what is played. */
  children?: ReactNode;
  /** Another way to take it along. */
  more?: ReactNode;
}

/** A run, or several, played from the start to the end; and what can be saved of it. */
export function ReplaySection({ subject, isReady, isWished, children, more }: Props) {
  const [replay] = useState(createReplay);
  const phase = useStore(replay, (own) => own.phase);
  const isStill = useMedia("(prefers-reduced-motion: reduce)");
  useWish(replay, isWished && isReady, isStill);
  return (
    <section className="replay" data-testid="replay" data-state={phase} aria-labelledby="replay-title">
      <h3 id="replay-title">Replay</h3>
      {children}
      {phase === "closed" ? (
        <button type="button" disabled={!isReady} onClick={() => open(replay, isStill)}>
          {OPEN_WORDS[subject.kind]}
        </button>
      ) : (
        <Suspense>
          <Player subject={subject} replay={replay} isStill={isStill} />
        </Suspense>
      )}
      <SaveControls subject={subject} replay={replay} isReady={isReady}>
        {more}
      </SaveControls>
    </section>
  );
}

function open(replay: ReplayStore, isStill: boolean): void {
  if (isStill) showWhole(replay);
  else play(replay);
}

/** Opens the replay where another part of the page asked for it, as soon as there is something to play. */
function useWish(replay: ReplayStore, isDue: boolean, isStill: boolean): void {
  const replayBegun = usePageState((state) => state.replayBegun);
  const isBegun = useRef(false);
  useEffect(() => {
    if (!isDue || isBegun.current) return;
    isBegun.current = true;
    replayBegun();
    open(replay, isStill);
  }, [isDue, isStill, replay, replayBegun]);
}
