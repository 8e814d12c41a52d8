import { serveContainer } from "../scripts/container/server.ts";

const { stop } = await serveContainer(Number(process.argv[2]));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => void stop().then(() => process.exit()));
}
