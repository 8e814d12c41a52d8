import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { RunItem } from "./run-items.ts";

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

/** The service worker, which holds the page on the device. */
export interface PageHolder {
  /** Starts it, and hears of what it holds from then on. Rejects where the browser lets the page hold nothing. */
  start(tell: (news: Partial<OfflineState>) => void): Promise<void>;
  /** Has the newer version take over, unless other windows are open: resolves with their number. */
  takeOver(): Promise<number>;
  /** Keeps files until the page is loaded next. */
  handOver(files: readonly ReadableFile[]): Promise<void>;
  /** The files that were kept, or that the system brought. */
  takeHandedOver(): Promise<readonly ReadableFile[]>;
  reload(): void;
}

export interface OfflineActions {
  /** Has the device hold the page, and opens the files that were handed to it. */
  holdOffline(): Promise<void>;
  /** Loads the newer version, which opens again the files of the runs that are open. */
  loadUpdate(): Promise<void>;
  /** Leaves the newer version to the next time that the page is opened. */
  postponeUpdate(): void;
}

interface Ports {
  /** Fetches what speaks to the service worker. */
  holder(): Promise<PageHolder>;
  read(): OfflineState;
  write(state: OfflineState): void;
  items(): readonly RunItem[];
  openFiles(files: readonly ReadableFile[]): Promise<void>;
}

export const NOT_HELD: OfflineState = { heldBytes: null, update: null };

/** Holds the page on the device, and changes to a newer version of it when a person says so. */
export function createOffline({ holder, read, write, items, openFiles }: Ports) {
  let held: PageHolder | null = null;
  let isChanging = false;

  const actions: OfflineActions = {
    async holdOffline() {
      try {
        held = await holder();
        const files = await held.takeHandedOver();
        if (files.length > 0) await openFiles(files);
        await held.start((news) => write({ ...read(), ...news }));
      } catch {
        // In some browsers' private windows, or where a person forbids it, the page is as good, with its host.
      }
    },
    async loadUpdate() {
      if (held === null || isChanging) return;
      isChanging = true;
      try {
        await held.handOver(openedFiles(items()));
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

/** The files of the runs that are open, each once. */
export function openedFiles(items: readonly RunItem[]): ReadableFile[] {
  const files = items.flatMap(({ source }) => (source !== null && "file" in source ? [source.file] : []));
  return [...new Set(files)];
}
