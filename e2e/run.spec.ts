import { writeFileSync } from "node:fs";
import { gpxFile } from "../src/testing/gpx-file.ts";
import {
  copiedLink,
  dropFiles,
  expect,
  figure,
  maeThroughLink,
  opened,
  openOpening,
  openSettings,
  predictedInTerminal,
  settled,
  test,
} from "./page.ts";

const RUN = { name: "run.gpx", text: gpxFile({ minutes: 12 }) };
const HOUR = { name: "hour.gpx", text: gpxFile({ minutes: 60 }) };

test(
  "the page opens on a run already analysed, a file gives the same figures everywhere, and a good file beside bad ones still works",
  { tag: "@smoke" },
  async ({ page }, testInfo) => {
    await opened(page);
    await test.step("the opening run is analysed, and no server is asked but the page's own", async () => {
      await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
      for (const chart of ["chart-heart-rate", "chart-speed", "chart-altitude"]) {
        await expect(page.getByTestId(chart)).toBeVisible();
      }
      expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
      expect(await figure(page, "latency")).toBeGreaterThan(0);
      await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "wasm");
    });
    await dropFiles(page, [HOUR]);
    await settled(page, HOUR.name);
    const mae = await figure(page, "metric-mae");
    const link =
      await test.step("a file gives the same figures in the page, in the terminal and in its CSV, and a short link", async () => {
        const path = testInfo.outputPath(HOUR.name);
        writeFileSync(path, HOUR.text);
        const metrics = (await predictedInTerminal([path]))[0].metrics!;
        expect(Math.abs(metrics.mae - mae)).toBeLessThan(0.01);
        for (const name of ["rmse", "bias", "r2", "coverage"]) {
          expect(Math.abs(metrics[name] - (await figure(page, `metric-${name}`)))).toBeLessThan(0.01);
        }

        const downloading = page.waitForEvent("download");
        await page.getByTestId("download-csv").click();
        const [header, ...rows] = (await text(await downloading)).trim().split("\n");
        expect(header).toBe(
          "time_seconds,speed_kmh,altitude_m,predicted_hr_bpm,lower_hr_bpm,upper_hr_bpm,actual_hr_bpm",
        );
        expect(rows).toHaveLength(601);
        const errors = rows.map((row) => row.split(",").map(Number)).map((row) => Math.abs(row[3] - row[6]));
        expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length - mae)).toBeLessThan(0.01);
        const address = await copiedLink(page);
        expect(address.slice(address.indexOf("#")).length).toBeLessThanOrEqual(2000);
        return address;
      });
    await test.step("a good file beside bad ones still works, and each bad one says why", async () => {
      const unbound = RUN.text.replace('xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"', "");
      const untimed = RUN.text.replaceAll(/<time>.*<\/time>/g, "");
      await dropFiles(page, [
        { name: "unbound.gpx", text: unbound },
        { name: "untimed.gpx", text: untimed },
        { name: "empty.csv", text: "" },
        { name: "good.gpx", text: gpxFile({ minutes: 15 }) },
      ]);
      await settled(page, "good.gpx");
      expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
      const codes: Record<string, string> = {
        "unbound.gpx": "malformed-xml",
        "untimed.gpx": "no-time",
        "empty.csv": "empty-file",
      };
      await page.getByText("3 not read").click();
      for (const [name, code] of Object.entries(codes)) {
        const error = page.locator(`[data-testid="error"][data-run="${name}"]`);
        await expect(error).toHaveAttribute("data-code", code);
        await expect(error).toBeVisible();
        await page.getByRole("button", { name, exact: true }).click();
        await settled(page, name);
        await expect(error, "told once, above").toBeVisible();
      }
    });
    await test.step("its link gives the same figures", async () => {
      expect(Math.abs((await maeThroughLink(page, link)) - mae)).toBeLessThan(0.05);
    });
  },
);

test("values that are typed or pasted, four hours, and a run without a heart rate are runs, predicted again for another gender", async ({
  page,
}) => {
  await opened(page);
  await test.step("two lists of numbers are a run, as in the published demo", async () => {
    await openOpening(page);
    await page.getByText("Type or paste values").click();
    const speeds = Array.from({ length: 60 }, (_, i) => 8 + i / 20);
    await page.getByLabel("Speed, km/h").fill(speeds.join(", "));
    await page.getByLabel("Altitude, m").fill(speeds.map(() => 100).join(", "));
    await page.getByRole("button", { name: "Predict these values" }).click();
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    await expect(page.getByTestId("metric-mae")).not.toHaveAttribute("data-value");
  });
  await test.step("four hours are a run like any other", async () => {
    const rows = Array.from(
      { length: 4 * 3600 },
      (_, i) => `${i},${9 + 2 * Math.sin(i / 600)},${i / 100},${140 + (i % 20)}`,
    );
    await dropFiles(page, [{ name: "long.csv", text: ["time,speed,altitude,heart_rate", ...rows].join("\n") }]);
    await settled(page, "long.csv");
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
    // A chart is drawn from a bounded number of points, however long the run.
    const path = await page.getByTestId("chart-speed").locator("path.ground-line").getAttribute("d");
    expect((path ?? "").split(/[LM]/).length).toBeGreaterThan(100);
    expect((path ?? "").split(/[LM]/).length).toBeLessThan(1100);
  });
  await test.step("a run without a heart rate is predicted and not compared", async () => {
    const file = { name: "no-strap.gpx", text: gpxFile({ minutes: 20, withHeartRate: false }) };
    await dropFiles(page, [file]);
    await settled(page, file.name);
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    await expect(page.getByTestId("metric-mae")).not.toHaveAttribute("data-value");
    await expect(page.getByTestId("chart-heart-rate")).toBeVisible();
  });
  await test.step("a text on the clipboard is a run", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i * 6},${10 + (i % 3)},5,140`);
    await page.evaluate(
      (csv) => {
        const data = new DataTransfer();
        data.setData("text/plain", csv);
        document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      },
      ["time,speed,altitude,heart_rate", ...rows].join("\n"),
    );
    await expect(page.getByTestId("status")).toHaveAttribute("data-run", /past/i);
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  });
  await test.step("the gender is predicted again with the run kept", async () => {
    await dropFiles(page, [RUN]);
    await settled(page, RUN.name);
    const unknown = await figure(page, "metric-bias");
    await openSettings(page);
    await page.getByRole("region", { name: "About me" }).getByLabel("Gender").selectOption({ label: "male" });
    await expect.poll(() => figure(page, "metric-bias")).not.toBe(unknown);
    await expect(page.getByTestId("status")).toHaveAttribute("data-run", RUN.name);
  });
});

async function text(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  let content = "";
  for await (const chunk of await download.createReadStream()) content += chunk;
  return content;
}
