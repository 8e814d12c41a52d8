import { asPredictorError } from "../base/error.ts";
import type { Runtime } from "./runtime.ts";

/**
 * A runtime that may stop working at any time, a lost graphics device, in front of one that does not. What fails is run
 * again on the reserve, and from then on everything is: no run is lost.
 * @param onFallback is told why, once
 */
export function withReserve(preferred: Runtime, reserve: Runtime, onFallback: (reason: string) => void): Runtime {
  let serving = preferred;

  async function orElse<T>(run: (runtime: Runtime) => Promise<T>): Promise<T> {
    if (serving === reserve) return run(reserve);
    return run(preferred).catch((error: unknown) => {
      const { code, message } = asPredictorError(error);
      if (code !== "backend-failed") throw error;
      if (serving === preferred) onFallback(message);
      serving = reserve;
      return run(reserve);
    });
  }

  return {
    get backend() {
      return serving.backend;
    },
    run: (rows, features) => orElse((runtime) => runtime.run(rows, features)),
    runBatch: (batch, features) => orElse((runtime) => runtime.runBatch(batch, features)),
    async dispose() {
      // One that failed is left alone: asked for anything more, it may abort.
      if (serving === preferred) await preferred.dispose();
      await reserve.dispose();
    },
  };
}
