import { describe, expect, test } from "vitest";
import { FORMAT_SAMPLES } from "../../testing/format-samples.ts";
import { parse, refusal } from "../../testing/parsing.ts";
import { Content } from "./content.ts";
import { ACCEPTED, FORMATS, fileWords, formatOf, isOtherRunName, isRecordingName, peekFile } from "./formats.ts";
import { wholeLetters } from "./text.ts";

describe.each(Object.entries(FORMAT_SAMPLES))("%s", (key, files) => {
  test.each(files.map((bytes, i) => ({ n: i + 1, bytes })))("sample $n is told by its content alone, and read", ({
    bytes,
  }) => {
    expect(formatOf(new Content({ name: "", bytes }))).toBe(Reflect.get(FORMATS, key) ?? FORMATS.json);
    for (const run of parse(bytes)) expect(run).toMatchObject({ workout: { format: key } });
  });
});

test("sentences name every format once, and what can only be typed last", () => {
  expect(ACCEPTED).toBe(
    "These can be read: FIT, GPX, TCX, CSV and JSON (also gzipped), ZIP archives of these, and two lists of numbers (speed in km/h and altitude in metres).",
  );
  expect(refusal("Dear diary,\ntoday I ran.\n").message).toContain(ACCEPTED);
  expect(fileWords()).toMatchObject({ kinds: "FIT, GPX, TCX, CSV, JSON", textKinds: "GPX, TCX, CSV or JSON" });
});

test("an archive's files are told by their endings: recordings, and what may hold a run", () => {
  for (const name of ["a.fit", "b/A.GPX", "c.tcx.gz"])
    expect([isRecordingName(name), isOtherRunName(name)], name).toEqual([true, false]);
  for (const name of ["a.csv", "a.JSON", "a.txt.gz"])
    expect([isRecordingName(name), isOtherRunName(name)], name).toEqual([false, true]);
  for (const name of ["a.jpg", "fit", "a.gz"])
    expect([isRecordingName(name), isOtherRunName(name)], name).toEqual([false, false]);
});

test("a sport in letters beyond ASCII is told of a file's first bytes, wherever these end", () => {
  const bytes = new TextEncoder().encode(`<gpx><trk><type>跑步</type><trkseg>${"步".repeat(9)}`);
  for (let length = bytes.length - 9; length <= bytes.length; length++) {
    const head = new Content({ name: "", bytes: wholeLetters(bytes.subarray(0, length)) });
    expect(peekFile(head)).toEqual({ isActivity: true, sport: "跑步" });
  }
});

test("comments of any length before an XML file's first element do not hide what it is", () => {
  const gpx =
    '<gpx><trk><trkseg><trkpt lat="50" lon="7"><time>2024-05-01T10:00:00Z</time></trkpt></trkseg></trk></gpx>';
  const [run] = parse(`<?xml version="1.0"?>\n<!-- <kml> ${"-. ".repeat(9000)} -->\n${gpx}`);
  expect(run).toMatchObject({ workout: { format: "gpx" } });
});
