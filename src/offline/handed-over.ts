/** Name of the form's field that shared files come in. */
export const SHARED_FILES = "files";

/** Where the system posts shared files, relative to the page's folder. */
export const SHARE_PATH = "shared";

/** A file that is handed to the page. */
export interface HandedFile {
  file: File;
  /** What the page notes of it, in ASCII; "" for nothing. */
  note: string;
}

/** Name of the header that a note is kept in. */
const NOTE = "x-note";

/** A cache of their own, for one origin may serve several pages. */
const cacheName = (folder: string) => `handed over at ${folder}`;

/**
 * Keeps files on the device until the page in a folder opens next.
 * @throws DOMException where there is no room for them
 */
export async function handOver(folder: string, files: readonly HandedFile[]): Promise<void> {
  if (files.length === 0) return;
  const cache = await caches.open(cacheName(folder));
  const from = (await cache.keys()).length;
  for (const [i, { file, note }] of files.entries()) {
    const address = new URL(`${from + i}/${encodeURIComponent(file.name)}`, folder);
    await cache.put(address, new Response(file, { headers: { [NOTE]: note } }));
  }
}

/** The files that were handed over, which are kept no longer. */
export async function takeHandedOver(folder: string): Promise<HandedFile[]> {
  const name = cacheName(folder);
  if (!(await caches.has(name))) return [];
  const cache = await caches.open(name);
  const files = await Promise.all((await cache.keys()).map((request) => fileOf(cache, request)));
  await caches.delete(name);
  return files;
}

async function fileOf(cache: Cache, request: Request): Promise<HandedFile> {
  const response = (await cache.match(request)) as Response;
  const name = decodeURIComponent(request.url.slice(request.url.lastIndexOf("/") + 1));
  return { file: new File([await response.blob()], name), note: response.headers.get(NOTE) ?? "" };
}
