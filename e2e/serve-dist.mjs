import { serve } from "../src/serving/serve.mjs";

const [port, path] = process.argv.slice(2);
await serve("dist", { port: Number(port), path });
