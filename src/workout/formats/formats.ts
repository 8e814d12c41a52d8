import { PredictorError } from "../../base/error.ts";
import type { CoursePoints } from "../course/clean-course.ts";
import type { Content } from "./content.ts";
import { parseCsv } from "./csv.ts";
import { parseFit, peekFit } from "./fit.ts";
import { isFit } from "./fit-messages.ts";
import { GpxReader, peekGpxSport } from "./gpx.ts";
import { isJson, parseJson } from "./json.ts";
import type { JsonForm } from "./json-form.ts";
import { COLUMNS_FORM, POINTS_FORM, ROWS_FORM } from "./json-table.ts";
import { attempt, type FileKind, type ParsedRun } from "./parsed-run.ts";
import { FITREC_FORM, HUB_FORM, OWN_FORM, TIMESTEPS_FORM } from "./record.ts";
import { GOLDENCHEETAH_FORM } from "./services/goldencheetah.ts";
import { RUNTASTIC_FORM, SAMSUNG_FORM } from "./services/point-lists.ts";
import { POLAR_FORM, POLAR_SESSION_FILE } from "./services/polar.ts";
import { isPolarCsv, parsePolarCsv } from "./services/polar-csv.ts";
import { STRAVA_STREAMS_FORM } from "./services/strava-streams.ts";
import { SUUNTO_FORM } from "./services/suunto.ts";
import { peekTcxSport, TcxReader } from "./tcx.ts";
import type { Text } from "./text.ts";
import { isTypedLists, parseTypedLists } from "./typed-lists.ts";
import { readXml } from "./xml.ts";

/** A kind of file that runs are read from. */
export interface Format {
  /** Name in sentences; the variants of one kind share it. */
  name: string;
  /** File name endings without the dot; empty where it is only typed or pasted. */
  endings: readonly string[];
  /** Whether every such file is a recording; files of the other formats may be tables and lists of anything. */
  isRecording: boolean;
  isText: boolean;
  /** Whether a file's content is of this format. @throws PredictorError where the content is no text, or empty. */
  recognises(content: Content): boolean;
  /** Reads the file's runs. @throws PredictorError where the file as a whole can't be read. */
  parse(content: Content): ParsedRun[];
  /** Reads the points of courses that nobody has run yet, where files of the format may hold them. @throws PredictorError as parse. */
  courses?(content: Content): CoursePoints[];
  /** Tells a file's kind by its first bytes, where they show it. */
  peek?(head: Content): FileKind;
}

/**
 * Every format that is read, in the order in which a file is held against them. Sentences, file dialogs and archives take
 * their names of formats from this list: a format is added by its module and its entry here.
 */
export const FORMATS = {
  fit: {
    name: "FIT",
    endings: ["fit"],
    isRecording: true,
    isText: false,
    recognises: ({ bytes }) => isFit(bytes),
    parse: ({ bytes, name }) => parseFit(bytes, name),
    peek: ({ bytes }) => peekFit(bytes),
  },
  gpx: {
    name: "GPX",
    endings: ["gpx"],
    isRecording: true,
    isText: true,
    recognises: ({ root }) => root === "gpx",
    parse: ({ text, name }) => xmlRuns(text, name, () => new GpxReader()),
    courses: ({ text, name }) => readXml(text, () => new GpxReader()).reader.courses(name),
    peek: ({ head }) => ({ isActivity: true, sport: peekGpxSport(head) }),
  },
  tcx: {
    name: "TCX",
    endings: ["tcx"],
    isRecording: true,
    isText: true,
    recognises: ({ root }) => root === "TrainingCenterDatabase",
    parse: ({ text, name }) => xmlRuns(text, name, () => new TcxReader()),
    courses: ({ text, name }) => readXml(text, () => new TcxReader()).reader.courses(name),
    peek: ({ head }) => ({ isActivity: true, sport: peekTcxSport(head) }),
  },
  "typed-lists": {
    name: "two lists of numbers (speed in km/h and altitude in metres)",
    endings: [],
    isRecording: false,
    isText: true,
    recognises: ({ head, text }) => !head.startsWith("<") && !head.startsWith("{") && isTypedLists(text),
    parse: ({ text, name }) => [{ name, workout: parseTypedLists(text, name) }],
  },
  "polar-csv": {
    name: "CSV",
    endings: ["csv"],
    isRecording: false,
    isText: true,
    recognises: ({ head }) => isPolarCsv(head),
    parse: ({ text, head, name }) => [attempt(name, "", () => parsePolarCsv(text, head, name))],
  },
  csv: {
    name: "CSV",
    endings: ["csv", "tsv", "txt"],
    isRecording: false,
    isText: true,
    recognises: ({ head }) => !head.startsWith("<") && !isJson(head),
    parse: ({ text, head, name }) => [attempt(name, "", () => parseCsv(text, head, name))],
  },
  json: {
    name: "JSON",
    endings: ["json", "jsonl", "ndjson", "txt"],
    isRecording: false,
    isText: true,
    recognises: ({ head }) => isJson(head),
    parse: ({ text, name }) => parseJson(text, name, Object.values(JSON_FORMS)),
  },
} satisfies Record<string, Format>;

