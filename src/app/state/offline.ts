import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { Excluded } from "./excluded.ts";
import type { SplitSource } from "./explorer/sources.ts";
import type { ModelFile } from "./models.ts";
import { type RunItem, viewsOf, withItem } from "./run-items.ts";

/** What the device holds of the page, and whether it has a newer version of it. */
export interface OfflineState {
  /** Size of what is held; null as long as the page needs its host. */
  heldBytes: number | null;
  /** A newer version that is held and waits for a person; null where there is none. */
  update: Update | null;
}

export interface Update {
  /** Windows besides this one that run the version before; null where nobody has looked. */
  otherWindows: number | null;
  /** Why the files that are open could not be kept for it. */
  error: string | null;
}

/** A file that is kept until the page is loaded next. */
export interface HandedFile {
  file: ReadableFile;
  /** Excluded stretches of its runs, as JSON; "" where there are none. */
  note: string;
}

/** The service worker, which holds the page on the device. */
export interface PageHolder {
  /** Starts it, and hears of what it holds from then on. Rejects where the browser lets the page hold nothing. */
  start(tell: (news: Partial<OfflineState>) => void): Promise<void>;
  /** Has the newer version take over, unless other windows are open: resolves with their number. */
  takeOver(): Promise<number>;
  /** Keeps files until the page is loaded next. */
  handOver(files: readonly HandedFile[]): Promise<void>;
  /** The files that were kept, or that the system brought. */
  takeHandedOver(): Promise<readonly HandedFile[]>;
  reload(): void;
}

export interface OfflineActions {
  /** Has the device hold the page, and opens the files that were handed to it. */
  holdOffline(): Promise<void>;
  /** Loads the newer version, which opens again the files of runs, datasets and models that are open. */
  loadUpdate(): Promise<void>;
  /** Leaves the newer version to the next time that the page is opened. */
  postponeUpdate(): void;
}

interface Ports {
  /** Fetches what speaks to the service worker. */
  holder(): Promise<PageHolder>;
  read(): OfflineState;
  write(state: OfflineState): void;
  opened(): Opened;
  writeItems(items: readonly RunItem[]): void;
  openFiles(files: readonly ReadableFile[]): Promise<void>;
}

/** All that may come from files of a person's. */
interface Opened {
  items: readonly RunItem[];
  explorer: { sources: readonly SplitSource[] };
  models: readonly ModelFile[];
}

export const NOT_HELD: OfflineState = { heldBytes: null, update: null };

/** Holds the page on the device, and changes to a newer version of it when a person says so. */
export function createOffline({ holder, read, write, opened, writeItems, openFiles }: Ports) {
  let held: PageHolder | null = null;
  let isChanging = false;

  /** Opens files, and excludes of their runs what was excluded of them. */
  async function openHandedOver(files: readonly HandedFile[]): Promise<void> {
    if (files.length === 0) return;
    await openFiles(files.map(({ file }) => file));
    for (const { file, note } of files) {
      const item = opened().items.find(({ source }) => source !== null && "file" in source && source.file === file);
      if (item === undefined || note === "") continue;
      const excluded: Record<number, Excluded> = JSON.parse(note);
      writeItems(withItem(opened().items, item.id, { excluded }));
    }
  }

  const actions: OfflineActions = {
    async holdOffline() {
      try {
        held = await holder();
        await openHandedOver(await held.takeHandedOver());
        await held.start((news) => write({ ...read(), ...news }));
      } catch {
        // In some browsers' private windows, or where a person forbids it, the page is as good, with its host.
      }
    },
    async loadUpdate() {
      if (held === null || isChanging) return;
      isChanging = true;
      try {
        await held.handOver(filesToHandOver(opened()));
        const otherWindows = await held.takeOver();
        if (otherWindows === 0) return held.reload();
        await held.takeHandedOver();
        write({ ...read(), update: { otherWindows, error: null } });
      } catch (error) {
        await held.takeHandedOver().catch(() => {});
        write({ ...read(), update: { otherWindows: null, error: String(error) } });
      } finally {
        isChanging = false;
      }
    },
    postponeUpdate: () => write({ ...read(), update: null }),
  };
  return { actions };
}

/** How many files are open. */
export function openFileCount(opened: Opened): number {
  return handedFiles(opened).length + addedModels(opened).length;
}

function filesToHandOver(opened: Opened): HandedFile[] {
  const models = addedModels(opened).map(({ name, bytes }) => new File([bytes.slice()], `${name}.onnx`));
  return [...handedFiles(opened), ...models.map((file) => ({ file, note: "" }))];
}

/** The files of runs that the library does not hold, with what is excluded of them, and of datasets, each once. */
function handedFiles({ items, explorer }: Opened): HandedFile[] {
  const runs = items.flatMap((item) =>
    item.source !== null && "file" in item.source && !isKept(item)
      ? [{ file: item.source.file, note: noteOf(item.excluded) }]
      : [],
  );
  const datasets = explorer.sources.flatMap((source) =>
    source.kind === "file" ? [{ file: source.file, note: "" }] : [],
  );
  const all = [...runs, ...datasets];
  return all.filter(({ file }, i) => all.findIndex((other) => other.file === file) === i);
}

/** Whether the library holds all that an item brought. */
function isKept(item: RunItem): boolean {
  return item.result !== null && viewsOf(item).every(({ keptId, error }) => keptId !== null || error !== null);
}

function addedModels({ models }: Opened): { name: string; bytes: Uint8Array }[] {
  return models.flatMap(({ name, source }) => (typeof source === "string" ? [] : [{ name, bytes: source }]));
}

function noteOf(excluded: RunItem["excluded"]): string {
  return Object.keys(excluded).length > 0 ? JSON.stringify(excluded) : "";
}
