import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test as onOwnHost, opened } from "./page.ts";

/** A page of another origin, which embeds this one by the given HTML. */
interface Blog {
  origin: string;
  embed(html: string): void;
}

const test = onOwnHost.extend<{ blog: Blog }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing is needed
  blog: async ({}, use) => {
    let embedded = "";
    const server = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<body style="margin: 16px"><input id="mine" aria-label="Mine" autofocus>${embedded}</body>`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const embed = (html: string) => {
      embedded = html;
    };
    await use({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, embed });
    server.close();
  },
  expected: ({ blog }, use) => use({ complaints: /Content Security Policy|^policy: connect-src/, origin: blog.origin }),
});

async function copiedEmbedCode(page: Page): Promise<string> {
  await page.getByTestId("share-embed").click();
  await expect(page.getByTestId("share-embed")).toHaveText("Code copied");
  return page.evaluate(() => navigator.clipboard.readText());
}

test("embedded by the line that the page gives, a run is one chart that keeps its address, its walls and its manners", async ({
  page,
  blog,
}) => {
  await opened(page, "#s1.steady");
  const full = page.url();
  const sentence = await page.locator(".finding-sentence").innerText();
  blog.embed(await copiedEmbedCode(page));
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(blog.origin);
  const shown = page.frameLocator("iframe");
  await expect(shown.locator(".finding-sentence")).toHaveText(sentence);
  const chart = shown.getByTestId("chart-heart-rate");
  await expect(chart.locator(".measured")).not.toHaveCount(0);
  await expect(chart.getByText(/^\d+:00$/), "its x-axis").not.toHaveCount(0);
  await expect(shown.getByText("compare it with"), "advice on what is not there").toHaveCount(0);
  for (const id of ["chart-speed", "place-run", "sample", "share-link"])
    await expect(shown.getByTestId(id)).toHaveCount(0);

  const [, frame] = page.frames();
  const [address, hash] = full.split("#");
  expect(frame.url()).toBe(`${address}?embed#${hash}`);
  await expect(page.locator("#mine"), "the focus stays where it was").toBeFocused();
  const fit = await frame.evaluate(() => {
    const { scrollHeight, scrollWidth, clientHeight, clientWidth } = document.documentElement;
    const chart = document.querySelector("[data-testid=chart-heart-rate]")!.getBoundingClientRect();
    const background = getComputedStyle(document.documentElement).backgroundColor;
    return {
      over: [scrollWidth - clientWidth, scrollHeight - clientHeight],
      below: clientHeight - chart.bottom,
      background,
    };
  });
  expect(fit.over, "pixels that the frame has no room for").toEqual([0, 0]);
  expect(fit.below, "room that the chart leaves").toBeLessThan(16);
  expect(fit.background, "dark, as the page around it").toBe("rgb(20, 22, 26)");
  const fetched = await frame.evaluate(() =>
    fetch("https://example.org/").then(
      () => "fetched",
      () => "refused",
    ),
  );
  expect(fetched).toBe("refused");

  await frame.evaluate(() => {
    window.location.hash = "#s1.intervals";
  });
  await expect(shown.getByTestId("open-in-full")).toHaveAttribute("href", /#s1\.intervals$/);
  await expect(shown.locator(".finding-sentence")).not.toHaveText(sentence);
  const opening = page.waitForEvent("popup");
  await shown.getByTestId("open-in-full").click();
  const whole = await opening;
  await expect(whole.getByTestId("status")).toHaveAttribute("data-state", "done");
  expect(whole.url()).toBe(`${address}#s1.intervals`);
  expect(page.url(), "the page around it is where it was").toBe(`${blog.origin}/`);
});

test("embedded, a table is left to the whole page", async ({ page, blog, baseURL }) => {
  blog.embed(`<iframe src="${baseURL}?embed#d1.test" width="600" height="300"></iframe>`);
  await page.goto(blog.origin);
  const shown = page.frameLocator("iframe");
  await expect(shown.getByText("takes more room than there is here")).toBeVisible();
  await expect(shown.getByTestId("open-in-full")).toHaveAttribute("href", /\/#d1\.test$/);
});
