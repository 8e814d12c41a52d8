import { expect, figure, opened, test } from "./page.ts";

test("samples come from the bundled split, fetched with the first one asked for, and have short links", {
  tag: "@smoke",
}, async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const parquet = () => fetched.filter((path) => path.endsWith("test.parquet")).length;
  await opened(page);
  expect(parquet()).toBe(0);

  const samples = page.getByTestId("sample");
  await expect(samples).toHaveCount(6);
  for (const sample of await samples.all()) {
    const before = await page.getByTestId("status").getAttribute("data-run");
    await sample.click();
    await expect(page.getByTestId("status")).not.toHaveAttribute("data-run", before ?? "");
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  }
  expect(parquet()).toBe(1);
  await expect(page.getByText(/simulated/i).first()).toBeVisible();

  const hash = new URL(page.url()).hash;
  expect(hash).toMatch(/^#s1\.[a-z-]+$/);
  const run = await page.getByTestId("status").getAttribute("data-run");
  await page.goto("about:blank");
  await opened(page, hash);
  await expect(page.getByTestId("status")).toHaveAttribute("data-run", run ?? "");
});

test("a link that can't be read gives a message, and the page still works; one that the clipboard refuses stands there to be copied", async ({
  page,
}) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  for (const [what, hash, code] of [
    ["damaged", "#r1.AAAA", "bad-link"],
    ["of an unknown sample", "#s1.no-such-run", "unknown-sample"],
    ["too new", "#r9.AAAA", "newer-link"],
    ["foreign", "#access_token=abc", "bad-link"],
  ]) {
    await test.step(`one that is ${what}`, async () => {
      await opened(page, hash);
      const error = page.getByTestId("error").filter({ visible: true }).first();
      await expect(error).toHaveAttribute("data-code", code);
      await expect(page.locator("[data-testid=metric-mae][data-value]")).toHaveCount(0);
      await expect(page).toHaveTitle(/^Link not opened · |^Not predicted · /);
      await page.getByTestId("sample").first().click();
      await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    });
  }
  await test.step("a refused one stands there until Escape, or as long as its run is shown", async () => {
    const button = page.getByTestId("share-link");
    const field = page.getByLabel(/Copy the link from here/);
    await test.step("Escape closes it, and the keyboard goes on from its button", async () => {
      await button.press("Enter");
      await expect(field).toBeFocused();
      await field.press("Escape");
      await expect(field).toHaveCount(0);
      await expect(button).toBeFocused();
    });
    const sample = page.getByTestId("sample");
    await sample.first().click();
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    await button.click();
    await expect(field).toHaveValue(page.url());
    await expect(field).toBeFocused();
    await sample.last().click();
    await expect(field).toHaveCount(0);
  });
});
