/** Name of the runner to whom runs belong where nobody said whose they are. */
export const DEFAULT_RUNNER = "Me";

/** Letters of a run's or a runner's name. @limit */
export const MAX_NAME_LETTERS = 300;

/** Reads a name that a person gave or a file states; null where it is none. */
export function nameFrom(value: unknown): string | null {
  const name = typeof value === "string" ? value.trim().slice(0, MAX_NAME_LETTERS) : "";
  return name === "" ? null : name;
}
