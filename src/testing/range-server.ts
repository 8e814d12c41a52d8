import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "fflate";

/** Behaviour of the server, that of a good one unless stated otherwise. May be changed while it runs. */
export interface RangeServerOptions {
  /** Delay before each answer. */
  latencyMs?: number;
  /** Sends the whole, whatever is asked for. */
  ignoresRanges?: boolean;
  /** Sends so many bytes more than are asked for, or those from so many further on. */
  sendsMore?: number;
  sendsFurtherOn?: number;
  /** Compresses what it sends whole, and so lies to HEAD about the length. */
  gzips?: boolean;
  /** Lets pages of other origins read nothing. */
  withoutCors?: boolean;
  /** Sends no header that pages of other origins see only where they are let, as if it did not let them. */
  hidesHeaders?: boolean;
  /** Breaks the connection in the middle of the body, for as many requests. */
  resets?: number;
  /** Bytes of a body that it sends before it breaks off; half of it unless stated. */
  resetAfterBytes?: number;
  /** Says that the file is whole, and has no more than so many bytes of it. */
  truncatedTo?: number;
  /** Answers with this status, for as many requests. */
  failures?: { status: number; times: number };
  etag?: string;
}

export interface RangeServer {
  /** The file's address. */
  url: string;
  options: RangeServerOptions;
  /** Requests in order: "whole" or the range. */
  readonly asked: string[];
  /** Bytes sent in bodies. */
  sentBytes(): number;
  stop(): Promise<void>;
}

/** Serves one file by HTTP range on a free port, well or ill. */
export async function serveRanges(bytes: Uint8Array, options: RangeServerOptions = {}): Promise<RangeServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let sentBytes = 0;
  const state: RangeServer = {
    url: "",
    options,
    asked,
    sentBytes: () => sentBytes,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const server = createServer((request, response) => {
    if (request.method !== "HEAD") asked.push(request.headers.range ?? "whole");
    setTimeout(() => {
      sentBytes += answer(request, response, bytes, state.options);
    }, state.options.latencyMs ?? 0);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  state.url = `http://localhost:${(server.address() as AddressInfo).port}/split.parquet`;
  return state;
}

/** @returns how many bytes of the body are sent */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  options: RangeServerOptions,
): number {
  if (options.failures !== undefined && options.failures.times > 0) {
    options.failures.times--;
    response.writeHead(options.failures.status, corsOf(options)).end();
    return 0;
  }
  const range = options.ignoresRanges ? null : rangeIn(request, bytes.length, options);
  const { from, to } = range ?? { from: 0, to: bytes.length };
  const zipped = range === null && options.gzips === true;
  const body = zipped ? gzipSync(bytes) : bytes.subarray(from, to);
  response.writeHead(range === null ? 200 : 206, {
    ...corsOf(options),
    "content-length": body.length,
    ...(zipped && { "content-encoding": "gzip" }),
    ...(range !== null && !options.hidesHeaders && { "content-range": `bytes ${from}-${to - 1}/${bytes.length}` }),
    ...(options.etag !== undefined && { etag: options.etag }),
  });
  if (request.method === "HEAD") {
    response.end();
    return 0;
  }
  const sent = body.subarray(0, sentOf(body.length, from, options));
  if (sent.length === body.length) response.end(sent);
  else response.write(sent, () => request.socket.destroy());
  return sent.length;
}

/** Number of bytes of a body that are sent. */
function sentOf(length: number, from: number, options: RangeServerOptions): number {
  if (options.resets !== undefined && options.resets > 0) {
    options.resets--;
    return Math.min(length - 1, options.resetAfterBytes ?? Math.floor(length / 2));
  }
  return Math.min(length, Math.max(0, (options.truncatedTo ?? Number.POSITIVE_INFINITY) - from));
}

function rangeIn(
  request: IncomingMessage,
  size: number,
  { sendsMore = 0, sendsFurtherOn = 0 }: RangeServerOptions,
): { from: number; to: number } | null {
  const [, from, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  if (from === undefined) return null;
  const to = last === "" ? size : Number(last) + 1;
  return { from: Number(from) + sendsFurtherOn, to: Math.min(size, to + sendsFurtherOn + sendsMore) };
}

function corsOf({ withoutCors }: RangeServerOptions): Record<string, string> {
  if (withoutCors) return {};
  return { "access-control-allow-origin": "*", "access-control-expose-headers": "content-range, etag" };
}
