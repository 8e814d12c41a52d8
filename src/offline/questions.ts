/** What the page asks its service worker, and the answer to each. */
export interface Answers {
  /** How much of the device the page takes. */
  held: { bytes: number };
  /** Asks the worker to serve the page from now on, which is of the given script: it does where that is its own version. */
  serve: Record<string, never>;
  /** Asks a waiting worker to take the place of the active one, which it does while this window alone is open. */
  "take-over": { otherWindows: number };
}

export type Question = { ask: "held" } | { ask: "serve"; script: string } | { ask: "take-over" };

/** Asks a worker. The answer comes through a channel of its own. */
export function asked<Ask extends Question["ask"]>(
  worker: Pick<Worker, "postMessage">,
  question: Extract<Question, { ask: Ask }>,
): Promise<Answers[Ask]> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Answers[Ask]>) => {
      port1.close();
      resolve(data);
    };
    worker.postMessage(question, [port2]);
  });
}
