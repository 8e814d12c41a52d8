import { PredictorError } from "../../base/error.ts";

interface Foreign {
  what: string;
  /** Advice, where there is better than to choose another file. */
  advice?: string;
  /** The bytes that such a file has at `at` (from its start unless said). */
  signature: string;
  at?: number;
}

const EXPORT_INSTEAD = "Export the activity as GPX or TCX.";
const UNPACK = "Unpack it, and choose the files inside.";

/** Kinds of files that people choose by mistake, or in hope. */
const FOREIGN: Foreign[] = [
  {
    what: "a Parquet file",
    advice: "Parquet is read as a whole dataset only, with the columns of the published one.",
    signature: "PAR1",
  },
  { what: "a KMZ file: a drawing on a map", advice: EXPORT_INSTEAD, signature: "doc.kml", at: 30 },
  { what: "an Office document", advice: "Save the table as CSV.", signature: "[Content_Types].xml", at: 30 },
  // Those that are files of their own are listed, see archive/: this one lies within another file.
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

/** The refusal of a file that is known to be something else by its first bytes, or null. */
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

/** The refusal of a web page, which is XML at best by chance, or of what is read of an archive alone; or null. */
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

/** Names of kinds of XML by the root element. */
const FOREIGN_XML: ReadonlyMap<string, string> = new Map([
  ["kml", "a KML file: a drawing on a map, mostly without times and heart rates"],
  ["pwx", "a PWX file (TrainingPeaks)"],
  ["sml", "an SML file (Suunto)"],
  ["polar-exercise-data", "an exercise in XML (Polar)"],
  ["FitnessWorkbook", "a FITLOG file (SportTracks)"],
  ["svg", "a picture (SVG)"],
]);

/** The refusal of XML that is of no format. */
export function foreignXml(root: string): PredictorError {
  const what = FOREIGN_XML.get(root);
  if (what !== undefined) return refusal(`This is ${what}.`, EXPORT_INSTEAD);
  return refusal(
    `This is an XML file, but <${root.slice(0, 40)}> at its top is that of no recording known here.`,
    EXPORT_INSTEAD,
  );
}

/**
 * Kinds of files that are ZIP archives, told by the names of what lies in them; null for an archive as such.
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

/** The refusal of what is not recognised at all. */
export function unknownFile(finding: string): PredictorError {
  return refusal(finding);
}

function refusal(finding: string, advice?: string): PredictorError {
  return new PredictorError("unknown-format", [finding, advice].filter(Boolean).join(" "));
}
