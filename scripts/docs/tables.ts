import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { SETTINGS } from "../../src/app/state/settings.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { columnTable } from "../../src/cli/dataset-card.ts";
import { table } from "../../src/evaluation/markdown.ts";
import { FORMATS, type Format, JSON_FORMS } from "../../src/workout/formats/formats.ts";
import { type QualityCode, qualityChecks, qualityCodes } from "../../src/workout/quality/quality-flags.ts";
import { REPAIR_RULES } from "../../src/workout/repair/rules.ts";
import { ENTRY_BYTES, FILE_BYTES, FIRST_VISIT_BYTES } from "../budgets.ts";
import { ROOMS } from "../rooms/rooms.ts";
import { findLimits, inWords, placeOf } from "./limits.ts";
import { acceptedAt } from "./model-fields.ts";
import { constantsOf, docOfExport, fieldsOf, importsOf, passedOnBy } from "./source.ts";

/** Makes a table; what stands behind its name in a document's marker says of what. */
export type MakeTable = (...about: string[]) => string;

/** The tables that documents may ask for by `<!-- table: name … -->`. */
export const TABLES: Record<string, MakeTable> = {
  formats,
  "json-forms": jsonForms,
  repairs,
  checks,
  limits,
  "model-fields": modelFields,
  rooms,
  commands,
  exports: exportsOf,
  settings,
  budgets,
  "dataset-columns": columnTable,
};

const FORMATS_FILE = "src/workout/formats/formats.ts";
const SETTINGS_FILE = "src/app/state/settings.ts";
const CONTRACT_FILE = "src/model/contract.ts";

/** Documents that hold such tables. */
export const DOCUMENTS = [
  "docs/architecture.md",
  "docs/formats-and-repairs.md",
  "docs/limits.md",
  "docs/signal-quality.md",
  "docs/model-file.md",
  "docs/terminal.md",
  "docs/package.md",
  "docs/decisions/kept-settings.md",
  "public/data/README.md",
] as const;

function formats(): string {
  const rows = Object.entries(FORMATS as Record<string, Format>).map(([key, { name, endings, isRecording }]) => [
    `\`${key}\``,
    name,
    endings.map((ending) => `.${ending}`).join(", ") || "typed or pasted",
    isRecording ? "yes" : "where nothing else is one",
  ]);
  return table(["key", "name", "endings", "a file in an archive is a run"], rows);
}

function jsonForms(): string {
  const entries = constantsOf(FORMATS_FILE).find(({ name }) => name === "JSON_FORMS");
  const files = importsOf(FORMATS_FILE);
  const object = entries?.init.type === "TSSatisfiesExpression" ? entries.init.expression : null;
  if (object?.type !== "ObjectExpression") throw new Error(`${FORMATS_FILE} lists no JSON_FORMS.`);
  const rows = object.properties.map((property) => {
    if (property.type !== "Property" || property.value.type !== "Identifier") throw new Error("A form has no name.");
    const { name } = property.value;
    const key = property.key.type === "Literal" ? property.key.value : (property.key as { name: string }).name;
    const file = files.get(name);
    const doc = file && constantsOf(file).find((constant) => constant.name === name)?.doc;
    if (!file || !doc) throw new Error(`${name} has no comment that says what it reads.`);
    return [`\`${key}\``, doc, link(file)];
  });
  if (rows.length !== Object.keys(JSON_FORMS).length) throw new Error("A form of JSON is not in the table.");
  return table(["key", "what it is", "where"], rows.map(escaped));
}

function repairs(): string {
  const rows = Object.entries(REPAIR_RULES).map(([code, { name, rule }]) => [`\`${code}\``, name, rule]);
  return table(["code", "the page calls it", "what is found: what is done"], rows.map(escaped));
}

/** Share of 11,846 real runs on which each check fires; null where none could be among them. */
const FIRES_ON: Record<QualityCode, string | null> = {
  HR01: "0 %",
  HR02: "0 %",
  HR03: "0 %",
  HR04: "4 %",
  HR05: "0.7 %",
  HR06: "4 %",
  HR07: "3 %",
  HR08: "7 %",
  HR10: "3 %",
  PH01: "7 %",
  DI04: null,
  SP01: "11 %",
  SP02: "0 %",
  SP03: "0.8 %",
  SP04: "18 %",
  TS01: "7 %",
  TS02: "23 %",
  TS03: "0 %",
  TS04: "0 %",
  TS05: "0 %",
  DI02: null,
  AL01: "0.5 %",
  AL02: "0.1 %",
};

function checks(): string {
  const rows = qualityCodes.map((code) => {
    const { name, rule } = qualityChecks[code];
    return [code, name, rule, FIRES_ON[code] ?? "–"];
  });
  return table(["code", "the page calls it", "fires on", "of runs"], rows.map(escaped));
}

/** @param rooms folders of src/ whose limits are listed */
function limits(...rooms: string[]): string {
  const rows = findLimits()
    .filter(({ file }) => rooms.some((room) => file.startsWith(`src/${room}/`)))
    .map((limit) => [limit.meaning, inWords(limit), placeOf(limit)]);
  return table(["of", "at most", "stated as"], rows.map(escaped));
}

