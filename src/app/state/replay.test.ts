import { expect, test } from "vitest";
import { rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { isReplayWished } from "./replay.ts";

test("a replay is wished of what is shown, and of nothing that is shown later", async () => {
  const page = new ScriptedPage();
  await page.start();
  const state = () => page.state();
  expect(state().replayWish).toBeNull();
  state().openHash("#s1.steady");
  state().replayShown();
  const [{ id }] = state().items;
  expect(isReplayWished(state(), id)).toBe(true);
  state().openHash("#s1.long");
  await rest();
  expect(isReplayWished(state(), state().selection!.itemId)).toBe(false);
  state().show("compare");
  state().replayShown();
  expect(state().replayWish).toBe("compared");
  state().replayBegun();
  expect(state().replayWish).toBeNull();
});
