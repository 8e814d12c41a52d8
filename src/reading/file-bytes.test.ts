import { expect, test } from "vitest";
import { bytesOf, startOf } from "./file-bytes.ts";

test("what the browser can't read says so, and what is too large is not read at all", async () => {
  const folder = Object.assign(new File([], "folder"), { arrayBuffer: () => Promise.reject(new Error("NotFound")) });
  await expect(bytesOf(folder)).rejects.toMatchObject({ code: "unreadable-file" });
  const huge = Object.defineProperty(folder, "size", { value: 1e10 });
  await expect(bytesOf(huge)).rejects.toMatchObject({ code: "too-large" });
  expect(await bytesOf(new File(["ab"], "run.csv"))).toEqual(Uint8Array.of(97, 98));
});

test("a small file is read once, and of a large one only its first bytes tell what it is", async () => {
  const small = new File(["abcdef"], "run.csv");
  expect(await startOf(small)).toHaveLength(small.size);
  const large = new File([new Uint8Array(8_000_001)], "runs.zip");
  large.arrayBuffer = () => Promise.reject(new Error("A large file came into memory as a whole."));
  expect(await startOf(large)).toHaveLength(4);
});
