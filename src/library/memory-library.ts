import type { Route } from "../workout/route.ts";
import type { Track } from "../workout/workout.ts";
import { coursesBeside, type KeptCourse } from "./kept-course.ts";
import {
  byDate,
  changed,
  type KeptRun,
  type NewRun,
  type RunChange,
  type StoredRun,
  storedRun,
  trackOf,
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
import { mayBeOneRun, placeOf } from "./one-run.ts";
import { packRoute, unpackRoute } from "./packed-route.ts";

/** A library in memory: that of the terminal, which reads it from a file and writes it to one. */
export class MemoryLibrary implements Library {
  readonly #runs = new Map<string, StoredRun>();
  readonly #routes = new Map<string, Uint8Array>();
  readonly #figures = new Map<string, Map<string, ModelFigures>>();
  readonly #listeners = new Set<() => void>();
  /** The courses that lie in its file beside the runs. */
  courses: readonly KeptCourse[] = [];

  addCourses(courses: readonly KeptCourse[]): void {
    this.courses = [...this.courses, ...coursesBeside(courses, this.courses)];
  }

  async summaries(): Promise<KeptRun[]> {
    return [...this.#runs.values()].map(({ run }) => run).sort(byDate);
  }

  async track(id: string): Promise<Track> {
    return trackOf(this.#stored(id));
  }

  async route(id: string): Promise<Route | null> {
    const packed = this.#routes.get(id);
    return packed === undefined ? null : unpackRoute(packed);
  }

  async keep(runs: readonly NewRun[]): Promise<Kept[]> {
    const nowS = Date.now() / 1000;
    const fresh = runs.map((run) => storedRun(run, nowS));
    const kept = fresh.map((run) => this.#keepOne(run));
    this.#tell();
    return kept;
  }

  #keepOne(fresh: StoredRun): Kept {
    const candidates = [...this.#runs.values()].filter(({ run }) => mayBeOneRun(run, fresh.run));
    const { stored, ...kept } = placeOf(fresh, candidates);
    if (stored) {
      this.#runs.set(kept.id, stored);
      if (stored.run.routeBytes === 0) this.#routes.delete(kept.id);
      this.#forgetFigures(kept.id);
    }
    return kept;
  }

  async keepRoutes(routes: readonly NewRoute[]): Promise<void> {
    for (const { id, route, laterS } of routes) {
      const stored = this.#runs.get(id);
      if (stored === undefined) continue;
      const packed = packRoute(route, laterS);
      this.#routes.set(id, packed);
      this.#runs.set(id, { ...stored, run: { ...stored.run, routeBytes: packed.length } });
    }
    this.#tell();
  }

  async forgetRoutes(): Promise<void> {
    this.#routes.clear();
    for (const [id, stored] of this.#runs) this.#runs.set(id, { ...stored, run: { ...stored.run, routeBytes: 0 } });
    this.#tell();
  }

  async change(id: string, change: RunChange): Promise<void> {
    const { run, packed } = this.#stored(id);
    this.#runs.set(id, { run: changed(run, change), packed });
    if (change.excluded) this.#forgetFigures(id);
    this.#tell();
  }

  async renameRunner(from: string, to: string): Promise<void> {
    for (const [id, { run, packed }] of this.#runs) {
      if (run.runner === from) this.#runs.set(id, { run: changed(run, { runner: to }), packed });
    }
    this.#tell();
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#runs.delete(id);
      this.#routes.delete(id);
      this.#forgetFigures(id);
    }
    this.#tell();
  }

  async forgetAll(): Promise<void> {
    this.#runs.clear();
    this.#routes.clear();
    this.#figures.clear();
    this.#tell();
  }

  async size(): Promise<LibrarySize> {
    return sizeOf(await this.summaries());
  }

  async figures(model: string): Promise<Map<string, ModelFigures>> {
    return new Map(this.#figures.get(model));
  }

  async keepFigures(model: string, figures: ReadonlyMap<string, ModelFigures>): Promise<void> {
    const own = this.#figures.get(model) ?? new Map<string, ModelFigures>();
    for (const [id, figure] of figures) if (this.#runs.has(id)) own.set(id, figure);
    this.#figures.set(model, own);
  }

  async forgetFiguresBut(models: readonly string[]): Promise<void> {
    for (const model of this.#figures.keys()) if (!models.includes(model)) this.#figures.delete(model);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
  }

  #stored(id: string): StoredRun {
    const stored = this.#runs.get(id);
    if (!stored) throw notKept();
    return stored;
  }

  #forgetFigures(id: string): void {
    for (const figures of this.#figures.values()) figures.delete(id);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
