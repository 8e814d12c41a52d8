/** Vite's list of the packages that it bundled, which is taken out of dist/ again. */
export const LICENCE_LIST = "licences.json";

/** A package of the list. */
export interface BundledPackage {
  name: string;
  version: string;
  /** Absent where the package names none. */
  identifier?: string;
  /** Absent where the package brings none. */
  text?: string;
}
