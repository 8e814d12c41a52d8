import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { LinkSettings } from "../../sharing/link.ts";
import { file, linkTo, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { seenMaximum, seenUnits, seenXAxis, seenZoneSettings } from "./seen-settings.ts";
import { recallSettings, SETTINGS, SETTINGS_KEY, type Settings } from "./settings.ts";
import { hashOf } from "./share.ts";
import { zonesOfRun } from "./zones-of-run.ts";

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[];

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

/** The settings as the page has them, or as they are at first. */
function settingsOf(read: (name: keyof Settings) => unknown): Partial<Settings> {
  return Object.fromEntries(NAMES.map((name) => [name, read(name)]));
}

const atFirst = settingsOf((name) => SETTINGS[name].atFirst);

function changeAll(): void {
  state().setUnits({ speedUnit: "speed", distanceUnit: "mi" });
  state().setMaximumHeartRate(181);
  state().setKnownOfMe({ restingBpm: 48, thresholdBpm: 170, bestDistanceM: 5000, bestTimeS: 1350 });
  state().chooseRunner("Ada");
  state().setMaximumHeartRate(193);
  state().setKnownOfMe({ thresholdBpm: 181 });
  state().setCalibration({ kind: "warm-up", warmUpMinutes: 7, usesKnown: true });
  state().setLevel("researcher");
  state().setFold("about-model", true);
  state().setXAxis("distance");
  state().pauseRemembering();
  void state().keepRoutes(true);
  state().setGender(1);
  state().setZoneChoice({ scheme: "own", ownBpm: [120, 150] });
}

describe("the next visit", () => {
  test("finds every setting that the device keeps, and no other", async () => {
    await page.start();
    changeAll();
    const changed = settingsOf((name) => state()[name]);
    for (const name of NAMES) expect(changed[name], name).not.toEqual(SETTINGS[name].atFirst);
    page.visit();
    for (const name of NAMES) {
      expect(state()[name], name).toEqual(SETTINGS[name].recall === null ? SETTINGS[name].atFirst : changed[name]);
    }
  });

  test("finds a setting that can't be read as it is at first, and the others as they were left", async () => {
    await page.start();
    changeAll();
    const kept = JSON.parse(page.kept.get(SETTINGS_KEY)!);
    for (const broken of [
      { units: { speedUnit: "pace" } },
      { maximumHeartRateBpm: 2000 },
      { zoneChoice: { scheme: "of the moon", ownBpm: null } },
      { zoneChoice: { scheme: "own", ownBpm: [150, 120] } },
      { knownOfMe: { restingBpm: 48, bestDistanceM: "5 km", bestTimeS: 1350 } },
      { knownOfMe: { restingBpm: 500, bestDistanceM: null, bestTimeS: null } },
      { knownOfMe: { restingBpm: 48, thresholdBpm: 20, bestDistanceM: null, bestTimeS: null } },
      { calibration: { kind: "warm-up", warmUpMinutes: 7, usesKnown: "yes" } },
      { calibration: { kind: "by the stars", warmUpMinutes: 7 } },
      { level: 3 },
      { xAxis: "pace" },
      { folds: [true] },
      { runnerName: "  " },
      { ofOtherRunners: 7 },
    ] as Partial<Record<keyof Settings, unknown>>[]) {
      const [name] = Object.keys(broken) as (keyof Settings)[];
      page.kept.set(SETTINGS_KEY, JSON.stringify({ ...kept, ...broken }));
      page.visit();
      for (const other of NAMES.filter((other) => Object.hasOwn(kept, other))) {
        expect(state()[other], `${other} beside a broken ${name}`).toEqual(
          other === name ? SETTINGS[name].atFirst : kept[other],
        );
      }
    }
  });

  test("finds what each runner on the device said of themselves, and takes no one's for another's", async () => {
    await page.start();
    state().setMaximumHeartRate(181);
    state().setGender(0);
    state().chooseRunner("Ada");
    expect(state()).toMatchObject({ maximumHeartRateBpm: null, runner: { gender: null } });
    state().setKnownOfMe({ restingBpm: 51 });
    state().chooseRunner("Me");
    expect(state()).toMatchObject({
      maximumHeartRateBpm: 181,
      knownOfMe: { restingBpm: null },
      runner: { gender: null },
    });
    page.visit();
    state().chooseRunner("Ada");
    expect(state()).toMatchObject({ maximumHeartRateBpm: null, knownOfMe: { restingBpm: 51 } });
    expect(page.kept.get(SETTINGS_KEY), "the gender is not kept").not.toContain("gender");
  });

  test("finds a comparison as a page kept it that asked for nothing a runner knows", () => {
    const { calibration } = recall(JSON.stringify({ calibration: { kind: "history", warmUpMinutes: 7 } }));
    expect(calibration).toEqual({ kind: "history", warmUpMinutes: 7, usesKnown: false, usesUndated: false });
  });

  test("takes no harm from whatever else lies there", () => {
    for (const text of [null, "", "{", "[]", "7", "null"]) expect(recall(text), String(text)).toEqual(atFirst);
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(recall(text)).toEqual(atFirst);
      }),
    );
  });

  test("is a first one where the browser keeps nothing", async () => {
    const forgetful = { read: () => null };
    expect(recallSettings(forgetful)).toEqual(atFirst);
  });
});

