import { expect, test } from "vitest";
import { isOfVersion } from "./of-version.ts";

const page = (script: string) =>
  new Response(`<script type="module" src="./${script}"></script>`, { headers: { "content-type": "text/html" } });

test("the page is of a version whose script it names, and can still be read", async () => {
  const answer = page("assets/index-new.js");
  expect(await isOfVersion(answer, "assets/index-new.js")).toBe(true);
  expect(await answer.text()).toContain("module");
  expect(await isOfVersion(page("assets/index-old.js"), "assets/index-new.js")).toBe(false);
});

test("no other file is the page, or an error", async () => {
  expect(await isOfVersion(page("assets/index-new.js"), null)).toBe(false);
  expect(await isOfVersion(new Response("", { status: 404 }), null)).toBe(false);
  const wasm = new Response("", { headers: { "content-type": "application/wasm" } });
  expect(await isOfVersion(wasm, null)).toBe(true);
});
