import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { concatenate } from "../base/concatenate.ts";
import type { ErrorCode } from "../base/error.ts";
import { Call, checkpointContent, type PythonValue, TensorFile, torchFile } from "./checkpoint-file.ts";
import { FIT_START, FitWriter, STRING, UINT8, UINT32 } from "./fit-file.ts";
import { gpxFile } from "./gpx-file.ts";
import { randomNetwork } from "./lstm-oracle.ts";
import { lyingParquet } from "./parquet-file.ts";
import { packedOnce, type ZippedFile, zipFile } from "./zip-file.ts";

/** A file that was made to do harm, and the code that it is refused with. */
export interface HostileFile {
  name: string;
  /** Name of the refused part, where that is something in the file. */
  run?: string;
  code: ErrorCode;
  bytes(): Uint8Array;
}

const DEPTH = 20_000;

const utf8 = (text: string) => new TextEncoder().encode(text);

const nested = (open: string, close: string) => open.repeat(DEPTH) + close.repeat(DEPTH);

/** Ten entities, each ten times the one before: a kilobyte that stands for ten gigabytes. */
function billionLaughs(): string {
  const entities = Array.from(
    { length: 10 },
    (_, i) => `<!ENTITY l${i} "${i === 0 ? "ha".repeat(5) : `&l${i - 1};`.repeat(10)}">`,
  );
  return `<!DOCTYPE gpx [${entities.join("")}]><gpx><trk><name>&l9;</name></trk></gpx>`;
}

/** One long entity, named over and over. */
function quadraticBlowUp(): string {
  return `<!DOCTYPE gpx [<!ENTITY a "${"a".repeat(50_000)}">]><gpx><trk><name>${"&a;".repeat(50_000)}</name></trk></gpx>`;
}

/** One text many times over, as gzip members joined end to end. */
function zipped(text: string, times: number, end = "", start = ""): Uint8Array {
  const member = gzipSync(utf8(text));
  return concatenate(Uint8Array, [
    gzipSync(utf8(start)),
    ...new Array<Uint8Array>(times).fill(member),
    gzipSync(utf8(end)),
  ]);
}

/** A FIT file that was never closed: what a writer has begun, and so many messages more. */
function endlessFit(begun: FitWriter, messages: number, messageOf: (i: number) => readonly number[]): Uint8Array {
  const start = begun.file().slice(0, -2);
  start.fill(0, 4, 8);
  const size = messageOf(0).length;
  const rest = new Uint8Array(messages * size);
  for (let i = 0; i < messages; i++) rest.set(messageOf(i), i * size);
  return concatenate(Uint8Array, [start, rest]);
}

const littleEndian = (value: number) => [0, 8, 16, 24].map((bits) => (value >>> bits) & 0xff);

/** Points two hours apart, and laps that overlap all of them: each could be looked for in each. */
function lapsOverLonePoints(): Uint8Array {
  const writer = new FitWriter().define(1, 19, [
    [2, UINT32],
    [7, UINT32],
  ]);
  for (let i = 0; i < 5000; i++) writer.data(1, [FIT_START + i, 4_000_000_000]);
  writer.define(0, 20, [
    [253, UINT32],
    [5, UINT32],
  ]);
  return endlessFit(writer, 200_000, (i) => [0, ...littleEndian(FIT_START + 7200 * i), ...littleEndian(i)]);
}

const blankMegabyte = "\n".repeat(1_000_000);

