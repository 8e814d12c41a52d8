import { isDeepStrictEqual } from "node:util";

/**
 * The items of a list that differ from those of another in their places, and those that only one of both has. Node
 * compares columns of numbers a hundred times as fast as Vitest does.
 */
export function differing<T>(items: readonly T[], others: readonly T[]): T[] {
  const common = Math.min(items.length, others.length);
  const changed = items.slice(0, common).filter((item, i) => !isDeepStrictEqual(item, others[i]));
  return [...changed, ...items.slice(common), ...others.slice(common)];
}