/** Forms of runs in JSON or Python literals, in the order in which a value is held against them. */
export const JSON_FORMS = {
  "strava-streams": STRAVA_STREAMS_FORM,
  "polar-flow": POLAR_FORM,
  suunto: SUUNTO_FORM,
  goldencheetah: GOLDENCHEETAH_FORM,
  runtastic: RUNTASTIC_FORM,
  "samsung-health": SAMSUNG_FORM,
  "columns-json": COLUMNS_FORM,
  "workout-json": OWN_FORM,
  "hub-row": HUB_FORM,
  "points-json": POINTS_FORM,
  "rows-json": ROWS_FORM,
  fitrec: FITREC_FORM,
  "timesteps-json": TIMESTEPS_FORM,
} satisfies Record<string, JsonForm>;

/** Key of a format or form; runs are marked with it. */
export type FormatKey = Exclude<keyof typeof FORMATS, "json"> | keyof typeof JSON_FORMS;

function xmlRuns(text: Text, name: string, newReader: () => GpxReader | TcxReader): ParsedRun[] {
  const { reader, mended } = readXml(text, newReader);
  return reader.runs(name, mended);
}

const ALL: readonly Format[] = Object.values(FORMATS);

/** Format of a file; null where it is of none. @throws PredictorError as Format's recognises. */
export function formatOf(content: Content): Format | null {
  return ALL.find((format) => format.recognises(content)) ?? null;
}

/** Sentence that lists the formats that are read; a refusal ends with it. */
export const ACCEPTED = `These can be read: ${accepted()}.`;

function accepted(): string {
  const files = inWords(namesOf(ALL.filter(({ endings }) => endings.length > 0)), "and");
  const typed = namesOf(ALL.filter(({ endings }) => endings.length === 0));
  return inWords([`${files} (also gzipped)`, "ZIP archives of these", ...typed], "and");
}

/** Adds the list of formats to the refusal of a file. */
export function withAccepted({ code, message, cause }: PredictorError): PredictorError {
  return new PredictorError(code, `${message} ${ACCEPTED}`, cause);
}

/** The names of formats, each once. */
function namesOf(formats: readonly Format[]): string[] {
  return [...new Set(formats.map(({ name }) => name))];
}

function inWords(names: readonly string[], conjunction: "and" | "or"): string {
  const last = names.length - 1;
  if (last < 1) return names.join("");
  // Parts with commas of their own need one more before the conjunction.
  const comma = names.some((name) => name.includes(",")) ? "," : "";
  return `${names.slice(0, last).join(", ")}${comma} ${conjunction} ${names[last]}`;
}

/** The page's words about files to choose. They are inlined when the page is built, so that it need not load the parsers. */
export interface FileWords {
  /** The kinds of files, as a list. */
  kinds: string;
  /** Kinds whose text can be pasted. */
  textKinds: string;
  /** File name endings with the dot, packed files' included. */
  endings: readonly string[];
}

export function fileWords(): FileWords {
  const files = ALL.filter(({ endings }) => endings.length > 0);
  const endings = new Set(files.flatMap(({ endings }) => endings.map((ending) => `.${ending}`)));
  return {
    kinds: namesOf(files).join(", "),
    textKinds: inWords(namesOf(files.filter(({ isText }) => isText)), "or"),
    endings: [...endings, ".gz", ".zip"],
  };
}

/** Whether a file's name is one that only recordings have. */
export function isRecordingName(name: string): boolean {
  return POLAR_SESSION_FILE.test(name) || endsAs(name, ({ isRecording }) => isRecording);
}

/** Whether a file of this name may hold a run, although most hold something else. */
export function isOtherRunName(name: string): boolean {
  return endsAs(name, ({ isRecording }) => !isRecording);
}

function endsAs(name: string, isMeant: (format: Format) => boolean): boolean {
  const ending = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(name)?.[1].toLowerCase() ?? "";
  return ALL.some((format) => isMeant(format) && format.endings.includes(ending));
}

/** Tells a file's kind by its first bytes; null where they don't show it. @throws PredictorError as formatOf. */
export function peekFile(head: Content): FileKind | null {
  return formatOf(head)?.peek?.(head) ?? null;
}
