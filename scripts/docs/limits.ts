import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { ESTree } from "vite";
import { constantsOf, type DeclaredConstant, sourcesIn } from "./source.ts";

/** A constant beyond which something is refused, cut off or given up. */
export interface Limit {
  name: string;
  /** What it limits, and why there. */
  meaning: string;
  value: number;
  /** From the project's folder. */
  file: string;
}

/** The file whose constants are limits, each of them. */
const SHARED = "src/base/limits.ts";
const TAG = "@limit";

/** Every limit in the code: all of base/limits.ts, and what is tagged elsewhere. */
export function findLimits(): Limit[] {
  const holders = sourcesIn("src").filter((file) => file === SHARED || readFileSync(file, "utf8").includes(TAG));
  const constants = holders.flatMap(constantsOf);
  return constants
    .filter(({ file, doc }) => file === SHARED || doc.includes(TAG))
    .map((constant) => ({
      name: constant.name,
      meaning: constant.doc.replace(TAG, "").trim(),
      value: numberOf(constant.init, constant, constants),
      file: constant.file,
    }));
}

/** A limit as people read it: "100 MB", "20 s", "10 %", "500,000". */
export function inWords({ name, value }: Pick<Limit, "name" | "value">): string {
  if (name.endsWith("_BYTES")) return bytesInWords(value);
  if (name.endsWith("_MS")) return `${value / 1000} s`;
  if (name.endsWith("_SHARE")) return `${100 * value} %`;
  if (name.endsWith("_KMH")) return `${value} km/h`;
  if (name.endsWith("_M")) return value % 1000 === 0 ? `${value / 1000} km` : `${value} m`;
  if (name.endsWith("_S")) return value % 3600 === 0 ? `${value / 3600} h` : `${value} s`;
  if (name.endsWith("_MINUTES")) return `${value} min`;
  return value.toLocaleString("en");
}

/** Where a limit is stated, as a link from the documentation's folder. */
export function placeOf({ name, file }: Limit): string {
  return `[\`${name}\`](${relative("docs", file)})`;
}

function bytesInWords(bytes: number): string {
  if (bytes % 2 ** 20 === 0) return `${bytes / 2 ** 20} MiB`;
  if (bytes < 1e6) return `${bytes / 1e3} kB`;
  return bytes >= 1e9 ? `${bytes / 1e9} GB` : `${bytes / 1e6} MB`;
}

/** The number that a constant's expression comes to. @throws Error where it is none that can be told from the code. */
function numberOf(
  node: ESTree.Expression | ESTree.PrivateIdentifier,
  at: DeclaredConstant,
  constants: DeclaredConstant[],
): number {
  if (node.type === "Literal" && typeof node.value === "number") return node.value;
  if (node.type === "BinaryExpression") {
    const [left, right] = [numberOf(node.left, at, constants), numberOf(node.right, at, constants)];
    if (node.operator === "*") return left * right;
    if (node.operator === "**") return left ** right;
  }
  if (node.type === "Identifier") {
    const named = constants.filter(({ name }) => name === node.name);
    const meant = named.find(({ file }) => file === at.file) ?? named.find(({ file }) => file === SHARED);
    if (meant) return numberOf(meant.init, meant, constants);
  }
  throw new Error(`${at.file}: ${at.name} is no number, product or power of numbers.`);
}
