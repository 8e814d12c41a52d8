import { expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../base/limits.ts";
import type { ReadableFile } from "./file-bytes.ts";
import { isSameFile } from "./same-file.ts";

const file = (name: string, ...parts: BlobPart[]) => new File(parts, name);

/** More than is compared at a time, with another byte somewhere. */
function long(changedAt = -1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2_500_000).fill(7);
  if (changedAt >= 0) bytes[changedAt] = 8;
  return bytes;
}

test("a file is itself by name and content, whenever it was written", async () => {
  expect(await isSameFile(file("a.gpx", "abc"), file("a.gpx", "ab", "c"))).toBe(true);
  expect(await isSameFile(file("a.gpx", "abc"), file("b.gpx", "abc"))).toBe(false);
  expect(await isSameFile(file("a.gpx", "abc"), file("a.gpx", "abd"))).toBe(false);
  expect(await isSameFile(file("a.gpx", "abc"), file("a.gpx", "abcd"))).toBe(false);
  expect(await isSameFile(file("a.gpx", long()), file("a.gpx", long()))).toBe(true);
  for (const at of [0, 1_200_000, 2_499_999]) {
    expect(await isSameFile(file("a.gpx", long()), file("a.gpx", long(at)))).toBe(false);
  }
});

test("of an archive that is too large to be read, its ends are compared", async () => {
  const read: number[] = [];
  const huge = (last: number): ReadableFile => ({
    name: "export.zip",
    size: 10 * MAX_FILE_BYTES,
    arrayBuffer: () => Promise.reject(new Error("too large")),
    slice: (from, to) => {
      read.push(to - from);
      return { arrayBuffer: async () => new Uint8Array(to - from).fill(from === 0 ? 1 : last).buffer };
    },
  });
  expect(await isSameFile(huge(2), huge(2))).toBe(true);
  expect(await isSameFile(huge(2), huge(3))).toBe(false);
  expect(Math.max(...read)).toBeLessThan(MAX_FILE_BYTES / 10);
});

test("a file that was moved or changed on the disk is like no other", async () => {
  const gone = Object.assign(file("a.gpx", "abc"), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }),
  });
  expect(await isSameFile(gone, file("a.gpx", "abc"))).toBe(false);
});
