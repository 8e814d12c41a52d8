import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { allDrawn, enqueue, leave, type Part } from "./drawing-queue.ts";

let frames: (() => void)[];
let drawn: string[];
let hidden: boolean;

beforeEach(() => {
  frames = [];
  drawn = [];
  hidden = false;
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
  vi.stubGlobal("document", {
    get hidden() {
      return hidden;
    },
  });
});

afterEach(() => {
  nextFrames(9);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A part that is gone with what draws it, unless a test keeps it. */
function part(name: string, turn: number, draw: (own: Part) => void = leave): Part {
  const own: Part = {
    turn,
    draw: () => {
      drawn.push(name);
      draw(own);
    },
  };
  enqueue(own);
  return own;
}

function nextFrames(count = 1): void {
  for (let i = 0; i < count; i++) for (const frame of frames.splice(0)) frame();
}

/** Whether it is told by now that all is drawn, and from then on. */
async function toldOfAll() {
  const told = { is: false };
  void allDrawn().then(() => {
    told.is = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return told;
}

test("parts are drawn one a frame, whichever of those that wait has the lowest turn", () => {
  part("first", 3);
  part("last", 2);
  part("second", 1);
  expect(drawn).toEqual([]);
  nextFrames();
  expect(drawn).toEqual(["first"]);
  nextFrames(2);
  expect(drawn).toEqual(["first", "second", "last"]);
});

test("no part is drawn before the one in front of it is there, and none that is not wanted any more", () => {
  const slow = part("slow", 0, () => {});
  const unwanted = part("unwanted", 1);
  part("next", 2);
  nextFrames(3);
  leave(unwanted);
  expect(drawn).toEqual(["slow"]);
  leave(slow);
  nextFrames();
  expect(drawn).toEqual(["slow", "next"]);
  leave(part("left before its frame", 0));
  part("in its place", 0);
  nextFrames();
  expect(drawn).toEqual(["slow", "next", "in its place"]);
});

test("who waits for all is told with the last part, and at once where none waits", async () => {
  expect((await toldOfAll()).is).toBe(true);
  part("one", 0);
  const told = await toldOfAll();
  part("another", 1);
  nextFrames();
  await vi.advanceTimersByTimeAsync(0);
  expect(told.is).toBe(false);
  nextFrames();
  await vi.advanceTimersByTimeAsync(0);
  expect(told.is).toBe(true);
});

test("nobody waits for a page that is out of sight, or goes out of it meanwhile", async () => {
  part("never", 0);
  const told = await toldOfAll();
  expect(told.is).toBe(false);
  hidden = true;
  await allDrawn();
  await vi.advanceTimersByTimeAsync(2000);
  expect(told.is).toBe(true);
});
