import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { Zip, ZipDeflate, zipSync } from "fflate";
import { expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import { concatenate } from "../../base/concatenate.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_DIRECTORY_BYTES, MAX_ENTRIES, MAX_FILE_BYTES } from "../../base/limits.ts";
import { refusedBy } from "../../testing/parsing.ts";
import { type ZippedFile, zipFile } from "../../testing/zip-file.ts";
import { readOver } from "./byte-reading.ts";
import { zipDirectory } from "./zip-directory.ts";
import { innerSource, readEntry, readHead } from "./zip-entry.ts";

const TEXT = "speed\n8\n9\n".repeat(300);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const archive = (bytes: Uint8Array) => sourceOf({ name: "archive.zip", bytes });
const list = (bytes: Uint8Array) => readOver(archive(bytes), zipDirectory(bytes.length));
async function contentOf(bytes: Uint8Array, place = 0): Promise<string> {
  return text(await readEntry(archive(bytes), (await list(bytes))[place]));
}

/** An archive as from programs that send it while they pack it: sizes and checksum follow the content. */
function sentWhilePacked(): Uint8Array {
  const parts: Uint8Array[] = [];
  const zip = new Zip((_, part) => parts.push(part));
  const file = new ZipDeflate("a.csv");
  zip.add(file);
  file.push(new TextEncoder().encode(TEXT), true);
  zip.end();
  return concatenate(Uint8Array, parts);
}

test.each<[string, Uint8Array]>([
  ["deflated", zipFile([{ name: "a.csv", content: TEXT }])],
  ["stored", zipFile([{ name: "a.csv", content: TEXT, packing: "stored" }])],
  ["as another program writes it", zipSync({ "a.csv": new TextEncoder().encode(TEXT) })],
  ["sent while it was packed", sentWhilePacked()],
  [
    "with a comment behind it that looks like an end",
    zipFile([{ name: "a.csv", content: TEXT }], { comment: "PK\x05\x06 and more" }),
  ],
  ["with sizes and places in ZIP64's fields", zipFile([{ name: "a.csv", content: TEXT }], { wide: true })],
])("a file is listed and read, %s", async (_, bytes) => {
  expect(await list(bytes)).toMatchObject([{ name: "a.csv", unpackedBytes: TEXT.length }]);
  expect(await contentOf(bytes)).toBe(TEXT);
});

test("of an archive, its directory and what is asked for are read, and nothing between", async () => {
  const filler = new Uint8Array(1_000_000);
  const bytes = zipFile([
    { name: "before.bin", content: filler, packing: "stored" },
    { name: "a.csv", content: TEXT },
    { name: "after.bin", content: filler, packing: "stored" },
  ]);
  let read = 0;
  const source = {
    name: "large.zip",
    size: bytes.length,
    read: async (from: number, to: number) => {
      read += to - from;
      return bytes.subarray(from, to);
    },
  };
  const [, entry] = await readOver(source, zipDirectory(source.size));
  expect(text(await readEntry(source, entry))).toBe(TEXT);
  expect(read).toBeLessThan(70_000);
});

test("folders are not listed; names are text, in UTF-8 or as older programs write them", async () => {
  const files: ZippedFile[] = [
    { name: "runs/", content: "", packing: "stored" },
    { name: "../../etc/passwd", content: "a" },
    { name: "C:\\a\u0000b\u001b[31m", content: "b" },
    { name: "Läufe/größte.csv", content: "c" },
    { name: Uint8Array.of(0x4c, 0xe4, 0x75, 0x66), content: "d" },
    { name: "n".repeat(60_000), content: "e" },
  ];
  const names = (await list(zipFile(files))).map(({ name }) => name);
  expect(names).toEqual(["../../etc/passwd", "C:\\a\u0000b\u001b[31m", "Läufe/größte.csv", "Läuf", "n".repeat(60_000)]);
});

test("the head of a file is read without the rest", async () => {
  for (const packing of ["stored", "deflated"] as const) {
    const bytes = zipFile([{ name: "a.csv", content: TEXT, packing }]);
    const [entry] = await list(bytes);
    expect(text(await readHead(archive(bytes), entry, 7))).toBe("speed\n8");
  }
});

test("an archive within an archive is read where it lies, or unpacked", async () => {
  const inner = zipFile([{ name: "a.csv", content: TEXT }]);
  for (const packing of ["stored", "deflated"] as const) {
    const bytes = zipFile([
      { name: "first", content: "x" },
      { name: "inner.zip", content: inner, packing },
    ]);
    const source = await innerSource(archive(bytes), (await list(bytes))[1], 10_000);
    const [entry] = await readOver(source, zipDirectory(source.size));
    expect(text(await readEntry(source, entry))).toBe(TEXT);
  }
});

const two: ZippedFile[] = [
  { name: "a.csv", content: TEXT },
  { name: "b.csv", content: TEXT },
];

test.each<[string, Uint8Array, RegExp]>([
  ["it is cut off", zipFile(two).subarray(0, -30), /cut off/],
  ["its directory is said to lie elsewhere", zipFile(two, { directoryAtShift: 5000 }), /where it can't/],
  ["its directory lies where none is", zipFile(two, { directoryAtShift: -7 }), /says 2 files and lists 0/],
  ["it says more files than it lists", zipFile(two, { statedEntries: 3 }), /says 3 files and lists 2/],
  ["it is one part of several", zipFile(two, { parts: 2 }), /split into several/],
  ["a file lies beyond its end", zipFile([{ ...two[0], headerAtShift: 100_000 }]), /a\.csv” is said to lie beyond/],
  ["a file has more bytes than there are", zipFile([{ ...two[0], statedPackedBytes: 1e9 }]), /beyond its end/],
  ["two files share their bytes", zipFile([two[0], { ...two[1], atFirst: true }]), /in the same bytes/],
  ["files overlap in part", zipFile([two[0], { ...two[1], headerAtShift: -9 }]), /in the same bytes/],
])("an archive is refused where %s", async (_, bytes, message) => {
  expect(await refusedBy(list(bytes))).toMatchObject({
    code: "malformed-zip",
    message: expect.stringMatching(message),
  });
});

test("an archive of too many files, or with too long a list of them, is refused with the limit", async () => {
  const tooMany = zipFile(two, { statedEntries: MAX_ENTRIES + 1, wide: true });
  expect(await refusedBy(list(tooMany))).toMatchObject({
    code: "too-large",
    message: expect.stringContaining("50,000"),
  });
  const tooLong = zipFile(two, { statedDirectoryBytes: MAX_DIRECTORY_BYTES + 1 });
  expect(await refusedBy(list(tooLong))).toMatchObject({
    code: "too-large",
    message: expect.stringContaining("20 MB"),
  });
});

const [sound] = two;
test.each<[string, ZippedFile, string, RegExp]>([
  ["is encrypted", { ...sound, flags: 1 }, "malformed-zip", /encrypted/],
  ["is encrypted by AES", { ...sound, method: 99 }, "malformed-zip", /encrypted/],
  ["is packed otherwise", { ...sound, method: 14 }, "malformed-zip", /packed by LZMA/],
  ["is no deflated content", { ...sound, packed: new Uint8Array(90).fill(0xff) }, "malformed-zip", /can't be unpacked/],
  ["is cut off within", { ...sound, packed: new Uint8Array() }, "malformed-zip", /holds less/],
  ["was changed", { ...sound, statedCrc32: 1 }, "malformed-zip", /checksum/],
  ["says less than it holds", { ...sound, statedBytes: 10 }, "malformed-zip", /holds more/],
  ["says more than it holds", { ...sound, statedBytes: 90_000 }, "malformed-zip", /holds less/],
  ["would unpack beyond the limit", { ...sound, statedBytes: MAX_FILE_BYTES + 1 }, "too-large", /100 MB/],
])("a file is refused where it %s, and the one beside it is read", async (_, file, code, message) => {
  const bytes = zipFile([file, two[1]]);
  expect(await refusedBy(contentOf(bytes))).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await contentOf(bytes, 1)).toBe(TEXT);
});

test.each([
  0, 1, 6, 9,
])("what packing makes no smaller is read, such as a gzip file that was packed again at level %d", async (level) => {
  const content = Uint8Array.from(
    { length: 300_000 },
    (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 24) ^ ((i * i) >>> 3),
  );
  const packed = new Uint8Array(deflateRawSync(content, { level }));
  const bytes = zipFile([{ name: "run.fit.gz", content, packed }, two[1]]);
  // The checksum is checked when the entry is read.
  expect(await readEntry(archive(bytes), (await list(bytes))[0])).toHaveLength(content.length);
});

test("bytes after the end of the packed content are not collected", async () => {
  const packed = new Uint8Array(5_000_000);
  packed.set(zipSync({ a: new TextEncoder().encode(TEXT) }).subarray(31, 100));
  const bytes = zipFile([{ ...sound, packed, statedBytes: MAX_FILE_BYTES }]);
  expect(await refusedBy(contentOf(bytes))).toMatchObject({ message: expect.stringMatching(/ends before|can't be/) });
});

test("an archive within an archive that would lie beyond its end is damaged, before a byte of it is read", async () => {
  const inner = zipFile([two[0]]);
  const bytes = zipFile([{ name: "inner.zip", content: inner, packing: "stored" }]);
  new DataView(bytes.buffer).setUint16(28, 0xffff, true);
  expect(await refusedBy(innerSource(archive(bytes), (await list(bytes))[0], 10_000))).toMatchObject({
    message: expect.stringContaining("beyond its end"),
  });
});

test("where header and directory disagree, neither is believed", async () => {
  const bytes = zipFile(two);
  const other = bytes.slice();
  other[8] = 0;
  expect(await refusedBy(contentOf(other))).toMatchObject({ message: expect.stringContaining("two ways") });
  const missing = bytes.slice();
  missing[0] = 0;
  expect(await refusedBy(contentOf(missing))).toMatchObject({ message: expect.stringContaining("not where") });
});

test("any archive with any bytes changed ends in its files or in an error for a person", async () => {
  const bytes = zipFile([...two, { name: "inner.zip", content: zipFile(two), packing: "stored" }], { comment: "c" });
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff)));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(bytes.length), async (changes, end) => {
      const changed = bytes.slice(0, changes.length % 3 === 0 ? end : bytes.length);
      for (const [at, byte] of changes) changed[at] = byte;
      try {
        for (const entry of await list(changed))
          expect(await readEntry(archive(changed), entry)).toHaveLength(entry.unpackedBytes);
      } catch (error) {
        expect(error).toBeInstanceOf(PredictorError);
        expect((error as PredictorError).code).not.toBe("unexpected");
      }
    }),
    { numRuns: 2000 },
  );
});
