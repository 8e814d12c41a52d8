import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useExtent } from "../ui/use-extent.ts";
import { useMedia } from "../ui/use-media.ts";
import { advance, pause, play, type ReplayStore, SPEEDS, type Speed, seek, showWhole } from "./clock.ts";
import { drawFrame } from "./drawing.ts";
import { heightFor, type Size } from "./layout.ts";
import { sceneOf } from "./make-scene.ts";
import { readPalette } from "./palette.ts";
import { canvasPen } from "./pen.ts";
import { descriptionWords, LESS_MOTION, momentWords } from "./replay-words.ts";
import type { ReplayScene, ReplaySubject } from "./scene.ts";

interface Props {
  subject: ReplaySubject;
  replay: ReplayStore;
  /** Whether the person's device asks for less motion. */
  isStill: boolean;
}

/** Wider than this, a picture would not fit on a screen beside its controls. */
const WIDEST_PX = 1120;

/** The picture of a replay with its controls. It is a module of its own, fetched as a replay is opened. */
export default function Player({ subject, replay, isStill }: Props) {
  const [container, width] = useExtent<HTMLDivElement>("width");
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const isForced = useMedia("(forced-colors: active)");
  return (
    <div className="replay-player" ref={container}>
      {width > 0 && (
        <Stage
          // Another scheme has other colours.
          key={`${isDark} ${isForced}`}
          subject={subject}
          replay={replay}
          isStill={isStill}
          width={Math.min(width, WIDEST_PX)}
        />
      )}
    </div>
  );
}

function Stage({ subject, replay, isStill, width }: Props & { width: number }) {
  const [palette] = useState(() => readPalette());
  const scene = useMemo(() => sceneOf(subject, palette), [subject, palette]);
  usePassingTime(replay, scene.lengthS, isStill);
  return (
    <>
      <Picture scene={scene} replay={replay} width={width} height={heightFor(width, scene.runs.length)} />
      <Controls scene={scene} replay={replay} isStill={isStill} />
    </>
  );
}

/** Lets the replay go on with the screen's own frames, and stops it where less motion is asked for. */
function usePassingTime(replay: ReplayStore, lengthS: number, isStill: boolean): void {
  const isPlaying = useStore(replay, ({ phase }) => phase === "playing");
  useEffect(() => {
    if (!isPlaying) return;
    if (isStill) return showWhole(replay);
    let before: number | null = null;
    let frame = requestAnimationFrame(function passed(nowMs) {
      advance(replay, before === null ? 0 : (nowMs - before) / 1000, lengthS);
      before = nowMs;
      frame = requestAnimationFrame(passed);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, isStill, replay, lengthS]);
}

interface PictureProps extends Size {
  scene: ReplayScene;
  replay: ReplayStore;
}

function Picture({ scene, replay, width, height }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const scale = window.devicePixelRatio;
    const own = canvas.current as HTMLCanvasElement;
    const context = own.getContext("2d");
    if (context === null) return;
    own.width = Math.round(width * scale);
    own.height = Math.round(height * scale);
    const pen = canvasPen(context, { width, height });
    const draw = () => {
      context.setTransform(scale, 0, 0, scale, 0, 0);
      drawFrame(pen, scene, { width, height }, replay.getState().share);
    };
    draw();
    return replay.subscribe(draw);
  }, [scene, replay, width, height]);
  return (
    <canvas
      ref={canvas}
      className="replay-picture"
      data-testid="replay-picture"
      role="img"
      aria-label={descriptionWords(scene)}
      style={{ width, height }}
    />
  );
}

function Controls({ scene, replay, isStill }: { scene: ReplayScene; replay: ReplayStore; isStill: boolean }) {
  const { phase, speed } = useStore(replay);
  const isPlaying = phase === "playing";
  const toggle = () => (isPlaying ? pause(replay) : play(replay));

  return (
    <div className="replay-controls">
      <button type="button" className="primary" data-testid="replay-play" disabled={isStill} onClick={toggle}>
        {isPlaying ? "Pause" : phase === "ended" ? "Play again" : "Play"}
      </button>
      <Scrubber scene={scene} replay={replay} onToggle={isStill ? null : toggle} />
      <label className="replay-speed">
        <span className="visually-hidden">Speed of the replay</span>
        <select value={speed} onChange={({ target }) => replay.setState({ speed: Number(target.value) as Speed })}>
          {SPEEDS.map((times) => (
            <option key={times} value={times}>
              {times} ×
            </option>
          ))}
        </select>
      </label>
      {isStill && <p className="note">{LESS_MOTION}</p>}
    </div>
  );
}

interface ScrubberProps {
  scene: ReplayScene;
  replay: ReplayStore;
  /** Plays or pauses; null where nothing plays. */
  onToggle: (() => void) | null;
}

/** The slider over a replay: an arrow key goes on by a timestep, the space bar plays and pauses. */
function Scrubber({ scene, replay, onToggle }: ScrubberProps) {
  const share = useStore(replay, (own) => own.share);
  const { lengthS, runs } = scene;
  return (
    <input
      type="range"
      className="replay-scrubber"
      data-testid="replay-scrubber"
      aria-label="Moment of the replay"
      aria-valuetext={momentWords(scene, share)}
      min={0}
      max={lengthS}
      step="any"
      value={share * lengthS}
      onChange={({ target }) => seek(replay, Number(target.value) / lengthS)}
      onKeyDown={(event) => {
        if (event.key === " ") {
          event.preventDefault();
          onToggle?.();
          return;
        }
        const steps = STEPS[event.key];
        if (steps === undefined) return;
        event.preventDefault();
        pause(replay);
        seek(replay, share + (steps * Math.min(...runs.map(({ stepS }) => stepS))) / lengthS);
      }}
    />
  );
}

/** Timesteps that a key goes on by. */
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};
