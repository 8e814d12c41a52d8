import fc from "fast-check";
import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { MAX_FILE_BYTES, MAX_POINTS, MAX_RUNS } from "../../base/limits.ts";
import { parse, parseOne, refusal } from "../../testing/parsing.ts";

const RUN = '{"time_s": [0, 1], "speed_kmh": [8, 9]}';
const GPX =
  '<gpx><trk><name>Größe</name><trkseg><trkpt lat="50" lon="7"><time>2024-05-01T10:00:00Z</time></trkpt></trkseg></trk></gpx>';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  [..."\ufeff", ...text].forEach((char, i) => {
    view.setUint16(2 * i, char.charCodeAt(0), littleEndian);
  });
  return new Uint8Array(view.buffer);
}

test.each([
  ["UTF-8", bytesOf(GPX)],
  ["UTF-8 with a byte order mark", bytesOf(`\ufeff${GPX}`)],
  ["UTF-16, little-endian", utf16(GPX, true)],
  ["UTF-16, big-endian", utf16(GPX, false)],
  ["Windows' western letters", latin1(GPX)],
  ["gzip", gzipSync(bytesOf(GPX))],
  ["gzip of gzip", gzipSync(gzipSync(bytesOf(GPX)))],
])("a file is told by its content and read from %s", (_, bytes) => {
  expect(parseOne(bytes).format).toBe("gpx");
});

test("gzip files joined end to end are one file", () => {
  const member = gzipSync(bytesOf(`${RUN}\n`));
  expect(parse(new Uint8Array([...member, ...member]))).toHaveLength(2);
});

test("a damaged or cut off gzip file says so", () => {
  const whole = gzipSync(bytesOf(`${RUN}\n`.repeat(50)));
  for (const length of [2, 5, 18, whole.length - 12, whole.length - 1]) {
    expect(refusal(whole.subarray(0, length)).code).toBe("malformed-gzip");
  }
});

test("a flipped bit in a gzip file does not pass for another number", () => {
  const stored = gzipSync(bytesOf(RUN), { level: 0 });
  const at = stored.indexOf("8".charCodeAt(0), 20);
  expect(refusal(stored.map((byte, i) => (i === at ? byte ^ 1 : byte))).code).toBe("malformed-gzip");
});

test("a gzip file that keeps unpacking to another is refused", () => {
  let bytes = bytesOf(RUN);
  for (let i = 0; i < 5; i++) bytes = gzipSync(bytes);
  expect(refusal(bytes).code).toBe("malformed-gzip");
});

test("a small file that unpacks beyond the limit is refused, with the limit", { tags: ["slow"] }, () => {
  const member = gzipSync(new Uint8Array(MAX_FILE_BYTES / 50));
  const bomb = new Uint8Array(51 * member.length);
  for (let i = 0; i < 51; i++) bomb.set(member, i * member.length);
  const { code, message } = refusal(bomb);
  expect(code).toBe("too-large");
  expect(message).toContain("unpacked, it is more than the 100 MB");
});

test("a file beyond the limit is refused, with its size", () => {
  expect(refusal(new Uint8Array(2 * MAX_FILE_BYTES)).message).toContain("200 MB");
});

test("a run of more points than any is refused, with the limit", { tags: ["slow"] }, () => {
  const tooMany = MAX_POINTS + 1;
  const { code, message } = refusal(`speed\n${"8\n".repeat(tooMany)}`);
  expect(code).toBe("too-large");
  expect(message).toContain("500,000");
  expect(refusal(JSON.stringify({ speed: new Array(tooMany).fill(8) })).code).toBe("too-large");
  const gpx = `<gpx><trk><trkseg>${'<trkpt lat="1" lon="2"/>'.repeat(tooMany)}</trkseg></trk></gpx>`;
  expect(refusal(gpx).code).toBe("too-large");
});

