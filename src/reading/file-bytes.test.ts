import { expect, test } from "vitest";
import { bytesOf } from "./file-bytes.ts";

test("what the browser can't read says so, and what is too large is not read at all", async () => {
  const folder = Object.assign(new File([], "folder"), { arrayBuffer: () => Promise.reject(new Error("NotFound")) });
  await expect(bytesOf(folder)).rejects.toMatchObject({ code: "unreadable-file" });
  const huge = Object.defineProperty(folder, "size", { value: 1e10 });
  await expect(bytesOf(huge)).rejects.toMatchObject({ code: "too-large" });
  expect(await bytesOf(new File(["ab"], "run.csv"))).toEqual(Uint8Array.of(97, 98));
});
