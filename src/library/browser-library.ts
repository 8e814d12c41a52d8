import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { asPredictorError, PredictorError } from "../base/error.ts";
import { nextTask } from "../base/next-task.ts";
import type { Route } from "../workout/route.ts";
import type { Track } from "../workout/workout.ts";
import {
  byDate,
  changed,
  type KeptRun,
  type NewRun,
  type RunChange,
  type StoredRun,
  storedRun,
  trackOf,
  wasUndated,
} from "./kept-run.ts";
import {
  type Kept,
  type Library,
  type LibrarySize,
  type ModelFigures,
  type NewRoute,
  notKept,
  sizeOf,
} from "./library.ts";
import { mayBeOneRun, placeOf, rangesOfTwins } from "./one-run.ts";
import { packRoute, unpackRoute } from "./packed-route.ts";

/** Name of the database, and of the channel on which tabs tell one another of changes. */
export const DATABASE = "heart-rate-library";

/** A model's figures of a run, as they are stored. */
interface StoredFigures extends ModelFigures {
  model: string;
  runId: string;
}

/** The parts of a kept run of which earlier pages did not know. */
type Later = "zoneStartsBpm" | "smoothingWindow" | "routeBytes";

/** A run as this page or an earlier one kept it. */
type AsKept = Omit<KeptRun, Later> & Partial<Pick<KeptRun, Later>>;

/** A kept run with all that a page of today keeps. */
function inFull(run: AsKept): KeptRun {
  return { zoneStartsBpm: null, smoothingWindow: null, routeBytes: 0, ...run };
}

/** The database in its latest version. Series and routes lie apart, so that all runs are listed without them. */
interface Schema extends DBSchema {
  runs: { key: string; value: AsKept; indexes: { unixS: number; durationS: number } };
  tracks: { key: string; value: Uint8Array };
  routes: { key: string; value: Uint8Array };
  figures: { key: [model: string, runId: string]; value: StoredFigures; indexes: { runId: string } };
}

type Database = IDBPDatabase<Schema>;
type StoreName = "runs" | "tracks" | "routes" | "figures";
type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Schema, StoreName[], Mode>;

/** Records that are read at once; between two such parts of thousands, the page answers. */
const READ_AT_ONCE = 250;

const STORES: StoreName[] = ["runs", "tracks", "routes", "figures"];

/** What each version of the database added to the one before. A version that has been published never changes. */
const VERSIONS: readonly ((database: Database) => void)[] = [
  (database) => {
    const runs = database.createObjectStore("runs", { keyPath: "id" });
    runs.createIndex("unixS", "startedAt.unixS");
    runs.createIndex("durationS", "summary.durationS");
    database.createObjectStore("tracks");
  },
  (database) => {
    const figures = database.createObjectStore("figures", { keyPath: ["model", "runId"] });
    figures.createIndex("runId", "runId");
  },
  (database) => {
    database.createObjectStore("routes");
  },
];

/**
 * The library in a browser's database, which all tabs of the page share. The database is made by the first write: where
 * nothing was ever kept, or all was forgotten, reading leaves nothing on the device.
 */
export class BrowserLibrary implements Library {
  readonly #listeners = new Set<() => void>();
  readonly #tabs = new BroadcastChannel(DATABASE);
  #opening: Promise<Database | null> | null = null;

  constructor() {
    this.#tabs.onmessage = () => this.#callListeners();
  }