/** Runs, or what passes for one: some near the most bytes that are read, the others far beyond the limit that refuses them. */
export const hostileRuns: readonly HostileFile[] = [
  { name: "billion-laughs.gpx", code: "malformed-xml", bytes: () => utf8(billionLaughs()) },
  { name: "quadratic-blow-up.gpx", code: "malformed-xml", bytes: () => utf8(quadraticBlowUp()) },
  {
    name: "endless-points.fit",
    code: "too-large",
    bytes: () => endlessFit(new FitWriter().define(1, 20, []), 3_000_000, () => [1]),
  },
  {
    name: "endless-fields.fit",
    code: "no-runs",
    bytes: () => {
      const description = new FitWriter().define(1, 206, [
        [1, UINT8],
        [3, STRING, 8],
        [8, STRING, 1],
      ]);
      return endlessFit(description, 1_500_000, (i) => [
        1,
        i & 0xff,
        ...littleEndian(i | 0x20202020),
        65,
        66,
        67,
        68,
        65,
      ]);
    },
  },
  { name: "laps-over-lone-points.fit", code: "too-large", bytes: lapsOverLonePoints },
  { name: "deep.gpx", code: "malformed-xml", bytes: () => utf8(`<gpx>${nested("<a>", "</a>")}</gpx>`) },
  {
    name: "long-name.gpx",
    code: "malformed-xml",
    bytes: () => utf8(`<gpx><${"a".repeat(5_000_000)}></b></gpx>`),
  },
  { name: "blank-lines.gpx.gz", code: "malformed-xml", bytes: () => zipped(blankMegabyte, 99, "<gpx") },
  { name: "line-ends.gpx.gz", code: "malformed-xml", bytes: () => zipped("\r".repeat(1_000_000), 99, "", "<gpx>") },
  { name: "many-tracks.gpx.gz", code: "too-large", bytes: () => zipped("<trk/>".repeat(160_000), 30, "", "<gpx>") },
  { name: "many-runs.json", code: "too-large", bytes: () => utf8(`[${'{"speed":[8]},'.repeat(499_000)}{}]`) },
  { name: "deep.json", code: "malformed-json", bytes: () => utf8(`{"speed": [8], "laps": ${nested("[", "]")}}`) },
  { name: "deep-record.json", code: "malformed-json", bytes: () => utf8(nested('{"speed":', "}")) },
  { name: "deep-python.txt", code: "malformed-json", bytes: () => utf8(`{'speed': ${nested("(", ")")}}`) },
  { name: "many-lists.json.gz", code: "too-large", bytes: () => zipped("[],".repeat(300_000), 30, "1]", "[") },
  { name: "many-lines.json.gz", code: "too-large", bytes: () => zipped("{\n".repeat(400_000), 30) },
  { name: "many-cells.csv.gz", code: "malformed-csv", bytes: () => zipped("8,".repeat(400_000), 30, "8", "speed,") },
  { name: "many-rows.csv.gz", code: "too-large", bytes: () => zipped("8\n".repeat(400_000), 30, "8", "speed\n") },
  { name: "many-columns.csv", code: "too-large", bytes: () => utf8(`${"speed,".repeat(150_000)}\n8\n`) },
  {
    name: "blank-cells.csv",
    code: "bad-value",
    bytes: () => utf8(`speed,time\n${`"1${" ".repeat(200_000)},",8\n`.repeat(40)}`),
  },
  {
    name: "polar-samples.json.gz",
    code: "too-large",
    bytes: () => zipped('{"value":8},'.repeat(12_000), 100, "8]}}]}", '{"exercises":[{"samples":{"speed":['),
  },
  {
    name: "strava-streams.json.gz",
    code: "too-large",
    bytes: () => zipped("8,".repeat(200_000), 30, "8]}}", '{"velocity_smooth":{"data":[8]},"time":{"data":['),
  },
  {
    name: "goldencheetah.json.gz",
    code: "too-large",
    bytes: () => zipped('{"KPH":8,"HR":9},'.repeat(8000), 100, "8]}}", '{"RIDE":{"SAMPLES":['),
  },
  {
    name: "suunto-attributes.json",
    code: "malformed-json",
    bytes: () => utf8(`{"Samples":[{"TimeISO8601":"2024-05-04T09:30:00Z","Attributes":"${"[".repeat(9_000_000)}"}]}`),
  },
  {
    name: "samsung-live-data.json.gz",
    code: "too-large",
    bytes: () => zipped('{"start_time":8},'.repeat(12_000), 100, "8]", "["),
  },
  { name: "open-quote.csv.gz", code: "malformed-csv", bytes: () => zipped('8,"'.repeat(300_001), 30, "8", "speed\n") },
  { name: "blank-lines.json.gz", code: "malformed-json", bytes: () => zipped(`{${blankMegabyte}`, 99) },
  { name: "bomb.gpx.gz", code: "too-large", bytes: () => zipped("\0".repeat(2_000_000), 500) },
  { name: "empty-members.gz", code: "malformed-gzip", bytes: () => zipped("", 500_000) },
];

