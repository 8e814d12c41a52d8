import { asPredictorError, PredictorError } from "../../../base/error.ts";
import type { ReadableFile } from "../../../reading/file-bytes.ts";
import type { Span } from "../../../workout/workout.ts";
import { BACKENDS_KEY } from "../backend-memory.ts";
import { COURSES_KEY } from "../plan/kept-courses.ts";
import { recallSettings, SETTINGS_KEY, settingsAtFirst } from "../settings.ts";
import {
  LIBRARY_AT_START,
  type LibraryActions,
  type LibraryPart,
  type LibraryPorts,
  type LibraryState,
} from "./library-state.ts";
import type { LibraryWork } from "./library-work.ts";
import { runnersOf } from "./runners.ts";

/** Keeps runs on the device, lists them, and forgets them. What does so is fetched as a person first asks for it. */
export function createLibrary(ports: LibraryPorts) {
  const { parts, keeper, read, write, runs, openRuns } = ports;
  let work: LibraryWork | null = null;
  let opening: Promise<LibraryWork> | null = null;

  const change = (changes: Partial<LibraryState>) => write({ library: { ...read().library, ...changes } });

  function open(): Promise<LibraryWork> {
    opening ??= Promise.all([import("./library-work.ts"), parts.open()]).then(([{ createLibraryWork }, library]) => {
      work = createLibraryWork({ ...ports, library });
      return work;
    });
    return opening;
  }

  /** Does what may fail, and says why where it does; false then. */
  async function tried(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (thrown) {
      change({ error: asPredictorError(thrown) });
      return false;
    }
  }

  /** Opens and lists the library; false where that fails. */
  async function listed(): Promise<boolean> {
    change({ phase: "opening", error: null });
    const isListed = await tried(async () => (await open()).refresh());
    if (isListed) return true;
    leave();
    change({ phase: "closed" });
    return false;
  }

  /** Brings libraries' files into the library, which is on. */
  async function bring(files: readonly ReadableFile[]): Promise<void> {
    change({ brought: [], error: null });
    await tried(async () => {
      const { bringHere } = await open();
      await bringHere(files, (brought) => change({ brought: [...read().library.brought, brought] }));
    });
  }

  /** Removes the library; false where that fails. */
  async function forget(): Promise<boolean> {
    const before = read().remembering;
    // Other tabs, which hear of it, find this said.
    write({ remembering: "off" });
    const isForgotten = await tried(async () => (await open()).forgetAll());
    if (isForgotten) {
      leave();
      keeper.forget([COURSES_KEY]);
    }
    write(isForgotten ? { library: LIBRARY_AT_START } : { remembering: before });
    return isForgotten;
  }

  /** Takes over that another tab turned the library on, paused it or turned it off, or has routes kept or not. */
  function followSwitch(): void {
    const { remembering, keepsRoutes } = recallSettings(keeper);
    if (keepsRoutes !== read().keepsRoutes) write({ keepsRoutes });
    if (remembering === read().remembering) return;
    write({ remembering });
    if (remembering !== "on") return;
    if (work === null) void actions.openLibrary();
    else work.takeAll();
  }

  function leave(): void {
    work?.close();
    work = null;
    opening = null;
  }

  const actions: LibraryActions = {
    async remember() {
      const before = read().remembering;
      // The switch answers at once.
      write({ remembering: "on" });
      if (!(await listed())) return write({ remembering: before });
      work?.takeAll();
      change({ isPersistent: await parts.persist() });
    },
    pauseRemembering: () => write({ remembering: "paused" }),
    async keepRoutes(areKept) {
      write({ keepsRoutes: areKept });
      if (!areKept) await tried(async () => (await open()).forgetRoutes());
    },
    async openLibrary() {
      if (read().remembering === "off" || read().library.phase !== "closed") return;
      if (await listed()) work?.takeAll();
    },
    keepRun: async (selection) => work?.keepRun(selection),
    keepFor: async (question, runnerName) => work?.keepFor(question, runnerName),
    async renameRunner(name) {
      const { runnerName } = read();
      if (name === runnerName) return;
      await tried(async () => {
        if (runnersOf(read()).some((other) => other.name === name)) throw nameTaken(name);
        if (work === null) write({ runnerName: name });
        else await work.renameRunner(runnerName, name);
      });
    },
    keepAgain() {
      change({ error: null });
      work?.takeAll();
    },
    removeKept: async (keptId) => void (await tried(async () => work?.remove(keptId))),
    putBackRemoved: async () => void (await tried(async () => work?.putBackRemoved())),
    takeAway: async () => void (await tried(async () => (await open()).takeAway())),
    async bringHere(files) {
      write({ view: "my-runs" });
      if (read().remembering === "off") return change({ offered: files });
      await bring(files);
    },
    async acceptOffered() {
      const files = read().library.offered;
      await actions.remember();
      if (read().library.phase !== "open") return;
      change({ offered: [] });
      await bring(files);
    },
    async openOffered() {
      const files = read().library.offered;
      change({ offered: [] });
      await openRuns(files);
    },
    declineOffered: () => change({ offered: [] }),
    stopMove: () => work?.stopMove(),
    forgetRuns: async () => void (await forget()),
    async forgetAll() {
      if (!(await forget())) return;
      const { gender, intent } = read().runner;
      write(settingsAtFirst());
      if (gender !== null || intent !== null) runs.predictAgain();
      keeper.forget([SETTINGS_KEY, BACKENDS_KEY]);
    },
  };

  keeper.onChangeElsewhere((name) => {
    if (name === SETTINGS_KEY) followSwitch();
  });

  return {
    actions,
    onSettled: (itemId: number): void => work?.takeSettled(itemId),
    /** Lists what a person closed, but the library holds. */
    onRemoved: (): void => work?.listAgain(),
    /** Keeps what is excluded of a run of the library. */
    onExcluded: (keptId: string, excluded: readonly Span[]): void =>
      void tried(async () => work?.exclude(keptId, excluded)),
    /** Follows each change of the page's state: a pause, and another model. */
    follow(state: LibraryPart, before: LibraryPart): void {
      const hasPaused = state.working === null && before.working !== null;
      // After the first picture, so that it waits for nothing of the library.
      if (work === null && hasPaused && state.library.error === null) void actions.openLibrary();
      else if (state.runnerName !== before.runnerName) work?.listAgain();
      else work?.follow(hasPaused, state.model.loaded?.contract !== before.model.loaded?.contract);
    },
  };
}

function nameTaken(name: string): PredictorError {
  return new PredictorError("name-taken", `There is a runner “${name}” on this device already: choose another name.`);
}
