import { PAGE_PORT, serveNear } from "../src/serving/serve.mjs";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
ensureBuilt();
const { notice } = await serveNear("dist", Number(process.env.PORT ?? PAGE_PORT));
process.stdout.write(`${notice}\n`);
