import { createServer } from "node:http";
import { compressedFiles } from "./compressed-files.mjs";

/**
 * Serves a folder the way static hosts do: compressed, without special headers.
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
    server.listen(port, resolve);
  });
  return {
    address: `http://localhost:${server.address().port}${path}`,
    stop: () => server.close(),
  };
}
