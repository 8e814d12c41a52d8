import { type HandedFile, handOver, takeHandedOver } from "../../offline/handed-over.ts";
import { asked } from "../../offline/questions.ts";
import type { PageHolder } from "../state/offline.ts";

const HOUR_MS = 3_600_000;

/**
 * The page's service worker.
 * @param folder address of the folder that the page lies in
 * @param script address of the page's script, by which its version is known
 */
export function createPageHolder(folder: string, script: string): PageHolder {
  let registration: ServiceWorkerRegistration | null = null;

  return {
    async start(tell) {
      registration = await navigator.serviceWorker.register(new URL("sw.js", folder));
      askForNewer(registration);
      followUpdates(registration, () => tell({ update: { otherWindows: null, error: null } }));
      const worker = await activeWorker();
      // The first one serves the pages that are opened from then on; this one too, where it is of the same version.
      if (navigator.serviceWorker.controller === null) await asked(worker, { ask: "serve", script });
      const { bytes } = await asked(worker, { ask: "held" });
      tell({ heldBytes: bytes });
    },
    async takeOver() {
      const waiting = registration?.waiting;
      // Another window has been quicker, or the browser has let go of it.
      if (waiting == null) return 0;
      const active = reached(waiting, "activated");
      const { otherWindows } = await asked(waiting, { ask: "take-over" });
      if (otherWindows === 0) await active;
      return otherWindows;
    },
    // All that the page opens are files of the browser.
    handOver: (files) => handOver(folder, files as readonly HandedFile[]),
    takeHandedOver: () => takeHandedOver(folder),
    reload: () => window.location.reload(),
  };
}

async function activeWorker(): Promise<ServiceWorker> {
  const { active } = await navigator.serviceWorker.ready;
  return active as ServiceWorker;
}

/** Resolves as soon as a worker comes to a state. */
function reached(worker: ServiceWorker, state: ServiceWorkerState): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state !== state) return;
      worker.removeEventListener("statechange", look);
      resolve();
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Tells of each version that is held whole and waits for the one before to end. */
function followUpdates(registration: ServiceWorkerRegistration, onReady: () => void): void {
  // Nothing waits for the first one.
  const isReady = () => registration.waiting !== null && registration.active !== null;
  if (isReady()) onReady();
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    if (installing === null) return;
    void reached(installing, "installed").then(() => {
      if (isReady()) onReady();
    });
  });
}

/** Browsers ask for a newer version when the page is opened; a window may stay open for days. */
function askForNewer(registration: ServiceWorkerRegistration): void {
  let askedAtMs = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - askedAtMs < HOUR_MS) return;
    askedAtMs = Date.now();
    // Without a network there is none to be had.
    registration.update().catch(() => {});
  });
}