const CSV = "speed\n8\n9\n";

/** Many files that are one: it is said to lie where the first lies, over and over. */
function overlapping(): Uint8Array {
  const first: ZippedFile = { name: "0.csv", content: new Uint8Array(20_000_000), statedBytes: 20_000_000 };
  const others = Array.from({ length: 2000 }, (_, i) => ({
    ...first,
    name: `${i + 1}.csv`,
    content: "",
    atFirst: true,
  }));
  return zipFile([first, ...others]);
}

/** Archives in one another. */
function nestedArchives(depth: number): Uint8Array {
  let bytes = zipFile([{ name: "run.csv", content: CSV }]);
  for (let i = 0; i < depth; i++) bytes = zipFile([{ name: "inner.zip", content: bytes }]);
  return bytes;
}

/** Strava's table of more activities than anybody has, none of which is there. */
function endlessTable(): string {
  const head = "Activity ID,Activity Date,Activity Name,Activity Type,Filename\n";
  return head + Array.from({ length: 300_000 }, (_, i) => `${i},today,Run ${i},Run,activities/${i}.fit\n`).join("");
}

/** Samsung Health's table of exercises, of none of which a file is there. */
function endlessExercises(): ZippedFile {
  const head = "com.samsung.shealth.exercise,1,1\nstart_time,exercise_type,live_data,location_data\n";
  const rows = Array.from({ length: 300_000 }, (_, i) => `today,1002,${i}.live_data.json,\n`);
  return { name: "com.samsung.shealth.exercise.20240504.csv", content: head + rows.join("") };
}

/** Zeros beyond what is read, packed when first asked for: it takes longer than the rest of an archive. */
let packedZeros: Omit<ZippedFile, "name"> | null = null;

function bombNamed(name: string, changes: Partial<ZippedFile> = {}): ZippedFile {
  packedZeros ??= packedOnce(new Uint8Array(150_000_000));
  return { ...packedZeros, name, ...changes };
}

const laughingTable = () => billionLaughs().replace("<!DOCTYPE gpx", "<!DOCTYPE HealthData");

/** Archives of runs. */
export const hostileArchives: readonly HostileFile[] = [
  {
    name: "bomb.zip",
    run: "bomb.gpx",
    code: "too-large",
    bytes: () => zipFile([bombNamed("bomb.gpx")]),
  },
  {
    name: "lying-bomb.zip",
    run: "lying-bomb.gpx",
    code: "malformed-zip",
    bytes: () => zipFile([bombNamed("lying-bomb.gpx", { statedBytes: 90_000_000 })]),
  },
  {
    name: "packed-bomb.zip",
    run: "packed-bomb-inner.zip",
    code: "too-large",
    bytes: () => zipFile([bombNamed("packed-bomb-inner.zip")]),
  },
  { name: "overlapping.zip", code: "malformed-zip", bytes: overlapping },
  { name: "nested.zip", run: "inner.zip", code: "unknown-format", bytes: () => nestedArchives(20) },
  {
    name: "locked.zip",
    run: "locked.csv",
    code: "malformed-zip",
    bytes: () => zipFile([{ name: "locked.csv", content: CSV, flags: 1 }]),
  },
  {
    name: "entries.zip",
    code: "too-large",
    bytes: () => zipFile([{ name: "a.csv", content: CSV }], { wide: true, statedEntries: 4_000_000_000 }),
  },
  {
    name: "directory.zip",
    code: "too-large",
    bytes: () => zipFile([{ name: "a.csv", content: CSV }], { wide: true, statedDirectoryBytes: 4e12 }),
  },
  {
    name: "offset.zip",
    code: "malformed-zip",
    bytes: () => zipFile([{ name: "a.csv", content: CSV, headerAtShift: 4e15 }], { wide: true }),
  },
  {
    name: "strava-table.zip",
    run: "activities.csv",
    code: "no-runs",
    bytes: () => zipFile([{ name: "activities.csv", content: endlessTable() }]),
  },
  {
    name: "runtastic-bombs.zip",
    run: "runtastic-track.json",
    code: "too-large",
    bytes: () =>
      zipFile(
        ["", "GPS-data/", "Heart-rate-data/"].map((folder) =>
          bombNamed(`Sport-sessions/${folder}runtastic-track.json`),
        ),
      ),
  },
  { name: "samsung-table.zip", code: "no-runs", bytes: () => zipFile([endlessExercises()]) },
  {
    name: "health-laughs.zip",
    code: "malformed-xml",
    bytes: () => zipFile([{ name: "export.xml", content: laughingTable() }]),
  },
  {
    name: "health-tags.zip",
    code: "malformed-xml",
    bytes: () =>
      zipFile([{ name: "export.xml", content: `<HealthData>${"<Record/>".repeat(2_000_000)}`, packing: "stored" }]),
  },
  {
    name: "health-bomb.zip",
    code: "too-large",
    bytes: () => zipFile([{ name: "export.xml", content: `<HealthData>${" ".repeat(50_000_000)}` }]),
  },
];