describe("a link's settings", () => {
  const sent: LinkSettings = { maximumHeartRateBpm: 201, zones: null, speedUnit: "speed", distanceUnit: "mi" };

  test("hold for its own run, and change nothing that is kept", async () => {
    await page.start();
    state().setUnits({ distanceUnit: "km" });
    state().setMaximumHeartRate(181);
    state().setXAxis("distance");
    const kept = page.kept.get(SETTINGS_KEY);
    await state().openFiles([file("mine.gpx")]);
    state().openHash(`#${linkTo({ settings: sent })}`);
    await rest();
    expect(seenUnits(state())).toMatchObject({ speedUnit: "speed", distanceUnit: "mi" });
    expect(seenMaximum(state())).toBe(201);
    expect(seenXAxis(state())).toBe("time");
    expect(page.kept.get(SETTINGS_KEY)).toBe(kept);
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(seenUnits(state())).toEqual({ speedUnit: "pace", distanceUnit: "km" });
    expect(seenMaximum(state())).toBe(181);
    expect(seenXAxis(state())).toBe("distance");
  });

  test("give way to what a person sets while its run is shown, one by one", async () => {
    await page.start(`#${linkTo({ settings: sent })}`);
    state().setUnits({ distanceUnit: "km" });
    expect(seenUnits(state())).toMatchObject({ speedUnit: "speed", distanceUnit: "km" });
    expect(seenMaximum(state())).toBe(201);
    expect(state().units).toEqual({ speedUnit: "pace", distanceUnit: "km" });
    state().setMaximumHeartRate(170);
    expect(seenMaximum(state())).toBe(170);
    expect(state().maximumHeartRateBpm).toBe(170);
  });

  test("bring the bounds of its sender's zones, until a person divides otherwise, and back", async () => {
    const bounds = { scheme: "threshold", startsBpm: [136, 144, 152, 160, 165, 171] } as const;
    const zones = () => zonesOfRun(seenZoneSettings(state()), null);
    await page.start(`#${linkTo({ settings: { ...sent, zones: bounds } })}`);
    expect(zones()).toEqual({ bounds, lacking: null });
    expect(state().zoneChoice).toEqual(SETTINGS.zoneChoice.atFirst);
    const passedOn = hashOf(state())!;
    state().setZoneChoice({ scheme: "own", ownBpm: [120, 150] });
    expect(zones().bounds).toEqual({ scheme: "own", startsBpm: [120, 150] });
    state().seeZonesAsSent();
    expect(zones().bounds).toEqual(bounds);
    page.visit();
    await page.start(passedOn);
    expect(zones().bounds).toEqual(bounds);
    expect(hashOf(state())).toBe(passedOn);
  });

  test("of before links told of zones are shares of the sender's maximum, whatever one's own are", async () => {
    await page.start();
    state().setZoneChoice({ scheme: "own", ownBpm: [120, 150] });
    state().openHash(`#${linkTo({ settings: sent })}`);
    await rest();
    expect(zonesOfRun(seenZoneSettings(state()), null).bounds).toEqual({
      scheme: "maximum",
      startsBpm: [101, 121, 141, 161, 181],
    });
    expect(hashOf(state())).toMatch(/^#r2\./);
  });

  test("do not hold for tables", async () => {
    await page.start(`#${linkTo({ settings: sent })}`);
    state().show("datasets");
    expect(seenUnits(state())).toEqual({ speedUnit: "pace", distanceUnit: "km" });
  });

  test("are passed on by a link to its run", async () => {
    await page.start(`#${linkTo({ settings: sent })}`);
    const link = hashOf(state())!;
    page.visit();
    await page.start(link);
    expect(seenMaximum(state())).toBe(201);
    expect(seenUnits(state())).toMatchObject({ speedUnit: "speed", distanceUnit: "mi" });
  });

  test("are those that the registry names", async () => {
    await page.start();
    const linkAtFirst = hashOf(state());
    for (const name of Object.keys(CHANGES) as (keyof typeof CHANGES)[]) {
      page.kept.clear();
      page.visit();
      await page.start();
      await rest();
      CHANGES[name]();
      await rest();
      expect(hashOf(state()) !== linkAtFirst, name).toBe(SETTINGS[name].isInLinks);
    }
  });

  // Calibration and gender travel in what was predicted.
  const CHANGES: Record<keyof Omit<Settings, "calibration" | "runner">, () => void> = {
    units: () => state().setUnits({ distanceUnit: "mi" }),
    maximumHeartRateBpm: () => state().setMaximumHeartRate(181),
    zoneChoice: () => state().setZoneChoice({ scheme: "own", ownBpm: [120, 150] }),
    knownOfMe: () => state().setKnownOfMe({ restingBpm: 48, thresholdBpm: 170, bestDistanceM: 5000, bestTimeS: 1350 }),
    level: () => state().setLevel("researcher"),
    folds: () => state().setFold("about-model", true),
    xAxis: () => state().setXAxis("distance"),
    remembering: () => void state().remember(),
    keepsRoutes: () => void state().keepRoutes(true),
    runnerName: () => state().chooseRunner("Ada"),
    ofOtherRunners: () => {
      state().setKnownOfMe({ restingBpm: 48 });
      state().chooseRunner("Ada");
    },
  };
});

function recall(text: string | null): Settings {
  return recallSettings({ read: () => text });
}
