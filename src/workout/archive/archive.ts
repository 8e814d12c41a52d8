import { type ByteSource, inBlocks } from "../../base/byte-source.ts";
import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_ENTRIES, MAX_INNER_ARCHIVE_BYTES, MAX_RUNS } from "../../base/limits.ts";
import { Content } from "../formats/content.ts";
import { foreignArchive, isHealthExport } from "../formats/foreign.ts";
import { ACCEPTED, isOtherRunName, isRecordingName, peekFile, withAccepted } from "../formats/formats.ts";
import { type HeartRateSeries, withHeartRates } from "../formats/heart-rate-series.ts";
import { parseWorkouts } from "../formats/parse.ts";
import type { FileKind, ParsedRun } from "../formats/parsed-run.ts";
import { heartRatesIn } from "../formats/services/point-lists.ts";
import { wholeLetters } from "../formats/text.ts";
import { sportOfBoth } from "../sport.ts";
import type { Repair, Workout } from "../workout.ts";
import {
  type Activity,
  type ArchiveListing,
  baseName,
  byName,
  runsFirst,
  type Tell,
  withShortNames,
} from "./activity.ts";
import { readHealth } from "./apple-health.ts";
import { readOver } from "./byte-reading.ts";
import { isExportTable, type StatedActivity, statedActivities } from "./export-tables.ts";
import { RUNNER_TABLES } from "./runner-tables.ts";
import { isRuntasticExport, listRuntastic } from "./runtastic.ts";
import { listSamsung, samsungTable } from "./samsung-health.ts";
import { NOTHING_STATED, type Stated, withStated } from "./stated.ts";
import { type ZipEntry, zipDirectory } from "./zip-directory.ts";
import { innerSource, readEntry, readHead } from "./zip-entry.ts";

/** Gzip files, which are unpacked only when they are read. */
const PACKED = /\.gz$/i;
const ARCHIVE = /\.zip$/i;
const NO_RUN = /^(?:read_?me|licen[cs]e|copying|changelog|manifest|notice)\b/i;
const HIDDEN = /(?:^|\/)(?:\.[^./]|__MACOSX\/|thumbs\.db$|desktop\.ini$)/i;

/** First bytes of a file by which its kind is told: most watches state the sport within them. */
const PEEK_BYTES = 4096;
/** Files that are looked at in parallel: each mostly waits for the disk. */
const PEEKED_AT_ONCE = 32;

type ArchivedFile = Pick<Activity, "name" | "path">;

/**
 * A ZIP archive of runs, read in parts: a service's bulk export, or files that somebody zipped. Archives within it are
 * read, archives within those are not.
 */
export class Archive {
  readonly #source: ByteSource;
  /** Inner archive that was opened last, kept because unpacking takes long. */
  #inner: { entry: ZipEntry; source: Promise<ByteSource> } | null = null;

  constructor(source: ByteSource) {
    this.#source = inBlocks(source);
  }