/**
 * The fields of one interface of the contract.
 * @param path where the example contract holds such an object: `errors.calibrated.0`
 */
function modelFields(interfaceName: string, path = ""): string {
  const example = exampleContract();
  const steps = path === "" ? [] : path.split(".");
  const rows = fieldsOf(CONTRACT_FILE, interfaceName).map(({ name, doc }) => {
    if (doc === "") throw new Error(`${interfaceName}.${name} has no comment that says what it is.`);
    const { expected, orNull, mayBeMissing } = acceptedAt(example, [...steps, name]);
    return [`\`${name}\``, `${expected}${orNull ? ", or null" : ""}${mayBeMissing ? "; may be missing" : ""}`, doc];
  });
  return table(["field", "is", "meaning"], rows.map(escaped));
}

/** The rooms directly below a folder, with the rooms there that each may import, and libraries. */
function rooms(folder: string): string {
  const isIn = (room: string) => room.slice(0, room.lastIndexOf("/")) === folder;
  const short = (room: string) => `\`${room.slice(folder.length + 1)}\``;
  const rows = Object.entries(ROOMS).flatMap(([room, { holds, rooms, libraries }]) => {
    if (!isIn(room)) return [];
    return [[short(room), holds, rooms.filter(isIn).map(short).join(" ") || "–", libraries.join(", ") || "–"]];
  });
  return table(["room", "what it holds", `may import of \`${folder}/\``, "libraries"], rows.map(escaped));
}

/** Sizes that end the build where dist/ exceeds them. */
function budgets(): string {
  const rows = [
    ...Object.entries(ENTRY_BYTES).map(([entry, bytes]) => [`scripts that \`${entry}\` loads at once, gzipped`, bytes]),
    ...Object.entries(FIRST_VISIT_BYTES).map(([encoding, bytes]) => [
      `a first visit, where the host speaks ${encoding}`,
      bytes,
    ]),
    ["any file", FILE_BYTES],
  ] as const;
  return table(
    ["of", "at most"],
    rows.map(([of, bytes]) => [`${of}`, inWords({ name: "_BYTES", value: Number(bytes) })]),
  );
}

/** The settings of the page: their first value, whether the device keeps them and whether links carry them. */
function settings(): string {
  const yesOrNo = (is: boolean) => (is ? "yes" : "no");
  const meaning = new Map(fieldsOf(SETTINGS_FILE, "Settings").map(({ name, doc }) => [name, doc]));
  const rows = Object.entries(SETTINGS).map(([name, { atFirst, recall, isInLinks, isOfRunner = false }]) => {
    const doc = meaning.get(name);
    if (!doc) throw new Error(`Settings.${name} has no comment that says what it is.`);
    return [
      `\`${name}\``,
      doc,
      `\`${JSON.stringify(atFirst)}\``,
      yesOrNo(recall !== null),
      yesOrNo(isInLinks),
      yesOrNo(isOfRunner),
    ];
  });
  return table(["setting", "meaning", "at first", "kept", "in links", "each runner's own"], rows.map(escaped));
}

/** Every command of the terminal, as its help tells it. */
function commands(): string {
  return Object.entries(COMMANDS)
    .map(([name, { summary, usage, about, example }]) => {
      const said = [...usage, `${example}   # for example`].map((line) => `hr ${line}`).join("\n");
      return [
        `## \`hr ${name}\``,
        summary,
        `\`\`\`sh\n${said}\n\`\`\``,
        ...(about.length > 0 ? [`\`\`\`text\n${about.join("\n")}\n\`\`\``] : []),
      ].join("\n\n");
    })
    .join("\n\n");
}

/** What a program may import of a room: functions and values, each by the first sentence of its comment. */
function exportsOf(room: string): string {
  const rows = passedOnBy(`src/${room}/index.ts`).flatMap(({ name, isType, file }) => {
    if (isType) return [];
    const [sentence] = docOfExport(file, name).split(/(?<=\.) | @/);
    if (sentence === "") throw new Error(`${name} of ${file} has no comment that says what it is.`);
    return [[`\`${name}\``, sentence, link(file)]];
  });
  return table(["name", "what it is", "where"], rows.map(escaped));
}

/** The first JSON of docs/model-file.md: a contract with every part filled in. */
export function exampleContract(): unknown {
  const [, json] = /```json\n([\s\S]*?)```/.exec(readFileSync("docs/model-file.md", "utf8")) ?? [];
  return JSON.parse(json);
}

function link(file: string): string {
  return `[${relative("src", file)}](${relative("docs", file)})`;
}

/** Cells in which no bar ends them early. */
function escaped(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.replaceAll("|", "\\|"));
}

const MARKED = /(<!-- table: ([^>]*?) -->\n)[\s\S]*?(\n<!-- end of table -->)/g;

/** A document with its tables as the code has them now. @throws Error where it asks for one that nobody makes. */
export function withTables(markdown: string): string {
  return markdown.replace(MARKED, (_, begin: string, marker: string, end: string) => {
    const [name, ...about] = marker.split(" ");
    const make = TABLES[name];
    if (make === undefined) throw new Error(`No table is called ${name}; there are ${Object.keys(TABLES).join(", ")}.`);
    return `${begin}\n${make(...about)}\n${end}`;
  });
}