  async summaries(): Promise<KeptRun[]> {
    const runs = await this.#read((transaction) =>
      inParts(
        (range) => transaction.objectStore("runs").getAll(range, READ_AT_ONCE),
        (last) => IDBKeyRange.lowerBound(last?.id ?? "", true),
      ),
    );
    return (runs ?? []).map(inFull).sort(byDate);
  }

  async track(id: string): Promise<Track> {
    const stored = await this.#read((transaction) => storedIn(transaction, id));
    if (!stored) throw notKept();
    return trackOf(stored);
  }

  async route(id: string): Promise<Route | null> {
    const packed = await this.#read((transaction) => transaction.objectStore("routes").get(id));
    return packed ? unpackRoute(packed) : null;
  }

  async keep(runs: readonly NewRun[]): Promise<Kept[]> {
    const nowS = Date.now() / 1000;
    const all: StoredRun[] = [];
    for (const run of runs) {
      all.push(storedRun(run, nowS));
      await nextTask();
    }
    const kept = await this.#write(async (transaction) => {
      const places: Kept[] = [];
      for (const fresh of all) {
        const { stored, ...place } = placeOf(fresh, await twinsOf(fresh.run, transaction));
        places.push(place);
        if (stored) await put(stored, transaction);
      }
      return places;
    }, true);
    this.#tell();
    return kept ?? [];
  }

  async keepRoutes(routes: readonly NewRoute[]): Promise<void> {
    const all = routes.map(({ id, route, laterS }) => ({ id, packed: packRoute(route, laterS) }));
    await this.#write(async (transaction) => {
      for (const { id, packed } of all) {
        const run = await transaction.objectStore("runs").get(id);
        if (!run) continue;
        await transaction.objectStore("runs").put({ ...run, routeBytes: packed.length });
        await transaction.objectStore("routes").put(packed, id);
      }
    });
    this.#tell();
  }

  async forgetRoutes(): Promise<void> {
    await this.#write(async (transaction) => {
      const runs = transaction.objectStore("runs");
      for (const id of await transaction.objectStore("routes").getAllKeys()) {
        const run = await runs.get(id);
        if (run) await runs.put({ ...run, routeBytes: 0 });
      }
      await transaction.objectStore("routes").clear();
    });
    this.#tell();
  }

  async change(id: string, change: RunChange): Promise<void> {
    const isKept = await this.#write(async (transaction) => {
      const runs = transaction.objectStore("runs");
      const run = await runs.get(id);
      if (!run) return false;
      await runs.put(changed(inFull(run), change));
      if (change.excluded) await forgetFigures(id, transaction);
      return true;
    });
    if (!isKept) throw notKept();
    this.#tell();
  }

  async renameRunner(from: string, to: string): Promise<void> {
    await this.#write(async (transaction) => {
      const runs = transaction.objectStore("runs");
      for (const run of await runs.getAll())
        if (run.runner === from) await runs.put(changed(inFull(run), { runner: to }));
    });
    this.#tell();
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#write(async (transaction) => {
      for (const id of ids) {
        await transaction.objectStore("runs").delete(id);
        await transaction.objectStore("tracks").delete(id);
        await transaction.objectStore("routes").delete(id);
        await forgetFigures(id, transaction);
      }
    });
    this.#tell();
  }

  async forgetAll(): Promise<void> {
    try {
      // A tab that does not let go of the database holds up its removal, not that of the runs.
      await this.#write((transaction) => Promise.all(STORES.map((store) => transaction.objectStore(store).clear())));
      (await this.#open(false))?.close();
    } catch (thrown) {
      // What a newer page keeps can be forgotten, though not read.
      if (storageError(thrown).code !== "newer-library") throw thrown;
    }
    try {
      this.#opening = null;
      await new Promise<void>((resolve, reject) => {
        deleteDB(DATABASE, { blocked: () => resolve() }).then(resolve, reject);
      });
    } catch (thrown) {
      throw storageError(thrown);
    }
    this.#tell();
  }

  async size(): Promise<LibrarySize> {
    return sizeOf(await this.summaries());
  }

  async figures(model: string): Promise<Map<string, ModelFigures>> {
    const stored = await this.#read((transaction) =>
      inParts(
        (range) => transaction.objectStore("figures").getAll(range, READ_AT_ONCE),
        (last) => keysOf(model, last?.runId),
      ),
    );
    return new Map((stored ?? []).map(({ model: _, runId, ...figures }) => [runId, figures]));
  }

  async keepFigures(model: string, figures: ReadonlyMap<string, ModelFigures>): Promise<void> {
    await this.#write(async (transaction) => {
      for (const [runId, own] of figures) {
        const isKept = (await transaction.objectStore("runs").getKey(runId)) !== undefined;
        if (isKept) await transaction.objectStore("figures").put({ ...own, model, runId });
      }
    });
  }

  async forgetFiguresBut(models: readonly string[]): Promise<void> {
    await this.#write(async (transaction) => {
      const store = transaction.objectStore("figures");
      const others = new Set((await store.getAllKeys()).map(([model]) => model));
      for (const model of others) if (!models.includes(model)) await store.delete(keysOf(model));
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#tabs.close();
    const opening = this.#opening;
    this.#opening = null;
    opening?.then((database) => database?.close()).catch(() => undefined);
  }

  #tell(): void {
    this.#tabs.postMessage(null);
    this.#callListeners();
  }

  #callListeners(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Reads in one transaction; null where there is no database. */
  async #read<T>(work: (transaction: Transaction<"readonly">) => Promise<T>): Promise<T | null> {
    try {
      const transaction = await this.#begin("readonly", false);
      return transaction && (await work(transaction));
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  /** Writes in one transaction: where anything fails, all of it is undone. null where there is no database. */
  async #write<T>(work: (transaction: Transaction<"readwrite">) => Promise<T>, isToBeMade = false): Promise<T | null> {
    let transaction: Transaction<"readwrite"> | null = null;
    try {
      transaction = await this.#begin("readwrite", isToBeMade);
      if (!transaction) return null;
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (thrown) {
      throw storageError(transaction ? await undone(transaction, thrown) : thrown);
    }
  }

  async #begin<Mode extends IDBTransactionMode>(mode: Mode, isToBeMade: boolean): Promise<Transaction<Mode> | null> {
    const database = await this.#open(isToBeMade);
    if (!database) return null;
    try {
      const transaction = database.transaction(STORES, mode);
      // Whoever began it waits for its end, too; until then nobody may.
      transaction.done.catch(() => undefined);
      return transaction;
    } catch (thrown) {
      if (!isNamed(thrown, "InvalidStateError")) throw thrown;
      // Another tab has asked for the database in the meantime, and it was closed for that tab.
      this.#opening = null;
      return this.#begin(mode, isToBeMade);
    }
  }

  /** The database, opened once; null where there is none and none is to be made. */
  async #open(isToBeMade: boolean): Promise<Database | null> {
    this.#opening ??= openDatabase(isToBeMade, () => {
      this.#opening = null;
    });
    const opening = this.#opening;
    const forget = () => {
      if (this.#opening === opening) this.#opening = null;
    };
    const database = await opening.catch((thrown) => {
      forget();
      throw thrown;
    });
    if (database) return database;
    forget();
    return isToBeMade ? this.#open(true) : null;
  }
}

