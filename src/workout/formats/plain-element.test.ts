import fc from "fast-check";
import { expect, test } from "vitest";
import { asPredictorError } from "../../base/error.ts";
import { PlainElement } from "./plain-element.ts";
import { Text } from "./text.ts";
import { readXml, type XmlCursor, type XmlReader } from "./xml.ts";

/** Logs all events; blank text is left out. */
class Writer implements XmlReader {
  readonly repeated: string;
  readonly told: string[] = [];

  constructor(repeated: string) {
    this.repeated = repeated;
  }

  open({ element, parent, attributes, line }: XmlCursor): void {
    const values = Object.entries(attributes).map(([name, { value }]) => `${name}=${value}`);
    this.told.push(`${line}: ${parent} opens ${element} ${values}`);
  }

  close({ element, parent, text, line }: XmlCursor): void {
    this.told.push(`${line}: ${parent} closes ${element} ${text.trim()}`);
  }
}

/** Events of a text, and the error in which it ends. */
function toldOf(letters: string, repeated: string): string[] {
  const writer = new Writer(repeated);
  try {
    const { mended } = readXml(Text.from(letters), () => writer);
    return [...writer.told, ...mended.map(({ message }) => message)];
  } catch (error) {
    const { code, message } = asPredictorError(error);
    return [...writer.told, `${code}: ${message}`];
  }
}

const POINTS = [
  `<trkpt lat="48.1" lon="11.5"><ele>250.1</ele><time>2024-05-01T08:00:00Z</time></trkpt>`,
  `<trkpt lat="48.1" lon="11.5">\n  <ele> 250 </ele>\r\n  <x:hr>140</x:hr>\r  <cad/></trkpt>`,
  `<trkpt  lat="-1" ></trkpt >`,
  "<trkpt/>",
  `<trkpt lat="1"/>`,
  `<trkpt lat='1'><ele>2</ele></trkpt>`,
  "<trkpt><name>Tom &amp; Jo</name></trkpt>",
  "<trkpt><name>Größe</name></trkpt>",
  "<trkpt><name><![CDATA[<trkpt>]]></name></trkpt>",
  "<trkpt><!-- <trkpt/> --><ele>1</ele></trkpt>",
  "<trkpt><trkpt><ele>1</ele></trkpt></trkpt>",
  `<trkpt xmlns:y="y"><y:hr>150</y:hr></trkpt>`,
  `<trkpt><hr xmlns="http://www.garmin.com/1">150</hr></trkpt>`,
  `<trkpt><hr xmlns="http://www.garmin.com/1">150</hr></trkpt>`.repeat(3),
  `<trkpt><hr xmlns="http://www.w3.org/2000/xmlns/">150</hr></trkpt>`,
  `${`<trkpt><hr xmlns="urn:a">150</hr></trkpt>`.repeat(2)}<trkpt><hr xmlns=" http://www.w3.org/2000/xmlns/">150</hr></trkpt>`,
  `<trkpt><hr XMLNS="a" xmlns="">150</hr></trkpt>`,
  "<trkpt>\n1\r\n2</trkpt>",
  "<trkptx>1</trkptx>",
  "<x:trkpt><ele>1</ele></x:trkpt>",
  `<!-- <trkpt lat="1"/> -->`,
  `<![CDATA[<trkpt lat="1"/>]]>`,
  `<?note <trkpt/>?>`,
  `<trkseg><trkpt lat="2"/></trkseg>`,
  "text > <trkpt>1</trkpt>",
  // As no text is to be written.
  "<trkpt><y:hr>150</y:hr></trkpt>",
  "<trkpt><ele>1</trkpt></ele>",
  "<trkpt><ele>1</ele>",
  `<trkpt lat="1" lat="2"/>`,
  `<trkpt lat="1"lon="2"/>`,
  "<trkpt>]]></trkpt>",
  "<trkpt>\u0001</trkpt>",
  "<trkpt><1/></trkpt>",
  "<trkpt>Tom & Jo</trkpt>",
  "</trkpt>",
];
const GAPS = ["", "\n", "\r\n    ", " \t ", "\r", `${" ".repeat(65_500)}\n`, `<!--${"-a".repeat(40_000)}-->`];

/** Plain values, then such as are written in another way, or must not be written. */
const VALUES = [
  "1",
  "22.5",
  "2024-05-01T08:00:00Z",
  "a b",
  " 1",
  "1 ",
  "",
  " ",
  "\n1",
  "1\r",
  "é",
  "'",
  "&amp;",
  "]",
  "]]>",
  ">",
];

