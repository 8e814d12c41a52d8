import { PredictorError } from "../../base/error.ts";

interface Foreign {
  what: string;
  /** Advice; missing where the only one is to choose another file. */
  advice?: string;
  /** Bytes of such a file at offset `at`, by default 0. */
  signature: string;
  at?: number;
}

const EXPORT_INSTEAD = "Export the activity as GPX or TCX.";
const UNPACK = "Unpack it, and choose the files inside.";

/** Kinds of files that can't be read but that people choose. */
const FOREIGN: Foreign[] = [
  {
    what: "a Parquet file",
    advice: "Parquet is read as a whole dataset only, with the columns of the published one.",
    signature: "PAR1",
  },
  { what: "a KMZ file: a drawing on a map", advice: EXPORT_INSTEAD, signature: "doc.kml", at: 30 },
  { what: "an Office document", advice: "Save the table as CSV.", signature: "[Content_Types].xml", at: 30 },
  // A ZIP archive within another file: archive/ reads those that a person opens.
  { what: "a ZIP archive", advice: UNPACK, signature: "PK\x03\x04" },
  { what: "an empty ZIP archive", signature: "PK\x05\x06" },
  { what: "a 7z archive", advice: UNPACK, signature: "7z\xbc\xaf\x27\x1c" },
  { what: "a RAR archive", advice: UNPACK, signature: "Rar!" },
  { what: "a bzip2 file", advice: UNPACK, signature: "BZh" },
  { what: "an xz file", advice: UNPACK, signature: "\xfd7zXZ\0" },
  { what: "a zstd file", advice: UNPACK, signature: "\x28\xb5\x2f\xfd" },
  { what: "a PDF document", advice: EXPORT_INSTEAD, signature: "%PDF" },
  { what: "a picture (PNG)", advice: EXPORT_INSTEAD, signature: "\x89PNG" },
  { what: "a picture (JPEG)", advice: EXPORT_INSTEAD, signature: "\xff\xd8\xff" },
  { what: "a picture (GIF)", advice: EXPORT_INSTEAD, signature: "GIF8" },
  { what: "a picture (TIFF)", advice: EXPORT_INSTEAD, signature: "II*\0" },
  { what: "a picture (WebP)", advice: EXPORT_INSTEAD, signature: "WEBP", at: 8 },
  { what: "a picture or a film (HEIC, MP4)", advice: EXPORT_INSTEAD, signature: "ftyp", at: 4 },
  { what: "an SQLite database", signature: "SQLite format 3" },
  { what: "an old Office document", advice: "Save the table as CSV.", signature: "\xd0\xcf\x11\xe0" },
  { what: "an HRM file (Polar)", advice: EXPORT_INSTEAD, signature: "[Params]" },
  { what: "a TRC file: what cameras saw of a body", advice: EXPORT_INSTEAD, signature: "PathFileType" },
  { what: "a rich-text document", advice: "Save it as plain text.", signature: "{\\rtf" },
  // An ONNX file is a protobuf message that starts with its IR version, a small number, and its producer's name.
  ...Array.from({ length: 16 }, (_, version) => ({
    what: "an ONNX model",
    signature: `\x08${String.fromCharCode(version)}\x12`,
  })),
];

/** Refusal of a file whose first bytes show another kind; null for none. */
export function foreignFile(bytes: Uint8Array): PredictorError | null {
  const kind = FOREIGN.find(({ signature, at = 0 }) =>
    [...signature].every((char, i) => bytes[at + i] === char.charCodeAt(0)),
  );
  return kind ? refusal(`This is ${kind.what}.`, kind.advice ?? "It holds no run that can be read.") : null;
}

/** Whether a text begins as Apple Health's `export.xml` does. */
export function isHealthExport(text: string): boolean {
  return /<!DOCTYPE\s+HealthData\b|<HealthData\b/.test(text.slice(0, 4000));
}

/** Refusal of a web page, which is rarely XML, or of Apple Health's list, which is read only within its archive; null for any other text. */
export function foreignMarkup(text: string): PredictorError | null {
  if (isHealthExport(text)) {
    return refusal(
      "This is the list of what Apple Health measured, without the routes of the runs.",
      "Choose the export.zip that it came in.",
    );
  }
  if (!/^\s*(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 2000))) return null;
  return refusal(
    "This is a web page (HTML).",
    "Perhaps the download was answered with a page to sign in at: download the activity again.",
  );
}

/** Names of other kinds of XML by root element. */
const FOREIGN_XML: ReadonlyMap<string, string> = new Map([
  ["kml", "a KML file: a drawing on a map, mostly without times and heart rates"],
  ["pwx", "a PWX file (TrainingPeaks)"],
  ["sml", "an SML file (Suunto)"],
  ["polar-exercise-data", "an exercise in XML (Polar)"],
  ["FitnessWorkbook", "a FITLOG file (SportTracks)"],
  ["svg", "a picture (SVG)"],
]);

/** Refusal of XML of no known format, by its root element. */
export function foreignXml(root: string): PredictorError {
  const what = FOREIGN_XML.get(root);
  if (what !== undefined) return refusal(`This is ${what}.`, EXPORT_INSTEAD);
  return refusal(
    `This is an XML file, but <${root.slice(0, 40)}> at its top is that of no recording known here.`,
    EXPORT_INSTEAD,
  );
}

/**
 * Refusal of a document whose format is a ZIP archive (Office, KMZ), by the names of its entries; null for other archives.
 * @param isRecording whether a name is that of a recording
 */
export function foreignArchive(
  names: readonly string[],
  isRecording: (name: string) => boolean,
): PredictorError | null {
  const isOpenDocument = names.includes("mimetype") && names.includes("META-INF/manifest.xml");
  if (isOpenDocument || names.includes("[Content_Types].xml")) {
    return refusal("This is an Office document.", "Save the table as CSV.");
  }
  if (names.some((name) => /^[^/]+\.kml$/i.test(name)) && !names.some(isRecording)) {
    return refusal("This is a KMZ file: a drawing on a map.", EXPORT_INSTEAD);
  }
  return null;
}

/** Refusal of a file of no recognised kind. */
export function unknownFile(finding: string): PredictorError {
  return refusal(finding);
}

function refusal(finding: string, advice?: string): PredictorError {
  return new PredictorError("unknown-format", [finding, advice].filter(Boolean).join(" "));
}
