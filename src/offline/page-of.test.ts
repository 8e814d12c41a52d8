import { expect, test } from "vitest";
import { isPageOf } from "./page-of.ts";

test("the page of a folder is known by each of its addresses, and told from one in a folder below", () => {
  const isPage = (path: string) => isPageOf("https://runner.example/a/", `https://runner.example${path}`);
  expect(["/a/", "/a/?embed#s1.steady", "/a/index.html#run"].map(isPage)).toEqual([true, true, true]);
  expect(["/a/b/", "/a/b/index.html", "/", "/ab/"].map(isPage)).toEqual([false, false, false, false]);
});
