import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { previewTags } from "./link-preview.ts";
import { LINK_PICTURE } from "./screenshots.mjs";

const html = readFileSync("index.html", "utf8");

/** Each tag's name, or relation, and what it says. */
function told(siteUrl: string | null): Record<string, unknown> {
  const entries = previewTags(html, siteUrl).map(({ attrs }) => {
    const { property, name, rel, content, href } = attrs!;
    return [property ?? name ?? rel, content ?? href];
  });
  return Object.fromEntries(entries);
}

test("a link to the page shows its title, its description and its picture", () => {
  expect(told(null)).toMatchObject({
    "og:title": "Expected heart rate",
    "og:description": expect.stringContaining("Nothing leaves your device."),
    "og:image": "./screenshots/link-preview.png",
    "twitter:card": "summary_large_image",
  });
  expect(told(null)).not.toHaveProperty("canonical");
  // Width and height of a PNG follow its signature and the head of its first chunk.
  const picture = readFileSync(`public/screenshots/${LINK_PICTURE.file}`);
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
});

test("where the page's address is known, addresses are whole, whether or not it ends in a slash", () => {
  for (const siteUrl of ["https://runner.example/heart-rate", "https://runner.example/heart-rate/"]) {
    expect(told(siteUrl)).toMatchObject({
      canonical: "https://runner.example/heart-rate/",
      "og:url": "https://runner.example/heart-rate/",
      "og:image": "https://runner.example/heart-rate/screenshots/link-preview.png",
    });
  }
  expect(() => told("runner.example")).toThrow(/state the page's whole address/);
  expect(() => told("file:///page/")).toThrow(/state the page's whole address/);
});
