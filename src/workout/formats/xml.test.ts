import { expect, test } from "vitest";
import { MAX_DEPTH, MAX_ELEMENTS } from "../../base/limits.ts";
import { parse, parseOne, refusal } from "../../testing/parsing.ts";

const malformed = (text: string) => {
  const error = refusal(text);
  expect(error.code).toBe("malformed-xml");
  return error.message;
};

test("a prefix that was never declared is named with its line and what to do", () => {
  const message = malformed(
    '<gpx>\n<trk><trkseg>\n<trkpt lat="1" lon="2"><gpxdata:cadence>43</gpxdata:cadence></trkpt>',
  );
  expect(message).toContain('Line 3 uses the prefix "gpxdata:"');
  expect(message).toContain("xmlns:gpxdata");
  expect(message).toContain("export the activity again");
});

test("a file that was cut off says so, and where", () => {
  expect(malformed("<gpx>\n<trk>\n<trkseg>\n")).toMatch(/ends at line 4 inside <trkseg>.*cut off/);
  expect(malformed("<gpx>\n<trk><na")).toContain("line 2");
});

test.each([
  ["a wrong end", "<gpx>\n</gpz>", "Line 2 "],
  ["an attribute without a value", "<gpx>\n\n<trk a></trk></gpx>", "Line 3 "],
  ["two roots", "<gpx></gpx><gpx></gpx>", "Line 1 "],
  ["text without an element", "<>", "Line 1 "],
])("%s is named with its line", (_, text, line) => {
  expect(malformed(text)).toContain(line);
});

const track = (name: string) =>
  `<?xml version="1.0"?>\n<gpx>\n<trk><name>${name}</name><trkseg><trkpt lat="1" lon="2"><time>2024-05-01T10:00:00Z</time></trkpt></trkseg></trk></gpx>`;

test.each([
  ['a bare "&"', track("Run & bike"), /at 1 place .*line 3.*1 "&"/],
  ['a bare "&" behind which no ";" ever comes', track("Run&bike").replaceAll(";", ""), /1 "&"/],
  ["an entity of HTML", track("Run&nbsp;home &eacute;"), /at 2 places/],
  ["a number of no letter", track("Run &#0; &#xFFFF;"), /2 "&"/],
  ['a bare "<"', track("5 < 10"), /1 "<"/],
  ["control characters", track("Run\u0001\u001f"), /2 control character/],
  ["text behind the end", `${track("Run")}\n </gpx> bye`, /text behind its end/],
])("%s is read as it was meant, and told", (_, text, told) => {
  const run = parseOne(text);
  expect(run.timeS).toHaveLength(1);
  expect(run.mended).toEqual([expect.objectContaining({ code: "damaged-file", message: expect.stringMatching(told) })]);
});

test("names keep what was meant in them, across pieces of any length", () => {
  const fill = (letters: number) => `<!-- ${"&".repeat(letters)} -->`;
  for (let letters = 65_400; letters < 65_560; letters += 7) {
    const name = "Run & bike &amp; <![CDATA[swim & <rest>]]> &#65; &#x41; &lt;";
    const text = `<gpx>${fill(letters)}<trk><name>${name}</name><type>x</type><trkseg><trkpt lat="1" lon="2"><time>2024-05-01T10:00:00Z</time></trkpt></trkseg></trk><trk><name>Other</name><trkseg><trkpt lat="1" lon="2"><time>2024-05-02T10:00:00Z</time></trkpt></trkseg></trk></gpx>`;
    const [run] = parse(text);
    expect(run.name).toBe("file · Run & bike & swim & <rest> A A <");
    expect("workout" in run && run.workout.mended[0]).toMatchObject({ count: 1 });
  }
});

test("a sound text is told nothing of", () => {
  expect(parseOne(track("Run &amp; <![CDATA[ & ]]> &#169;<!-- & -->")).mended).toEqual([]);
});

test("what is mended hides nothing else that is wrong", () => {
  expect(malformed(track("Run & bike").replace("</trkseg>", ""))).toContain("Line 3 ");
  expect(malformed(`${track("Run & bike")}<gpx/>`)).toContain("one root");
});

test("a document type is refused: entities declared in it can swell a small file beyond measure", () => {
  const bomb = '<?xml version="1.0"?>\n<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<gpx>&b;</gpx>';
  expect(malformed(bomb)).toContain("Line 2 declares a document type");
});

test("elements within elements beyond any recording are refused", () => {
  expect(malformed(`<gpx>${"<a>".repeat(100_000)}`)).toContain(`${MAX_DEPTH} elements deep`);
});

test.each([
  ["line ends", "<gpx><name>\n", "\r"],
  ["entities", "<gpx><name>\n", "&amp;"],
  ["attributes", "<gpx\n", " a='1'"],
  ["a comment", "<gpx><!--\n", "a"],
])("%s without end, of which each letter may take tens of bytes, are refused", (_, start, letters) => {
  expect(malformed(start + letters.repeat(3_000_000))).toMatch(/more than 2,000,000 letters lie between two tags/);
});

test("more elements than any run has points for are refused as too large", { tags: ["slow"] }, () => {
  const { code, message } = refusal(`<gpx>${"<a/>".repeat(MAX_ELEMENTS)}</gpx>`);
  expect(code).toBe("too-large");
  expect(message).toContain("10,000,000 elements");
});

test("blank lines before the declaration, where XML wants none, are counted", () => {
  expect(malformed('\n \n<?xml version="1.0"?>\n<gpx>\n</gpz>')).toContain("Line 5 ");
});

test("Windows' line ends count once", () => {
  expect(malformed("<gpx>\r\n\r\n</gpz>")).toContain("Line 3 ");
});