  /**
   * Lists the activities without reading them.
   * @throws PredictorError as zipDirectory, as readHealth, `no-runs` where it holds no activity, `unknown-format`
   * where it is a file of another kind, `too-large` past MAX_RUNS.
   */
  async list(tell: Tell = () => {}): Promise<ArchiveListing> {
    const entries = (await readOver(this.#source, zipDirectory(this.#source.size))).filter(isVisible);
    const foreign = foreignArchive(
      entries.map(({ name }) => name),
      isRecordingName,
    );
    if (foreign) throw withAccepted(foreign);
    const listing = await this.#listing(entries, tell);
    if (listing.activities.length === 0) throw nothingIn(entries, listing.passedOver.workouts);
    if (listing.activities.length > MAX_RUNS) throw tooMany(listing.activities.length);
    return { ...listing, activities: runsFirst(listing.activities) };
  }

  /** Reads the runs of a listed activity. @throws PredictorError as parseWorkouts, readEntry and innerSource. */
  async read({ name, path, sport, heartRates, heartRateFile, stated }: Activity): Promise<ParsedRun[]> {
    const [outer, inner = null] = path;
    if (inner === null && isArchive(outer)) await this.#entriesWithin(outer);
    const source = inner ? await this.#within(outer) : this.#source;
    const bytes = await readEntry(source, inner ?? outer);
    const beside = await heartRatesBeside(source, heartRateFile);
    const measured = heartRates ?? beside.measured;
    const runs = parseWorkouts({ name, bytes }).map((run) => {
      if ("error" in run) return run;
      const workout = withExport(run.workout, measured, stated);
      return { ...run, workout: { ...workout, mended: [...workout.mended, ...beside.mended] } };
    });
    // A file of several runs states the sport of each.
    if (sport === null || runs.length > 1) return runs;
    return runs.map((run) =>
      "error" in run ? run : { ...run, workout: { ...run.workout, sport: sportOfBoth(sport, run.workout.sport) } },
    );
  }

  /** Lists an archive by the service that its entries show. */
  async #listing(entries: ZipEntry[], tell: Tell): Promise<ArchiveListing> {
    if (isRuntasticExport(entries)) return listRuntastic(this.#source, entries, tell);
    const samsung = samsungTable(entries);
    if (samsung !== null) return listSamsung(this.#source, samsung, entries, tell);
    const health = await this.#healthExport(entries);
    return health ? readHealth(this.#source, health, entries, tell) : this.#listFiles(entries, tell);
  }

  async #listFiles(entries: ZipEntry[], tell: Tell): Promise<ArchiveListing> {
    const files = await this.#filesOf(entries, tell);
    const hasRecordings = files.some(({ path }) => isRecordingName(path[path.length - 1].name));
    const candidates = files.filter(({ path }) => mayHoldRun(path[path.length - 1].name, hasRecordings));
    const stated = await this.#statedActivities(entries);
    const runner = await this.#statedOfRunner(entries);
    const activities: Activity[] = [];
    for (const [from, batch] of batchesOf(candidates)) {
      tell(from, candidates.length);
      const kinds = await Promise.all(batch.map(({ path }) => this.#kindOf(path)));
      activities.push(
        ...batch.flatMap((file, i) => (kinds[i].isActivity ? activityOf(file, kinds[i], stated, runner) : [])),
      );
    }
    return {
      activities: stated.size > 0 ? byTable(activities, stated) : withShortNames(activities).sort(byName),
      passedOver: { files: files.length - activities.length, workouts: 0 },
    };
  }

  /** All files of the archive and of its inner archives. An inner archive that can't be read is listed as a file, whose reading then says why. */
  async #filesOf(entries: ZipEntry[], tell: Tell): Promise<ArchivedFile[]> {
    const files: ArchivedFile[] = [];
    for (const [i, entry] of entries.entries()) {
      if (isArchive(entry)) tell(i, entries.length);
      const within = isArchive(entry) ? await this.#entriesWithin(entry).catch(keepRefusal) : null;
      if (within === null) files.push({ name: entry.name, path: [entry] });
      else for (const inner of within) files.push({ name: `${entry.name}/${inner.name}`, path: [entry, inner] });
      if (files.length > MAX_ENTRIES) throw tooManyFiles();
    }
    return files;
  }

  async #entriesWithin(entry: ZipEntry): Promise<ZipEntry[]> {
    const { size, ...source } = await this.#within(entry);
    return (await readOver({ size, ...source }, zipDirectory(size))).filter(isVisible);
  }

  #within(entry: ZipEntry): Promise<ByteSource> {
    if (this.#inner?.entry.headerAt !== entry.headerAt) {
      this.#inner = { entry, source: innerSource(this.#source, entry, MAX_INNER_ARCHIVE_BYTES) };
    }
    return this.#inner.source;
  }

  /** Tells a file's kind by its first bytes: watches write much besides activities, and other sports are listed last. */
  async #kindOf(path: readonly ZipEntry[]): Promise<FileKind> {
    const { name } = path[path.length - 1];
    const unknown: FileKind = { isActivity: true, sport: null };
    if (!isRecordingName(name) || PACKED.test(name)) return unknown;
    try {
      const source = path.length > 1 ? await this.#within(path[0]) : this.#source;
      const head = await readHead(source, path[path.length - 1], PEEK_BYTES);
      return peekFile(new Content({ name, bytes: wholeLetters(head) })) ?? unknown;
    } catch (error) {
      keepRefusal(error);
      return unknown;
    }
  }

  /** Reads the service's own table of activities; empty where there is none, or it can't be read. */
  async #statedActivities(entries: ZipEntry[]): Promise<Map<string, StatedActivity>> {
    const table = entries.find(({ name }) => isExportTable(name));
    if (table === undefined) return new Map();
    const files = new Set(entries.map(({ name }) => name));
    try {
      return statedActivities(table.name, await readEntry(this.#source, table), files);
    } catch (error) {
      keepRefusal(error);
      return new Map();
    }
  }

  /** Reads facts of the runner from the export's tables, skipping those that can't be read; null for none. */
  async #statedOfRunner(entries: ZipEntry[]): Promise<Stated | null> {
    let stated: Stated | null = null;
    for (const table of RUNNER_TABLES) {
      const entry = entries.find(({ name }) => table.isIn(name));
      if (entry === undefined) continue;
      const said = await readEntry(this.#source, entry).then(table.read).catch(keepRefusal);
      stated = { ...(stated ?? NOTHING_STATED), ...said };
    }
    return stated;
  }

  /** Finds Apple Health's `export.xml` by its content, as its name is in the phone's language; null for none. */
  async #healthExport(entries: ZipEntry[]): Promise<ZipEntry | null> {
    for (const entry of entries) {
      if (!/\.xml$/i.test(entry.name)) continue;
      const head = await readHead(this.#source, entry, PEEK_BYTES).catch(keepRefusal);
      if (head !== null && isHealthExport(new TextDecoder("windows-1252").decode(head))) {
        return entry;
      }
    }
    return null;
  }
}

/** Reads heart rates from a file beside the run's own. One that can't be read gives none, and a repair entry. */
async function heartRatesBeside(
  source: ByteSource,
  entry: ZipEntry | null,
): Promise<{ measured: HeartRateSeries | null; mended: Repair[] }> {
  if (entry === null) return { measured: null, mended: [] };
  try {
    return { measured: heartRatesIn(await readEntry(source, entry)), mended: [] };
  } catch (error) {
    keepRefusal(error);
    const message = `${baseName(entry.name)}, in which the export keeps the run's heart rates, can't be read: there are none.`;
    return { measured: null, mended: [{ code: "damaged-file", count: 1, message, spans: [] }] };
  }
}

/** Ignores a refusal, which reading the file reports later. @throws any other error */
function keepRefusal(error: unknown): null {
  if (error instanceof PredictorError) return null;
  throw error;
}

function isVisible({ name }: ZipEntry): boolean {
  return !HIDDEN.test(name);
}

function isArchive({ name }: ZipEntry): boolean {
  return ARCHIVE.test(name);
}

/** Whether a file may hold a run. Tables and lists may only where the archive has no recordings: beside these, they hold something else. */
function mayHoldRun(name: string, hasRecordings: boolean): boolean {
  if (isRecordingName(name) || ARCHIVE.test(name)) return true;
  return !hasRecordings && isOtherRunName(name) && !NO_RUN.test(baseName(name));
}

/** Batches of files to look at in parallel, with the index of the first. A batch has files of one archive, as two may not fit in memory. */
function* batchesOf(files: readonly ArchivedFile[]): Generator<[from: number, batch: ArchivedFile[]]> {
  const archiveOf = ({ path }: ArchivedFile) => (path.length > 1 ? path[0] : null);
  for (let from = 0, to = 1; from < files.length; from = to++) {
    while (to < files.length && to - from < PEEKED_AT_ONCE && archiveOf(files[to]) === archiveOf(files[from])) to++;
    yield [from, files.slice(from, to)];
  }
}

function activityOf(
  file: ArchivedFile,
  kind: FileKind,
  listed: ReadonlyMap<string, StatedActivity>,
  stated: Stated | null,
): Activity {
  const own = listed.get(file.name);
  const name = own?.name ? `${own.name} · ${baseName(file.name)}` : file.name;
  const sport = sportOfBoth(own?.sport ?? null, kind.sport);
  return { name, path: file.path, sport, heartRates: null, heartRateFile: null, stated };
}

/** Adds to a run the heart rates and facts that the export keeps apart from it. */
function withExport(workout: Workout, measured: HeartRateSeries | null, stated: Stated | null): Workout {
  const measuredRun = measured === null ? workout : withHeartRates(workout, measured);
  return stated === null ? measuredRun : withStated(measuredRun, stated);
}

/** Sorts activities in the order of the service's table, which is by time; those not in it come last. */
function byTable(activities: Activity[], stated: ReadonlyMap<string, StatedActivity>): Activity[] {
  const places = new Map([...stated.keys()].map((file, place) => [file, place]));
  const placeOf = ({ path }: Activity) => places.get(path[0].name) ?? places.size;
  return activities.sort((a, b) => placeOf(a) - placeOf(b) || byName(a, b));
}

/** Refusal of an archive without any activity, with its content and the formats that are read. */
function nothingIn(entries: readonly ZipEntry[], workouts: number): PredictorError {
  if (workouts > 0) {
    return new PredictorError(
      "no-runs",
      `The export lists ${counted(workouts, "workout")} and holds no route of any: without a speed nothing can be predicted. Record runs outdoors, with the position.`,
    );
  }
  const counts = new Map<string, number>();
  for (const { name } of entries) {
    const kind = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? "without an ending";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 5);
  const kinds = most.map(([kind, count]) => `${count.toLocaleString("en")} ${kind}`).join(", ");
  const held = entries.length === 0 ? "is empty" : `holds no activity (${kinds})`;
  return new PredictorError("no-runs", `The ZIP archive ${held}. ${ACCEPTED}`);
}

function tooManyFiles(): PredictorError {
  return new PredictorError(
    "too-large",
    `The ZIP archive and those in it hold more than ${MAX_ENTRIES.toLocaleString("en")} files, the most that are listed. Unpack it, and choose some of them.`,
  );
}

function tooMany(activities: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The ZIP archive holds ${activities.toLocaleString("en")} activities; up to ${MAX_RUNS.toLocaleString("en")} are listed. Unpack it, and choose some of them.`,
  );
}