const network = randomNetwork({ inputSize: 14, hiddenSize: 6, layers: 1, directions: 2 }, 8);

function checkpointWith(key: string, value: PythonValue): Uint8Array {
  return torchFile(checkpointContent(network).set(key, value));
}

/** A network as wide as is read, all of whose weights are one number that is said to repeat. */
function repeatedNumber(): Uint8Array {
  const [units, layers] = [2048, 16];
  const once = (...shape: number[]) =>
    new TensorFile(
      shape,
      [0.5],
      shape.map(() => 0),
    );
  const weights = new Map<PythonValue, PythonValue>();
  for (let layer = 0; layer < layers; layer++) {
    weights.set(`lstm.weight_ih_l${layer}`, once(4 * units, layer === 0 ? 14 : units));
    weights.set(`lstm.weight_hh_l${layer}`, once(4 * units, units));
    for (const bias of ["ih", "hh"]) weights.set(`lstm.bias_${bias}_l${layer}`, once(4 * units));
  }
  weights.set("fc.weight", once(1, units)).set("fc.bias", once(1));
  const config = new Map<PythonValue, PythonValue>([
    ["input_size", 14],
    ["hidden_size", units],
    ["num_layers", layers],
    ["bidirectional", false],
  ]);
  return torchFile(
    new Map<PythonValue, PythonValue>([
      ["model_state_dict", weights],
      ["model_config", config],
    ]),
  );
}

/** A pickle in which a list holds the list before ten times, by name: spelt out, it would never end. */
function laughingPickle(): Uint8Array {
  const opcodes = [0x80, 2, 0x7d, 0x28, 0x58, 12, 0, 0, 0, ...utf8("model_config"), 0x7d, 0x28];
  opcodes.push(0x58, 10, 0, 0, 0, ...utf8("input_size"), 0x5d, 0x71, 0);
  for (let i = 1; i <= 12; i++) {
    opcodes.push(0x5d, 0x28, ...new Array<number[]>(10).fill([0x68, i - 1]).flat(), 0x65, 0x71, i);
  }
  opcodes.push(0x58, 13, 0, 0, 0, ...utf8("bidirectional"), 0x88, 0x75);
  opcodes.push(0x58, 16, 0, 0, 0, ...utf8("model_state_dict"), 0x7d, 0x75, 0x2e);
  return zipSync({ "model/data.pkl": Uint8Array.from(opcodes) }, { level: 0 });
}

