import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { serve } from "./serve.mjs";

const PORT = Number(process.env.PORT ?? 4173);

ensureInstalled();
ensureBuilt();
const { address } = await serve("dist", { port: PORT }).catch((error) => {
  if (error.code !== "EADDRINUSE") throw error;
  // Another page has the port, so the system picks a free one.
  return serve("dist", { port: 0 });
});
process.stdout.write(`The Heart Rate Predictor is at ${address} (Ctrl+C stops it)\n`);
