import { expect, test } from "vitest";
import { mapCellsOf } from "../../../evaluation/error-map.ts";
import { drawn } from "../../../testing/drawn.tsx";
import { ScriptedPage } from "../../../testing/scripted-page.ts";
import { splitRow } from "../../../testing/scripted-split.ts";
import { trackOf } from "../../../testing/tracks.ts";
import type { MappedFigures } from "../../state/explorer/table-row.ts";
import ErrorMap from "./error-map.tsx";

const RUNS = 6000;

/** Runs of 20 to 59 minutes, from 30 bpm below what is expected to 30 above. */
function scoresOf(runs: number): Map<number, MappedFigures> {
  const scores = new Map<number, MappedFigures>();
  for (let row = 0; row < runs; row++) {
    const minutes = 20 + (row % 40);
    const differenceBpm = -30 + (60 * row) / (runs - 1);
    const expectedBpm = new Float32Array(minutes).fill(150);
    const measuredBpm = expectedBpm.map((bpm) => bpm + differenceBpm);
    const track = trackOf({ speedKmh: new Float32Array(minutes).fill(10) }, { stepS: 60 });
    const cells = mapCellsOf({ track, expectedBpm, measuredBpm });
    scores.set(row, { maeBpm: Math.abs(differenceBpm), differenceBpm, runner: "1", durationS: 60 * minutes, cells });
  }
  return scores;
}

test("six thousand runs are painted, from the hardest to the easiest, and read where one points", async () => {
  const page = new ScriptedPage();
  const rows = Array.from({ length: RUNS }, (_, row) => splitRow(row));
  const screen = await drawn(page, <ErrorMap scores={scoresOf(RUNS)} rows={rows} />);
  await expect.element(screen.getByTestId("error-map")).toHaveAttribute("data-runs", String(RUNS));
  const canvas = screen.container.querySelector("canvas")!;
  await expect.poll(() => canvas.dataset.painted).toBe("true");
  const colourAt = (share: number) => {
    const { data } = canvas.getContext("2d")!.getImageData(1, Math.floor(share * (canvas.height - 1)), 1, 1);
    return { red: data[0], blue: data[2] };
  };
  expect(colourAt(0).red).toBeGreaterThan(colourAt(0).blue);
  expect(colourAt(1).blue).toBeGreaterThan(colourAt(1).red);

  const map = screen.container.querySelector(".map-rows")!;
  const { left, top } = map.getBoundingClientRect();
  map.dispatchEvent(new PointerEvent("pointermove", { clientX: left + 5, clientY: top + 1, bubbles: true }));
  const reading = screen.getByTestId("error-map-reading");
  await expect.element(reading).toHaveTextContent("30 bpm harder than expected at 0:00 to 2:00");
  await screen.getByLabelText("Row").fill(String(RUNS - 1));
  await expect.element(reading).toHaveTextContent("Run 100, runner 1: 30 bpm easier than expected");
});
