import { median } from "./median.mjs";

const STEPS = 40;

/**
 * How long a step of the plan's slider takes from the key to the picture of the new plan: ten kilometres over two hills,
 * a step of a second a kilometre each.
 * @returns lines of the report
 */
export async function benchPlan(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}#plan`);
  await page.getByRole("button", { name: /two hills/ }).click();
  await page.getByTestId("plan-result").waitFor({ timeout: 60_000 });
  const times = [];
  for (let step = 0; step < STEPS; step++) times.push(await page.evaluate(timeStep));
  const searchMs = await page.evaluate(timeSearch);
  await page.close();
  const sorted = times.toSorted((a, b) => a - b);
  return [
    `A step of the plan's slider, to the picture: median ${median(times).toFixed(0)} ms, p95 ${sorted[Math.floor(0.95 * STEPS)].toFixed(0)} ms`,
    `The pace that keeps under 150 bpm over 10 km: ${searchMs.toFixed(0)} ms`,
  ];
}

/** In the page: moves the slider by a step; the milliseconds until the plan that it asks for has been painted. */
function timeStep() {
  const slider = document.querySelector('[data-testid="what-if-pace"]');
  const result = document.querySelector('[data-testid="plan-result"]');
  return new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startMs)));
    });
    watch.observe(result, { attributes: true, attributeFilter: ["data-seconds"] });
    const startMs = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(slider, Number(slider.value) - 1);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** In the page: asks for a heart rate; the milliseconds until the pace that keeps under it stands there. */
function timeSearch() {
  const field = document.querySelector('[data-testid="plan-hr"]');
  return new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (document.querySelector('[data-testid="plan-kept"]') === null) return;
      watch.disconnect();
      resolve(performance.now() - startMs);
    });
    watch.observe(document.querySelector(".plan-place"), { childList: true, subtree: true });
    const startMs = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, "150");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
