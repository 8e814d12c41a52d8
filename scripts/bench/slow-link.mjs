import { request as ask, createServer } from "node:http";

/** Bytes that one answer sends before the others have their turn. */
const SLICE_BYTES = 4096;
const TICK_MS = 4;
/** To set up a connection: TCP takes one round trip, TLS 1.3 another. */
const CONNECTING_ROUND_TRIPS = 2;

/**
 * A server behind a link of limited rate, which all of its answers share, and of a stated latency; slow start, which
 * differs by host, is left out.
 * @param {string} address the server that answers
 * @param {{ bitsPerS: number, roundTripMs: number }} link
 * @returns the address behind the link; `requests()`, each since the last `reset()` as `{ path, bytes, startMs, endMs }`,
 * milliseconds since 1970, `endMs` null while it is on its way; and how to stop
 */
export async function slowLink(address, { bitsPerS, roundTripMs }) {
  let requests = [];
  /** Answers that are on their way, the next one to send first. */
  const sending = [];
  const fresh = new WeakSet();
  let sentUntilMs = performance.now();

  const timer = setInterval(() => {
    const nowMs = performance.now();
    let bytes = Math.floor(((nowMs - sentUntilMs) / 1000) * (bitsPerS / 8));
    sentUntilMs = nowMs;
    while (bytes > 0 && sending.length > 0) {
      const answer = sending.shift();
      const slice = answer.rest.subarray(0, Math.min(SLICE_BYTES, bytes));
      bytes -= slice.length;
      answer.rest = answer.rest.subarray(slice.length);
      answer.response.write(slice);
      if (answer.rest.length > 0) sending.push(answer);
      else finish(answer);
    }
  }, TICK_MS);

  function finish({ response, entry }) {
    response.end();
    entry.endMs = Date.now();
  }

  const server = createServer((incoming, response) => {
    pass(incoming, response).catch((error) => response.destroy(error));
  });

  async function pass(incoming, response) {
    const entry = { path: incoming.url, bytes: 0, startMs: Date.now(), endMs: null };
    requests.push(entry);
    const roundTrips = fresh.delete(incoming.socket) ? 1 + CONNECTING_ROUND_TRIPS : 1;
    const [answer] = await Promise.all([
      answerOf(new URL(incoming.url, address), incoming),
      wait(roundTrips * roundTripMs),
    ]);
    // The browser makes the line breaks and the status line of what Node tells as a list.
    const headerBytes = answer.rawHeaders.join("    ").length;
    entry.bytes = headerBytes + answer.body.length;
    response.writeHead(answer.status, answer.rawHeaders);
    if (answer.body.length === 0) finish({ response, entry });
    else sending.push({ response, rest: answer.body, entry });
  }

  server.on("connection", (socket) => fresh.add(socket));
  await new Promise((resolve) => server.listen(0, resolve));

  return {
    address: `http://localhost:${server.address().port}/`,
    requests: () => requests,
    reset() {
      requests = [];
    },
    stop() {
      clearInterval(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}

function answerOf(url, { method, headers }) {
  return new Promise((resolve, reject) => {
    const outgoing = ask(url, { method, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        resolve({ status: answer.statusCode, rawHeaders: answer.rawHeaders, body: Buffer.concat(parts) });
      });
    });
    outgoing.on("error", reject).end();
  });
}

function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
