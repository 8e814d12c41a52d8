import { expect, test } from "vitest";
import { advance, createReplay, pause, play, seek, showWhole } from "./clock.ts";

const HOUR_S = 3600;

test("a replay goes sixty times as fast as the run, and as fast as is chosen, until it ends", () => {
  const replay = createReplay();
  expect(replay.getState()).toMatchObject({ phase: "closed", share: 1 });
  play(replay);
  expect(replay.getState()).toMatchObject({ phase: "playing", share: 0 });
  advance(replay, 15, HOUR_S);
  expect(replay.getState().share).toBeCloseTo(0.25, 9);
  replay.setState({ speed: 1 });
  advance(replay, 36, HOUR_S);
  expect(replay.getState().share).toBeCloseTo(0.26, 9);
  replay.setState({ speed: 60 });
  advance(replay, 60, HOUR_S);
  expect(replay.getState()).toMatchObject({ phase: "ended", share: 1 });
  advance(replay, 1, HOUR_S);
  expect(replay.getState().phase).toBe("ended");
  play(replay);
  expect(replay.getState()).toMatchObject({ phase: "playing", share: 0 });
});

test("a replay that is paused, moved or shown whole passes no time by itself, and one that plays is moved and plays on", () => {
  const replay = createReplay();
  play(replay);
  seek(replay, 0.5);
  expect(replay.getState()).toMatchObject({ phase: "playing", share: 0.5 });
  pause(replay);
  advance(replay, 10, HOUR_S);
  expect(replay.getState()).toMatchObject({ phase: "paused", share: 0.5 });
  seek(replay, -1);
  expect(replay.getState()).toMatchObject({ phase: "paused", share: 0 });
  seek(replay, 2);
  expect(replay.getState()).toMatchObject({ phase: "ended", share: 1 });
  pause(replay);
  expect(replay.getState().phase).toBe("ended");
  seek(replay, 0.3);
  showWhole(replay);
  expect(replay.getState()).toMatchObject({ phase: "ended", share: 1 });
});
