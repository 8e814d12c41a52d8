import { describe, expect, test } from "vitest";
import type { Gender } from "../workout/workout.ts";
import { isOfAnother, mayBeAnothers, runnerStatedAs } from "./whose-run.ts";

const states = (statedRunner: string | null, gender: Gender = 0.5) => ({ statedRunner, gender });
const kept = (runner: string, statedRunner: string | null, gender: Gender = 0.5) => ({ runner, statedRunner, gender });

describe("a run is another's", () => {
  test("where it names another runner than each of a person's runs", () => {
    const own = [states(null), states("7"), states("8")];
    expect(["7", "8", "9", null].map((name) => isOfAnother(states(name), own))).toEqual([false, false, true, false]);
    expect(isOfAnother(states("9"), [states(null)]), "the first that names any").toBe(false);
  });

  test("where it states the other gender, unless the name is the same", () => {
    expect(isOfAnother(states(null, 0), [states(null), states(null, 1)])).toBe(true);
    expect(isOfAnother(states(null, 0), [states(null, 1), states(null, 0)])).toBe(false);
    expect(isOfAnother(states("7", 0), [states("7", 1)])).toBe(false);
    expect(isOfAnother(states(null), [states("7", 1)])).toBe(false);
  });

  test("where those of somebody else on the device name the same", () => {
    const all = [kept("Me", null), kept("Ben", "7")];
    expect(mayBeAnothers(states("7"), "Me", all)).toBe(true);
    expect(runnerStatedAs(states("7"), all)).toBe("Ben");
    expect(mayBeAnothers(states("7"), "Me", [...all, kept("Me", "7")])).toBe(false);
    expect([mayBeAnothers(states("9"), "Me", all), runnerStatedAs(states("9"), all)]).toEqual([false, null]);
  });
});
