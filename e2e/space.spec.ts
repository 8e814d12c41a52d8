import { expect, test } from "./page.ts";

const HUB_PAGE = "https://huggingface.co/spaces/runner/heart-rate";
const SPACE = "https://runner-heart-rate.static.hf.space/";

/** What the hub's page of a Space does: its frame gets the hash once, and tells every other one that it comes to. */
const HUB_HTML = `<iframe width="1000" height="600"></iframe><script>
  addEventListener("message", ({ origin, data }) => {
    if (origin + "/" === "${SPACE}") history.replaceState(null, "", location.pathname + data.hash);
  });
  document.querySelector("iframe").src = "${SPACE}index.html" + location.hash;
</script>`;

test.use({ baseURL: SPACE, expected: { complaints: null, origin: new URL(HUB_PAGE).origin } });

test("as a static Space the page opens what the hub's address names, and the hub's address follows it", async ({
  page,
}) => {
  // Both hosts are this machine.
  await page.route(HUB_PAGE, (route) => route.fulfill({ contentType: "text/html", body: HUB_HTML }));
  await page.route(`${SPACE}**`, (route) =>
    route.fulfill({ path: `dist${decodeURIComponent(new URL(route.request().url()).pathname)}` }),
  );
  await page.goto(`${HUB_PAGE}#s1.steady`);
  const space = page.frameLocator("iframe");
  const status = space.getByTestId("status");
  await expect(status).toHaveAttribute("data-run", "Steady");
  await expect(status).toHaveAttribute("data-state", "done");
  await space.getByRole("link", { name: "Intervals" }).click();
  await expect(page).toHaveURL(`${HUB_PAGE}#s1.intervals`);
  await page.reload();
  await expect(status).toHaveAttribute("data-run", "Intervals");
  await space.getByTestId("place-my-runs").click();
  await expect(page).toHaveURL(`${HUB_PAGE}#my-runs`);
});