/** An archive whose directory says another size of its pickle than is there. */
function lyingSize(size: number): Uint8Array {
  const bytes = zipSync({ "model/data.pkl": utf8("N.".repeat(1000)) }, { level: 6 });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const directory = view.getUint32(bytes.length - 6, true);
  view.setUint32(directory + 24, size, true);
  return bytes;
}

/** Checkpoints. */
export const hostileCheckpoints: readonly HostileFile[] = [
  {
    name: "os-system.pt",
    code: "bad-checkpoint",
    bytes: () => checkpointWith("epoch", new Call("os system", ["touch owned"])),
  },
  { name: "laughs.pt", code: "bad-checkpoint", bytes: laughingPickle },
  { name: "repeated-number.pt", code: "bad-checkpoint", bytes: repeatedNumber },
  {
    name: "zip-bomb.pt",
    code: "bad-checkpoint",
    bytes: () => zipSync({ "model/data.pkl": new Uint8Array(100_000_000) }, { level: 6 }),
  },
  { name: "lying-size.pt", code: "bad-checkpoint", bytes: () => lyingSize(500_000_000) },
  { name: "lying-small-size.pt", code: "bad-checkpoint", bytes: () => lyingSize(1) },
];

/** Parquet files that say other than they hold. */
export const hostileSplits: readonly HostileFile[] = [
  { name: "rows.parquet", code: "malformed-parquet", bytes: () => lyingParquet({ rows: 2_000_000_000 }) },
  { name: "values.parquet", code: "malformed-parquet", bytes: () => lyingParquet({ pageValues: 2_000_000_000 }) },
  {
    name: "rows-and-values.parquet",
    code: "malformed-parquet",
    bytes: () => lyingParquet({ rows: 2_000_000_000, pageValues: 2_000_000_000 }),
  },
  { name: "offset.parquet", code: "malformed-parquet", bytes: () => lyingParquet({ offset: 1_000_000_000_000 }) },
  { name: "negative-offset.parquet", code: "malformed-parquet", bytes: () => lyingParquet({ offset: -4 }) },
  { name: "chunk.parquet", code: "malformed-parquet", bytes: () => lyingParquet({ chunkBytes: 2_000_000_000 }) },
  { name: "page.parquet", code: "malformed-parquet", bytes: () => lyingParquet({ pageBytes: 2_000_000_000 }) },
  { name: "footer.parquet", code: "malformed-parquet", bytes: () => lyingParquet({ footerBytes: 2_000_000_000 }) },
];

const markup = '<img src=x onerror="document.title=1">';

/** Names of files that try to be more than text on a page. */
export const hostileNames: readonly string[] = [
  markup,
  `"'><script>document.title=1</script>`,
  "a\u0000b\u0007c\u001b[31mred\u001b]0;title\u0007",
  "\u202egpj.nur\u202c \u2066left\u2069",
  "n".repeat(10_000),
  "x ".repeat(5_000),
];

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** XML knows no control characters. */
const inXml = (name: string) => [...escaped(name)].filter((character) => character >= " ").join("");

/** GPX of two runs with such names and sports, two days apart, so that both are listed by their names. */
export function gpxOfHostileNames(first: string, second: string): string {
  const named = (name: string) => `<trk><name>${inXml(name)}</name><type>${inXml(name)}</type><trkseg>`;
  const track = (name: string) => gpxFile({ minutes: 12 }).replace(/<trk>[\s\S]*<trkseg>/, named(name));
  const [, later] = /(<trk>[\s\S]*<\/trk>)/.exec(track(second).replaceAll("2024-05-01", "2024-05-03"))!;
  return track(first).replace("</gpx>", `${later}</gpx>`);
}

/** A run of a runner and a sport of such a name. */
export function jsonOfHostileName(name: string): string {
  const steps = Array.from({ length: 120 }, (_, i) => i);
  return JSON.stringify({
    ["__proto__"]: { gender: "male" },
    constructor: name,
    runner: name,
    sport: name,
    gender: name,
    time_s: steps.map((i) => 6 * i),
    speed_kmh: steps.map(() => 10),
    heart_rate_bpm: steps.map((i) => 140 + (i % 5)),
  });
}