/** @param onGone what to do once the connection is closed: for another tab, or by the browser */
async function openDatabase(isToBeMade: boolean, onGone: () => void): Promise<Database | null> {
  if (!isToBeMade && !(await isThere())) return null;
  let isMissing = false;
  try {
    return await openDB<Schema>(DATABASE, VERSIONS.length, {
      upgrade(database, version, _, transaction) {
        isMissing = version === 0 && !isToBeMade;
        if (!isMissing) {
          for (const add of VERSIONS.slice(version)) add(database);
          return;
        }
        transaction.done.catch(() => undefined);
        // Takes back the making of the database.
        transaction.abort();
      },
      blocking(_, __, event) {
        (event.target as IDBDatabase).close();
        onGone();
      },
      terminated: onGone,
    });
  } catch (thrown) {
    if (isMissing) return null;
    if (isNamed(thrown, "VersionError")) throw newerLibrary(thrown);
    throw isNamed(thrown, "QuotaExceededError") ? storageFull(thrown) : storageDenied(thrown);
  }
}

/** Whether the browser lists the database. WebKit lists one whose making was taken back, too, as of version 0. */
async function isThere(): Promise<boolean> {
  try {
    const listed = await indexedDB.databases();
    return listed.some(({ name, version }) => name === DATABASE && version !== 0);
  } catch {
    // A browser that does not say is asked by opening it.
    return true;
  }
}

