import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { type BundledPackage, LICENCE_LIST } from "./licence-list.ts";
import { serviceWorkerScript } from "./service-worker.ts";

/** The file of dist/ that holds the licence of the page and of every package in it. */
export const LICENCE_FILE = "licences.txt";

/** Licences of the packages that come without their text, each named as its package. */
const TEXTS = "scripts/licences";
const RULE = "=".repeat(80);

/** Writes the licences of all that is bundled, and ends the build where a package has no licence text. */
export const licenceNotices: Plugin = {
  name: "licence-notices",
  apply: "build",
  config: () => ({ build: { license: { fileName: LICENCE_LIST } } }),
  generateBundle: {
    order: "post",
    async handler(_, bundle) {
      const list = bundle[LICENCE_LIST];
      if (list?.type !== "asset") return this.error("Vite made no list of the packages in dist/.");
      delete bundle[LICENCE_LIST];
      const packages: BundledPackage[] = [
        ...JSON.parse(list.source.toString()),
        ...(await serviceWorkerScript()).packages,
      ];
      const own = `Heart Rate Predictor\n\n${read("LICENSE")}\n\nIt contains the packages below, under the licences that stand with each.`;
      const source = `${[own, ...packages.map(noticeOf)].join(`\n\n${RULE}\n`)}\n`;
      this.emitFile({ type: "asset", fileName: LICENCE_FILE, source });
    },
  },
};

/** @throws Error where neither the package nor the project has its text. */
function noticeOf({ name, version, identifier, text }: BundledPackage): string {
  const kept = join(TEXTS, `${name}.txt`);
  if (text === undefined && !existsSync(kept)) {
    throw new Error(`${name} comes without the text of its licence (${identifier}): put it in ${kept}.`);
  }
  const licence = text ?? read(kept);
  return [`${name} ${version} (${identifier})`, licence, ...noticesIn(join("node_modules", name))].join("\n\n");
}

/** What a package asks to be passed on beside its licence. */
function noticesIn(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => /^notice/i.test(file));
  return files.map((file) => read(join(folder, file)));
}

function read(path: string): string {
  return readFileSync(path, "utf8").trim();
}
