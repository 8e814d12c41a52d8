import { tsImport } from "tsx/esm/api";
import { serve } from "../../src/serving/serve.mjs";
import { median } from "./median.mjs";
import { slowLink } from "./slow-link.mjs";

const VISITS = 5;
const LINK = { bitsPerS: 10e6, roundTripMs: 50 };
const HOSTS = [
  { name: "a host that speaks brotli", encodings: ["br", "gzip"] },
  { name: "a host that speaks gzip only", encodings: ["gzip"] },
];
const DROPPED = "dropped.gpx";
const MINUTES = 60;
/** Files of fewer bytes are counted together. */
const SMALL_BYTES = 5000;

/**
 * How long a first visit takes over a slow link: until something is painted, until the opening run is predicted, and
 * until a file is that is dropped as soon as the page takes one; and what each file is of it.
 * @returns lines of the report
 */
export async function* benchLoad(browser) {
  const { gpxFile } = await tsImport("../../src/testing/gpx-file.ts", import.meta.url);
  const gpx = gpxFile({ minutes: MINUTES });
  yield `A first visit over ${LINK.bitsPerS / 1e6} Mbit/s, ${LINK.roundTripMs} ms a round trip, HTTP/1.1; medians of ${VISITS} fresh profiles`;
  for (const { name, encodings } of HOSTS) {
    const host = await serve("dist", { port: 0, encodings });
    const link = await slowLink(host.address, LINK);
    // Whatever the host compresses once is compressed by now.
    await visit(browser, link, null);
    const opening = [];
    const dropping = [];
    for (let i = 0; i < VISITS; i++) {
      opening.push(await visit(browser, link, null));
      dropping.push(await visit(browser, link, gpx));
    }
    link.stop();
    host.stop();
    yield* linesOf(name, opening, dropping);
  }
}

/** One visit in a profile of its own; a file is dropped where there is one. All times in ms since the visit began. */
async function visit(browser, link, gpx) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observeVisit, gpx === null ? null : DROPPED);
  link.reset();
  await page.goto(link.address, { waitUntil: "commit" });
  if (gpx !== null) {
    // A picture of the page that was made before takes no file yet.
    const input = page.locator(':not([inert] *)[data-testid="file-input"]');
    await input.setInputFiles({ name: DROPPED, mimeType: "text/xml", buffer: Buffer.from(gpx) });
  }
  const predictedMs = await page.evaluate(() => window.predicted);
  const painted = await page.evaluate(() => window.endOfVisit());
  const files = link.requests().map(({ path, bytes, startMs, endMs }) => ({
    path,
    bytes,
    startMs: startMs - painted.beganMs,
    endMs: endMs === null ? Number.NaN : endMs - painted.beganMs,
  }));
  await context.close();
  return { ...painted, predictedMs, files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** In the page: times when a run is predicted and on the screen, and sums up what the layout shifts. */
function observeVisit(run) {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  window.predicted = new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      const status = document.querySelector('[data-testid="status"]');
      if (status?.dataset.state !== "done" || (run !== null && status.dataset.run !== run)) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true });
  });
  window.endOfVisit = () => {
    const painted = (name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    return {
      beganMs: performance.timeOrigin,
      firstPaintMs: painted("first-paint"),
      firstContentMs: painted("first-contentful-paint"),
      shift,
    };
  };
}

function* linesOf(host, opening, dropping) {
  const all = [...opening, ...dropping];
  const seconds = (visits, of) => `${(median(visits.map(of)) / 1000).toFixed(2)} s`;
  const megabytes = (visits) => `${(median(visits.map(({ bytes }) => bytes)) / 1e6).toFixed(2)} MB`;
  yield `From ${host}:`;
  yield `  first paint ${seconds(all, ({ firstPaintMs }) => firstPaintMs)}, with content ${seconds(all, ({ firstContentMs }) => firstContentMs)}`;
  yield `  the opening run is predicted ${seconds(opening, ({ predictedMs }) => predictedMs)}, ${megabytes(opening)}`;
  yield `  a file that is dropped at once is ${seconds(dropping, ({ predictedMs }) => predictedMs)}, ${megabytes(dropping)}`;
  yield `  layout shift ${median(opening.map(({ shift }) => shift)).toFixed(3)}`;
  const middle = median(opening.map(({ predictedMs }) => predictedMs));
  const { files } = opening.find(({ predictedMs }) => predictedMs === middle);
  const column = (text) => text.padStart(10);
  yield ["  file".padEnd(60), ...["bytes", "start ms", "end ms"].map(column)].join("");
  const row = (name, bytes, startMs, endMs) =>
    [`  ${name}`.padEnd(60), ...[bytes, startMs.toFixed(0), endMs.toFixed(0)].map((cell) => column(String(cell)))].join(
      "",
    );
  const isSmall = ({ bytes }) => bytes < SMALL_BYTES;
  for (const file of files.filter((file) => !isSmall(file))) yield row(file.path, file.bytes, file.startMs, file.endMs);
  const small = files.filter(isSmall);
  const bytes = small.reduce((sum, file) => sum + file.bytes, 0);
  const ends = small.map(({ endMs }) => endMs).filter((ms) => !Number.isNaN(ms));
  yield row(
    `${small.length} files under ${SMALL_BYTES / 1000} kB`,
    bytes,
    Math.min(...small.map(({ startMs }) => startMs)),
    Math.max(...ends),
  );
}
