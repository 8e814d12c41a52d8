import { validateContract } from "../../src/model/contract-validation.ts";

/** What the validator accepts in one place of a contract. */
export interface Accepted {
  /** In the words of its refusals: "a whole number from 1 to 999". */
  expected: string;
  orNull: boolean;
  mayBeMissing: boolean;
}

/**
 * Asks the validator what it accepts in one place, by putting wrong values there.
 * @param contract one that is valid, filled in down to the place
 * @param path field names and places in lists
 */
export function acceptedAt(contract: unknown, path: readonly (string | number)[]): Accepted {
  const expectedFor = (value: unknown) => expectedIn(refusalOf(withValue(contract, path, value)));
  const expected = expectedFor(true);
  if (expected === null) throw new Error(`contract.${path.join(".")} is not refused where it is no value.`);
  // Elsewhere null may be refused for what another field wants of this one.
  return { expected, orNull: expectedFor(null) !== expected, mayBeMissing: expectedFor(undefined) !== expected };
}

function expectedIn(refusal: string | null): string | null {
  return /, expected (.*)\. Use another model/.exec(refusal ?? "")?.[1] ?? null;
}

function refusalOf(contract: unknown): string | null {
  try {
    validateContract(contract);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function withValue(contract: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const changed = structuredClone(contract);
  let holder = changed as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  holder[path[path.length - 1]] = value;
  return changed;
}
