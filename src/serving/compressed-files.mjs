import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** The media types that hosts compress, by file ending. */
const COMPRESSED_TYPES = {
  ".css": "text/css",
  ".html": "text/html;charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Takes a second for ONNX Runtime's WebAssembly; 11, the best, would take a minute to save another sixth. */
const BROTLI_QUALITY = 6;

const COMPRESSORS = {
  br: (bytes, quality) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/**
 * Answers requests for a folder's files compressed, as their `Accept-Encoding` allows. Each file is compressed once, when
 * it is first asked for, and kept in memory.
 * @param {string} folder
 * @param {("br" | "gzip")[]} encodings in order of preference
 * @returns a function that answers a request, or resolves with false where the file is to be sent as it lies there: of
 * another media type, asked for in part, or by a client that takes no such encoding
 */
export function compressedFiles(folder, encodings) {
  const names = new Set(readdirSync(folder, { recursive: true }).map((name) => `/${name.split(sep).join("/")}`));
  const kept = new Map();

  function compressed(name, encoding) {
    const key = `${encoding} ${name}`;
    if (!kept.has(key)) kept.set(key, compress(join(folder, name), encoding));
    return kept.get(key);
  }

  return async (request, response) => {
    const [pathname] = request.url.split("?");
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const type = COMPRESSED_TYPES[extname(name)];
    if (type === undefined || !names.has(name)) return false;
    response.setHeader("Vary", "Accept-Encoding");
    const encoding = encodings.find((encoding) => accepts(request.headers["accept-encoding"], encoding));
    if (encoding === undefined || request.headers.range !== undefined) return false;
    const { bytes, etag } = await compressed(name, encoding);
    response.setHeader("ETag", etag);
    response.setHeader("Cache-Control", "no-cache");
    if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else {
      const headers = { "Content-Type": type, "Content-Encoding": encoding, "Content-Length": bytes.length };
      response.writeHead(200, headers).end(bytes);
    }
    return true;
  };
}

/**
 * A file's bytes as hosts send them: compressed, where its media type is one that they compress.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {"br" | "gzip"} encoding
 * @param {number} [brotliQuality] from 0 to 11
 * @returns {Promise<Uint8Array>}
 */
export async function bytesSent(name, bytes, encoding, brotliQuality = BROTLI_QUALITY) {
  return isCompressed(name) ? COMPRESSORS[encoding](bytes, brotliQuality) : bytes;
}

/**
 * Whether hosts compress a file of that name.
 * @param {string} name
 */
export function isCompressed(name) {
  return extname(name) in COMPRESSED_TYPES;
}

async function compress(path, encoding) {
  const bytes = await bytesSent(path, await readFile(path), encoding);
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url")}"` };
}

/** Whether an `Accept-Encoding` names an encoding, and not with a weight of zero. */
function accepts(header = "", encoding) {
  const [, weight] =
    header
      .split(",")
      .map(partsOf)
      .find(([name]) => name === encoding) ?? [];
  return weight !== undefined && weight > 0;
}

/** A part of the header, `br;q=0.5`, as its name and weight. */
function partsOf(part) {
  const [name, weight = "q=1"] = part.trim().split(/\s*;\s*/);
  return [name.toLowerCase(), Number(weight.slice("q=".length))];
}