test.each([
  ["entries of a list", '{"speed":[8]},', (runs: string) => `[${runs}{}]`],
  ["tracks of a GPX file", "<trk/>", (runs: string) => `<gpx>${runs}</gpx>`],
  [
    "activities of a TCX file",
    "<Activity/>",
    (runs: string) => `<TrainingCenterDatabase>${runs}</TrainingCenterDatabase>`,
  ],
])("more runs than a file may hold are refused, with the limit: %s", (_, run, file) => {
  const { code, message } = refusal(file(run.repeat(MAX_RUNS + 1)));
  expect(code).toBe("too-large");
  expect(message).toContain("20,000 runs");
});

test.each([
  ["no bytes", ""],
  ["white space", " \n\t"],
  ["a byte order mark alone", "\ufeff"],
])("%s: the file is empty", (_, text) => {
  expect(refusal(text).code).toBe("empty-file");
});

test.each([
  ["Parquet", "PAR1\x15\x04", "Parquet"],
  ["ZIP", "PK\x03\x04\x14", "ZIP archive"],
  ["PDF", "%PDF-1.7", "PDF"],
  ["PNG", "\x89PNG\r\n", "PNG"],
  ["JPEG", "\xff\xd8\xff\xe0", "JPEG"],
  ["HEIC", "\0\0\0\x18ftypheic", "HEIC"],
  ["ONNX", "\x08\x08\x12\x07pytorch", "ONNX"],
  ["SQLite", "SQLite format 3\0", "SQLite"],
  ["rich text", "{\\rtf1 speed}", "rich-text"],
  ["a web page", "\n<!DOCTYPE html>\n<html><p>Sign in</html>", "web page"],
  ["KML", '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>', "KML"],
  ["KMZ", `PK\x03\x04${"\0".repeat(26)}doc.kml`, "KMZ"],
  ["a table of an office", `PK\x03\x04${"\0".repeat(26)}[Content_Types].xml`, "Office"],
  ["PWX", '<pwx xmlns="http://www.peaksware.com/PWX/1/0"></pwx>', "PWX"],
  ["HRM", "[Params]\r\nVersion=106\r\n", "HRM"],
  ["TRC", "PathFileType\t4\t(X/Y/Z)\tsquat.trc\n", "TRC"],
  ["TIFF", "II*\0", "TIFF"],
  ["GIF", "GIF89a", "GIF"],
  ["WebP", "RIFF\0\0\0\0WEBP", "WebP"],
  ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"],
  ["other XML", "<opml/>", "<opml>"],
  ["other binary", "\x01\x02\x00\x03", "not text"],
])("%s is recognised, and the refusal lists what is read", (_, content, what) => {
  const { code, message } = refusal(latin1(content));
  expect(code).toBe("unknown-format");
  expect(message).toContain(what);
  expect(message).toContain("FIT, GPX, TCX, CSV and JSON");
});

test("any bytes end in runs or in an error for a person", () => {
  const starts = [
    "",
    "\x1f\x8b\x08\0",
    "<gpx>",
    "<gpx><trk><trkseg><trkpt",
    "{",
    "[",
    "{'",
    "speed,altitude\n",
    "speed:",
    "8 9\n",
  ];
  const tokens = [
    "<",
    ">",
    "/",
    '"',
    "'",
    "\\",
    ",",
    ";",
    ":",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "&",
    "1",
    "speed",
    "time_s",
    "\0",
    "é",
  ];
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.constantFrom(...tokens), { maxLength: 40 }).map((parts) => bytesOf(parts.join(""))),
  );
  fc.assert(
    fc.property(fc.constantFrom(...starts), content, fc.boolean(), (start, rest, isZipped) => {
      const bytes = new Uint8Array([...latin1(start), ...rest]);
      try {
        for (const run of parse(isZipped ? gzipSync(bytes) : bytes)) {
          if ("error" in run) expect(run.error.code).not.toBe("unexpected");
          else expect(run.workout.speedKmh).toHaveLength(run.workout.timeS.length);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(PredictorError);
        expect((error as PredictorError).code).not.toBe("unexpected");
      }
    }),
    { numRuns: 2000 },
  );
});
