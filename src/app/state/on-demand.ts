import { asPredictorError, type PredictorError } from "../../base/error.ts";

/** Something that takes the worker a moment, made of what the page shows once it is wanted. */
export interface OnDemand<K, T> {
  wanted: boolean;
  /** What it is made of; null where it is not wanted, or the page shows nothing that has it. */
  of: K | null;
  /** null until it is made. */
  value: T | null;
  error: PredictorError | null;
}

export const NOT_WANTED: OnDemand<never, never> = { wanted: false, of: null, value: null, error: null };

interface Ports<S, K, T> {
  read(): OnDemand<K, T>;
  write(onDemand: OnDemand<K, T>): void;
  /** What the page shows that it is made of, by identity; null where there is none, or not yet. */
  of(state: S): K | null;
  make(of: K): Promise<T>;
}

/** Makes something of what the page shows, and anew as that changes, as long as it is wanted. */
export function createOnDemand<S, K, T>({ read, write, of: shownIn, make }: Ports<S, K, T>) {
  let current: K | null = null;

  async function makeOf(of: K): Promise<void> {
    const made = await make(of).then(
      (value) => ({ value, error: null }),
      (thrown: unknown) => ({ value: null, error: asPredictorError(thrown) }),
    );
    if (of === current) write({ ...read(), ...made });
  }

  /** Follows each change of the page's state. */
  function follow(state: S): void {
    const of = read().wanted ? shownIn(state) : null;
    if (of === current) return;
    current = of;
    write({ ...read(), of, value: null, error: null });
    if (of !== null) void makeOf(of);
  }

  return { want: (wanted: boolean) => write({ ...read(), wanted }), follow };
}
