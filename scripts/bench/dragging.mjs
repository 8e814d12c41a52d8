const MOVES = 120;
/** How many times slower the processor is made, as a phone's is. */
const SLOWED = 4;

/**
 * How long the frames last while an end of the strip is dragged along the run that the page shows, and back.
 * @returns lines of the report
 */
export async function benchDragging(page) {
  const devtools = await page.context().newCDPSession(page);
  const lines = [];
  for (const rate of [1, SLOWED]) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate });
    const { p95Ms, longestMs, count } = await framesWhileDragging(page);
    const how = rate === 1 ? "" : `, the processor slowed to 1/${rate}`;
    lines.push(
      `Frames while dragging${how}: p95 ${p95Ms.toFixed(1)} ms, longest ${longestMs.toFixed(1)} ms, of ${count} frames`,
    );
  }
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return lines;
}

async function framesWhileDragging(page) {
  const strip = page.locator(".overview-strip");
  await strip.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await strip.boundingBox();
  const moveTo = (share) => page.mouse.move(x + share * width, y + height / 2);
  await page.getByLabel("Start of the stretch shown").press("Home");
  await moveTo(0);
  await page.mouse.down();
  await page.evaluate(beginToTimeFrames);
  for (let move = 1; move <= MOVES; move++) await moveTo(0.7 * Math.sin((Math.PI * move) / MOVES));
  const frames = (await page.evaluate(() => window.endOfFrames())).sort((a, b) => a - b);
  await page.mouse.up();
  return { p95Ms: frames[Math.floor(0.95 * frames.length)], longestMs: frames.at(-1), count: frames.length };
}

/** In the page: from now on, how long after the one before each frame comes; `endOfFrames` returns them. */
function beginToTimeFrames() {
  const frames = [];
  let last = performance.now();
  let next = requestAnimationFrame(function time() {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    next = requestAnimationFrame(time);
  });
  window.endOfFrames = () => {
    cancelAnimationFrame(next);
    return frames;
  };
}
