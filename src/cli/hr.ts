#!/usr/bin/env node
import { runCommand } from "./commands.ts";
import { endWithReader } from "./output.ts";

endWithReader();
await runCommand(process.argv.slice(2));
