import { readFileSync, writeFileSync } from "node:fs";
import { DOCUMENTS, withTables } from "./tables.ts";

for (const document of DOCUMENTS) writeFileSync(document, withTables(readFileSync(document, "utf8")));
