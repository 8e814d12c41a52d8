import { createServer } from "node:http";

/**
 * Serves a folder the way plain static hosts do, without special headers.
 * @param {string} folder
 * @param {{ port: number, path?: string }} options `path`: the sub-folder of the site it lies under, such as "/runs/"
 * @returns the page's address and how to stop
 */
export async function serve(folder, { port, path = "/" }) {
  const { default: sirv } = await import("sirv");
  const files = sirv(folder, { etag: true });
  const server = createServer((request, response) => {
    const notFound = () => response.writeHead(404).end("Not found");
    if (!request.url.startsWith(path)) return notFound();
    request.url = request.url.slice(path.length - 1);
    files(request, response, notFound);
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
