import { readdirSync, readFileSync } from "node:fs";
import { refusedImports } from "./imports.ts";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => `src/${file.replaceAll("\\", "/")}`);
const refused = files.flatMap((file) => refusedImports(file, readFileSync(file, "utf8")));
for (const { file, line, reason } of refused) process.stderr.write(`${file}:${line} ${reason}\n`);
process.stdout.write(`Checked the imports of ${files.length} files against scripts/rooms/rooms.ts.\n`);
process.exitCode = refused.length > 0 ? 1 : 0;