/** Points of two kinds, of which many follow each other with other values, as recordings have them. */
const anyPoint = fc
  .tuple(fc.array(fc.constantFrom(...VALUES), { minLength: 4, maxLength: 4 }), fc.boolean())
  .map(([[lat, ele, note, hr], isShort]) =>
    isShort
      ? `<trkpt lat="${lat}"><ele>${ele}</ele></trkpt>`
      : `<trkpt lat="${lat}" lon="1">\n<ele>${ele}</ele>${note}<x:e><x:hr>${hr}</x:hr></x:e></trkpt>`,
  );

const anyText = fc
  .array(fc.tuple(fc.oneof(anyPoint, fc.constantFrom(...POINTS)), fc.constantFrom(...GAPS)), { maxLength: 24 })
  .map((parts) => `<?xml version="1.0"?>\n<gpx xmlns:x="x"><trk>${parts.flat().join("")}</trk>\n</gpx>`);

test("points that are cut out of a text give the same events as saxes, on the same lines, with the same errors", () => {
  fc.assert(
    fc.property(anyText, (letters) => {
      expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
    }),
  );
});

test.each(POINTS)("a point gives the same events as saxes: %s", (point) => {
  const plain = POINTS[0];
  const letters = `<gpx xmlns:x="x">${plain}${plain}\n${point}\n${plain}</gpx>`;
  expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
});

test("a point that no element is around is refused as saxes refuses it", () => {
  for (const letters of [`${POINTS[0]}${POINTS[0]}`, `<gpx>${POINTS[0]}</gpx>\n${POINTS[0]}`, `<gpx/>${POINTS[0]}`]) {
    expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
  }
});

test("points are cut out wherever the text is divided", () => {
  const point = `<trkpt lat="48.1" lon="11.5"><ele>250.1</ele></trkpt>\n`;
  const letters = `<gpx>${point.repeat(5000)}</gpx>`;
  expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
});

test("a point has its own values and lines, whatever stands in the ones before", () => {
  const written = (lat: string, ele: string) => `<trkpt lat="${lat}">\n<ele>${ele}</ele><x:hr>${ele}</x:hr></trkpt>\n`;
  for (const value of VALUES) {
    for (const point of [(lat: string) => written(lat, "1"), (ele: string) => written("1", ele)]) {
      for (const values of [
        ["1", value, "1", value, "2"],
        ["1", "1", value, "2"],
      ]) {
        const letters = `<gpx xmlns:x="x">${values.map(point).join("")}</gpx>`;
        expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
      }
    }
  }
});

test("a point is no other of almost the same name, and may be of any length", () => {
  const long = `<trkpt>${"<ele>1</ele>".repeat(99)}<e f="${"1".repeat(20_000)}"/></trkpt>`;
  const dotted = "<trkpt><a.b>1</a.b></trkpt>";
  for (const points of [`${dotted}${dotted}<trkpt><axb>1</axb></trkpt>`, long.repeat(3)]) {
    const letters = `<gpx>${points}</gpx>`;
    expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
  }
});

test("line breaks between points are counted as they are written", () => {
  const letters = `<gpx>${["\r", "\r", "\r\n", "\r\r", "\n"].map((gap) => `<trkpt lat="1"/>${gap}`).join("")}</gpx>`;
  expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
});

test("a point is not well-formed where its prefix is no longer declared", () => {
  const points = "<trkpt><x:hr>140</x:hr></trkpt>".repeat(3);
  const own = `<trkpt xmlns:x="x"><x:hr>140</x:hr></trkpt>`;
  for (const declared of [`<trk xmlns:x="x">${points}</trk><trk>`, `<trk>${own}`]) {
    const letters = `<gpx>${declared}${points}</trk></gpx>`;
    expect(toldOf(letters, "trkpt")).toEqual(toldOf(letters, "nothing"));
  }
});

test("no letter is read for two elements: those of other names, and the outer of two of one name, are left to saxes", () => {
  const read = (letters: string) => new PlainElement().read(letters, 0, "trkpt", () => true);
  expect(read("<trkpt><ele>1</ele></trkpt>")).toBe(27);
  for (const letters of ["<trkptx/>", "<trkpt:x/>", "<x:trkpt/>", "<trkpt><ele><trkpt/></ele></trkpt>"]) {
    expect(read(letters)).toBeNull();
  }
});
