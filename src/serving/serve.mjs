import { createServer } from "node:http";
import { compressedFiles } from "./compressed-files.mjs";

/** The port of the page where nobody names another. */
export const PAGE_PORT = 4173;

/**
 * Serves the page's folder on a port, or on a free one where another program has that.
 * @param {string} folder
 * @param {number} port
 * @returns the page's address, and the line that tells it to a person
 */
export async function serveNear(folder, port) {
  const { address } = await serve(folder, { port }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    return serve(folder, { port: 0 });
  });
  return { address, notice: `The Heart Rate Predictor is at ${address} (Ctrl+C stops it)` };
}

/**
 * Serves a folder to this machine alone, the way static hosts do: compressed, without special headers.
 * @param {string} folder
 * @param {{ port: number, path?: string, encodings?: ("br" | "gzip")[] }} options
 * `path`: the sub-folder of the site it lies under, such as "/runs/"; `encodings`: those that the host speaks
 * @returns the page's address and how to stop
 */
export async function serve(folder, { port, path = "/", encodings = ["br", "gzip"] }) {
  const { default: sirv } = await import("sirv");
  const plain = sirv(folder, { etag: true });
  const compressed = compressedFiles(folder, encodings);
  const answer = async (request, response) => {
    const notFound = () => response.writeHead(404).end("Not found");
    if (!request.url.startsWith(path)) return notFound();
    request.url = request.url.slice(path.length - 1);
    if (!(await compressed(request, response))) plain(request, response, notFound);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    address: `http://localhost:${server.address().port}${path}`,
    stop() {
      server.close();
      // Browsers hold some open for their next request.
      server.closeAllConnections();
    },
  };
}
