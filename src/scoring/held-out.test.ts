import { expect, test } from "vitest";
import { SIMULATED_RUNS } from "../dataset/simulator/simulated-runners.ts";
import { anyContract } from "../testing/contract.ts";
import { heldOutOf } from "./held-out.ts";

/** Under seed 42 runner "1" tests, "2" validates and "3" trains. */
const contract = anyContract();

test("only runners who test, by the model's own split, are held out", () => {
  expect(heldOutOf(["1", "1"], contract)).toEqual({ heldOut: true, reason: null });
  for (const runner of ["2", "3"]) {
    const { heldOut, reason } = heldOutOf(["1", runner, runner], contract);
    expect(heldOut).toBe(false);
    expect(reason).toMatch(/^Not held out: .* 1 of 2 runners, if they are of its data/);
  }
  expect(heldOutOf(["2"], contract).reason).toMatch(/^Not held out: .* 1 of 1 runner, if/);
  expect(heldOutOf(["2", "3"], contract).reason).toMatch(/^Not held out: .* 2 of 2 runners, if/);
});

test("of simulated runners it is said that they are, whatever their names fall on, and of no model's data", () => {
  const simulated = Array.from({ length: 12 }, (_, i) => String(-1 - i));
  expect(heldOutOf(simulated, contract)).toEqual({ heldOut: null, reason: SIMULATED_RUNS });
  expect(heldOutOf([...simulated, null], contract).reason).toBe(SIMULATED_RUNS);
  expect(heldOutOf(["1", ...simulated], contract)).toMatchObject({
    heldOut: null,
    reason: expect.stringMatching(/simulated/),
  });
  expect(heldOutOf(["1", "3", ...simulated], contract).reason).toMatch(/1 of 2 runners/);
});

test("without a name, or without a split, it can't be told", () => {
  expect(heldOutOf(["1", null], contract)).toMatchObject({ heldOut: null });
  expect(heldOutOf(["3", null], contract)).toMatchObject({ heldOut: false });
  const unsaid = anyContract({ trainedOn: { ...contract.trainedOn, splitSeed: null } });
  expect(heldOutOf(["1"], unsaid)).toMatchObject({ heldOut: null, reason: expect.stringContaining("does not say") });
});