async function storedIn(transaction: Transaction<IDBTransactionMode>, id: string): Promise<StoredRun | null> {
  const [run, packed] = await Promise.all([
    transaction.objectStore("runs").get(id),
    transaction.objectStore("tracks").get(id),
  ]);
  return run && packed ? { run: inFull(run), packed } : null;
}

/**
 * The kept runs that may be the same run, looked up by start and duration. Dated runs are told by their starts: of as many
 * of one duration as a runner has, none but undated ones are read.
 */
async function twinsOf(run: KeptRun, transaction: Transaction<"readwrite">): Promise<StoredRun[]> {
  const runs = transaction.objectStore("runs");
  const { unixS, durationS } = rangesOfTwins(run);
  const ofDuration = await runs.index("durationS").getAllKeys(IDBKeyRange.bound(...durationS));
  const ofStart = unixS ? await runs.index("unixS").getAllKeys(IDBKeyRange.bound(...unixS)) : [];
  const ids = new Set([...ofStart, ...(unixS ? ofDuration.filter(wasUndated) : ofDuration)]);
  const near = await Promise.all([...ids].map((id) => runs.get(id)));
  const twins = near.filter((other) => other !== undefined).filter((other) => mayBeOneRun(run, other));
  const stored = await Promise.all(twins.map(({ id }) => storedIn(transaction, id)));
  return stored.filter((other) => other !== null);
}

async function put({ run, packed }: StoredRun, transaction: Transaction<"readwrite">): Promise<void> {
  await transaction.objectStore("runs").put(run);
  await transaction.objectStore("tracks").put(packed, run.id);
  if (run.routeBytes === 0) await transaction.objectStore("routes").delete(run.id);
  await forgetFigures(run.id, transaction);
}

async function forgetFigures(id: string, transaction: Transaction<"readwrite">): Promise<void> {
  const figures = transaction.objectStore("figures");
  for (const key of await figures.index("runId").getAllKeys(id)) await figures.delete(key);
}

/** The keys of a model's figures, of all or of those after a run's: an array as a key is after any text. */
function keysOf(model: string, runId?: string): IDBKeyRange {
  return IDBKeyRange.bound(runId === undefined ? [model] : [model, runId], [model, []], true);
}

/**
 * Reads records READ_AT_ONCE at a time.
 * @param after the keys behind a record; all of them where there was none
 */
async function inParts<T>(
  read: (range: IDBKeyRange) => Promise<T[]>,
  after: (last: T | undefined) => IDBKeyRange,
): Promise<T[]> {
  const all: T[] = [];
  for (let part = await read(after(undefined)); part.length > 0; part = await read(after(part.at(-1))))
    all.push(...part);
  return all;
}

/** Undoes a transaction; returns why it failed, which a request does not say where the whole transaction had no room. */
async function undone(transaction: Transaction<"readwrite">, thrown: unknown): Promise<unknown> {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
  const reason = await transaction.done.then(
    () => null,
    (error) => error,
  );
  return isNamed(reason, "QuotaExceededError") ? reason : thrown;
}

function isNamed(thrown: unknown, name: string): boolean {
  return thrown instanceof Error && thrown.name === name;
}

function storageError(thrown: unknown): PredictorError {
  return isNamed(thrown, "QuotaExceededError") ? storageFull(thrown) : asPredictorError(thrown);
}

function storageFull(cause: unknown): PredictorError {
  return new PredictorError(
    "storage-full",
    "This browser has no more room for your library: the runs that came last are not in it. Free space on the device, or take the library with you and remove runs here.",
    cause,
  );
}

function storageDenied(cause: unknown): PredictorError {
  return new PredictorError(
    "storage-denied",
    "This browser lets the page keep nothing on the device, as private windows do: open the page in a usual window, or allow it to keep data.",
    cause,
  );
}

function newerLibrary(cause?: unknown): PredictorError {
  return new PredictorError(
    "newer-library",
    "A newer version of the page keeps your library on this device: load the page again.",
    cause,
  );
}
