import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { anyKnowledge } from "../../testing/contract.ts";
import { drawn } from "../../testing/drawn.tsx";
import { CONTRACT, file, linkTo, PLAIN_SETTINGS, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { trackOf } from "../../testing/tracks.ts";
import { CompareWith } from "./compare-with.tsx";
import { Runner } from "./runner.tsx";

const { quantities, ...joint } = anyKnowledge();
const KNOWING = {
  ...CONTRACT,
  name: "other",
  calibration: {
    ...CONTRACT.calibration!,
    // Of these two heart rates it is known how they vary, and no term tells anything by them.
    knowledge: {
      ...joint,
      quantities: [
        ...quantities,
        { name: "restingBpm" as const, mean: 52, deviation: 7 },
        { name: "thresholdBpm" as const, mean: 168, deviation: 8 },
      ],
    },
  },
};

test("what a runner knows is asked for where the model has learnt it, is used where they choose it, and says what is wrong", async () => {
  const page = new ScriptedPage();
  page.predictor.answer = () => ({
    ...predicted("mine"),
    track: trackOf({ heartRateBpm: new Float32Array(40).fill(150) }),
    heartRateBpm: new Float32Array(40).fill(145),
    along: new Float32Array(80).fill(8),
  });
  await page.start();
  await page.state().openFiles([file("mine.gpx")]);
  await rest();
  const screen = await drawn(
    page,
    <>
      <Runner />
      <CompareWith />
    </>,
  );
  const [resting, threshold, distance, time] = ["resting-hr", "threshold-hr", "best-distance", "best-time"].map((id) =>
    screen.getByTestId(id),
  );
  await expect.element(screen.getByText("has not learnt what a best effort tells: none is asked for")).toBeVisible();
  for (const field of [distance, time]) await expect.element(field).not.toBeInTheDocument();
  for (const field of [resting, threshold]) {
    await expect.element(field).toHaveAccessibleDescription(/For the zones alone\.$/);
  }
  await userEvent.fill(screen.getByTestId("max-hr"), "187");
  const choice = screen.getByTestId("calibration");
  const known = choice.getByLabelText("what I know of myself");
  await expect.element(known).not.toBeInTheDocument();

  page.state().chooseModel("other");
  page.predictor.loads.at(-1)!.finish({ contract: KNOWING });
  await rest();
  await expect.element(screen.getByText("has not learnt what")).not.toBeInTheDocument();
  await expect.element(known).not.toBeChecked();
  await expect.element(choice).toHaveAttribute("data-known", "");

  await userEvent.fill(distance, "5");
  await expect.element(time).toHaveAccessibleDescription("In which time?");
  await userEvent.fill(time, "4:00");
  await expect.element(time).toHaveAccessibleDescription(/^Nobody runs so fast/);
  await expect.element(time).toHaveAttribute("aria-invalid", "true");
  await known.click();
  await expect.element(choice).toHaveAttribute("data-known", "maximumBpm");
  await userEvent.fill(time, "20:00");
  await expect.element(choice).toHaveAttribute("data-known", "maximumBpm bestKmh");
  await expect.element(screen.getByText("runners with your maximum heart rate and best effort")).toBeVisible();

  await userEvent.fill(resting, "12");
  await expect
    .element(resting)
    .toHaveAccessibleDescription(/^A whole number from 25 to 110; until then, it is not used/);
  expect(page.state().knownOfMe.restingBpm).toBeNull();
  await userEvent.fill(resting, "30");
  await expect.element(resting).toHaveAccessibleDescription(/learnt from nobody with such a resting heart rate/);
  await expect.element(choice).toHaveAttribute("data-known", "maximumBpm bestKmh restingBpm");

  await userEvent.fill(threshold, "80");
  await expect.element(threshold).toHaveAttribute("aria-invalid", "true");
  await expect.element(choice).toHaveAttribute("data-known", "maximumBpm bestKmh restingBpm");
  await userEvent.fill(threshold, "170");
  await expect.element(choice).toHaveAttribute("data-known", "maximumBpm bestKmh restingBpm thresholdBpm");

  await choice.getByLabelText("my earlier runs").click();
  await screen.getByLabelText("count my own numbers, too").click();
  await expect.element(choice).toHaveAttribute("data-known", "");
});

test("what runs tell of their runner is offered, and taken by one click", async () => {
  const page = new ScriptedPage();
  const stated = { maximumBpm: 187, restingBpm: 52, thresholdBpm: null };
  const track = {
    ...trackOf({ speedKmh: new Float32Array(301).fill(12), heartRateBpm: new Float32Array(301).fill(183) }),
    startedAt: { unixS: Date.UTC(2026, 4, 12, 7) / 1000, utcOffsetS: 0 },
    runnerHeartRates: stated,
  };
  page.predictor.answer = () => ({ ...predicted("mine"), track });
  await page.start();
  page.state().chooseModel("other");
  page.predictor.loads.at(-1)!.finish({ contract: KNOWING });
  await rest();
  await page.state().openFiles([file("morning.fit")]);
  await rest();
  const screen = await drawn(page, <Runner />);
  await expect.element(screen.getByTestId("resting-hr-hint")).not.toBeInTheDocument();
  page.state().wantHints(true);
  const hints = screen.getByTestId("max-hr-hint");
  await expect
    .element(hints.nth(0))
    .toHaveTextContent("Highest believable in your runs: 183, 12 May 2026. Use 183 bpm");
  await expect.element(hints.nth(1)).toHaveTextContent("Stated in morning.fit: 187. Use 187 bpm");
  await expect
    .element(screen.getByTestId("best-distance-hint"))
    .toHaveTextContent("5 km in 25:00, 12 May 2026. Use it");
  await expect.element(screen.getByTestId("threshold-hr-hint")).not.toBeInTheDocument();
  const { maximumHeartRateBpm, knownOfMe } = page.state();
  expect([maximumHeartRateBpm, knownOfMe.restingBpm, knownOfMe.bestTimeS]).toEqual([null, null, null]);

  await userEvent.fill(screen.getByTestId("resting-hr"), "12");
  await screen.getByTestId("resting-hr-hint").getByRole("button").click();
  await expect.element(screen.getByTestId("resting-hr")).toHaveValue(52);
  await expect.element(screen.getByTestId("resting-hr")).toHaveFocus();
  await expect.element(screen.getByTestId("resting-hr-hint")).not.toBeInTheDocument();
  await screen.getByTestId("best-distance-hint").getByRole("button").click();
  await expect.element(screen.getByTestId("best-time")).toHaveValue("25:00");
  await hints.nth(1).getByRole("button").click();
  await expect.element(hints).toHaveTextContent("Highest believable");
  expect(page.state()).toMatchObject({
    maximumHeartRateBpm: 187,
    knownOfMe: { restingBpm: 52, bestDistanceM: 5000, bestTimeS: 1500 },
  });
});

test("each scheme of zones says its bounds or what it lacks, bounds of one's own are checked, and a link's are its sender's", async () => {
  const page = new ScriptedPage();
  await page.start();
  const screen = await drawn(page, <Runner />);
  const zones = screen.getByTestId("zones");
  const reserve = zones.getByLabelText("of heart-rate reserve");
  await expect.element(zones.getByLabelText("of maximum heart rate")).toBeChecked();
  await expect.element(zones.getByLabelText("of maximum heart rate")).toHaveAccessibleDescription(/^95 · 114 · 133/);
  await expect.element(reserve).toHaveAccessibleDescription("Needs your resting heart rate.");
  await reserve.click();
  // The maximum's until then.
  await expect.element(zones).toHaveAttribute("data-scheme", "maximum");
  await userEvent.fill(screen.getByTestId("resting-hr"), "60");
  await expect.element(reserve).toHaveAccessibleDescription("125 · 138 · 151 · 164 · 177 bpm");
  await expect.element(zones).toHaveAttribute("data-scheme", "reserve");
  await expect.element(zones.getByLabelText("as the watch has them")).toHaveAccessibleDescription(/states none/);

  const own = screen.getByTestId("own-zones");
  await userEvent.fill(own, "150, 130");
  await expect.element(own).toHaveAccessibleDescription("130 does not lie above 150: write them in rising order.");
  expect(page.state().zoneChoice).toEqual({ scheme: "reserve", ownBpm: null });
  await userEvent.fill(own, "130, 150");
  await expect.element(zones).toHaveAttribute("data-scheme", "own");
  expect(page.state().zoneChoice).toEqual({ scheme: "own", ownBpm: [130, 150] });

  const sent = { scheme: "own", startsBpm: [111, 144] } as const;
  page.state().openHash(`#${linkTo({ settings: { ...PLAIN_SETTINGS, zones: sent } })}`);
  await rest();
  const asSent = zones.getByLabelText("as the sender has them");
  await expect.element(asSent).toBeChecked();
  await expect.element(asSent).toHaveAccessibleDescription("111 · 144 bpm");
  await zones.getByLabelText("of maximum heart rate").click();
  await expect.element(asSent).not.toBeChecked();
  await expect.element(zones).toHaveAttribute("data-scheme", "maximum");
});
