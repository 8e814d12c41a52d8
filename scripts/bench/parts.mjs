import { median } from "./median.mjs";

const REPEATS = 7;

/**
 * How long the page takes to take an hour's run apart: from opening what tells it until its chart is drawn.
 * @param page shows the run
 * @returns lines of the report
 */
export async function benchParts(page) {
  const times = [];
  for (let i = 0; i < REPEATS; i++) times.push(await page.evaluate(openParts));
  const [first, ...others] = times;
  return [
    `What adds up to its heart rate: ${first.toFixed(0)} ms until it is drawn for the first time, ${median(others).toFixed(0)} ms then (median of ${others.length})`,
  ];
}

/** In the page: resolves with the milliseconds from the opening to the frame that drew the parts, and closes them again. */
function openParts() {
  const why = document.querySelector('[data-testid="influence"]');
  const [summary] = why.querySelectorAll("summary");
  const isDrawn = () => document.querySelector('[data-testid="chart-parts"] .parts-total') !== null;
  return new Promise((resolve) => {
    const openedMs = performance.now();
    summary.click();
    const look = () => {
      if (why.dataset.ready !== "true" || !isDrawn()) return void requestAnimationFrame(look);
      const drawnMs = performance.now();
      summary.click();
      const settle = () => (isDrawn() ? requestAnimationFrame(settle) : resolve(drawnMs - openedMs));
      settle();
    };
    look();
  });
}
