import { cancelled, PredictorError } from "../../../base/error.ts";
import { openChannel, type Request } from "../../../base/worker-channel.ts";
import type { Filming } from "./messages.ts";

interface MakingOptions {
  signal: AbortSignal;
  onProgress?: (share: number) => void;
}

/**
 * Draws a picture or a film, in a worker that is ended as soon as it has answered, or is called off.
 * @throws PredictorError `too-large`, `cancelled`, or that the browser cannot
 */
export async function makeFile(
  request: Request<Filming, "picture"> | Request<Filming, "film">,
  options: MakingOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL("./film-worker.ts", import.meta.url), { type: "module" });
  const channel = openChannel<Filming>(worker, {
    stopped: (reason) =>
      new PredictorError("unexpected", `What draws pictures and films stopped (${reason}): try once more.`),
  });
  try {
    return request.kind === "film"
      ? await channel.ask(request, options)
      : await channel.ask(request, { signal: options.signal });
  } finally {
    channel.end(cancelled());
  }
}
