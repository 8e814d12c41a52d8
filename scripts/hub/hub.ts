import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "../build.mjs";
import { OWNER, ownIdOf, readCollection } from "./collection.ts";

const FOLDER = "build/hub";

/** Files of each repository on the hub, by their names there. */
const FILES = {
  model: {
    "README.md": "public/models/population.md",
    "population.onnx": "public/models/population.onnx",
    LICENSE: "LICENSE",
    "CITATION.cff": "CITATION.cff",
  },
  dataset: {
    "README.md": "public/data/README.md",
    "test.parquet": "public/data/test.parquet",
    LICENSE: "LICENSE",
    "CITATION.cff": "CITATION.cff",
  },
} as const;

/** The card of the Space, which holds the built page besides. */
const SPACE_CARD = "scripts/hub/space.md";

const [owner] = process.argv.slice(2);
if (owner === undefined || !/^[A-Za-z0-9_][\w.-]*$/.test(owner)) {
  process.stderr.write(
    "Say who publishes: npm run hub -- OWNER, the name of a person or an organisation on the hub.\n",
  );
  process.exit(2);
}

ensureBuilt();
const collection = readCollection();
const owned = (id: string) => id.replace(`${OWNER}/`, `${owner}/`);
rmSync(FOLDER, { recursive: true, force: true });
for (const type of ["model", "dataset"] as const) {
  for (const [name, path] of Object.entries(FILES[type])) cpSync(path, join(FOLDER, type, name));
  process.stdout.write(`${FOLDER}/${type} is the ${type} ${owned(ownIdOf(type, collection))}.\n`);
}
cpSync("dist", join(FOLDER, "space"), { recursive: true });
const card = readFileSync(SPACE_CARD, "utf8");
writeFileSync(join(FOLDER, "space", "README.md"), card.replaceAll(`${OWNER}/`, `${owner}/`));
process.stdout.write(`${FOLDER}/space is the Space ${owned(ownIdOf("space", collection))}.\n`);
const items = collection.items.map((item) => ({ ...item, id: owned(item.id) }));
writeFileSync(join(FOLDER, "collection.json"), `${JSON.stringify({ ...collection, items }, null, 2)}\n`);
process.stdout.write(`${FOLDER}/collection.json is the collection.\n`);
