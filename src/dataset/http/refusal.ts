import { PredictorError } from "../../base/error.ts";
import { throwIfAborted } from "../source.ts";
import type { HttpFile } from "./http-file.ts";

/** Takes note of what the page's security policy refuses, which a failed request itself does not tell. */
export function policyWatch(): { end(): Promise<boolean> } {
  let refused = false;
  const note = () => {
    refused = true;
  };
  globalThis.addEventListener?.("securitypolicyviolation", note);
  return {
    async end() {
      // The browser tells of it in a task of its own.
      await new Promise((resolve) => setTimeout(resolve));
      globalThis.removeEventListener?.("securitypolicyviolation", note);
      return refused;
    },
  };
}

/** Why a browser refused to read another host's file, which it tells no script; null where nothing shows that it did. */
export async function refusal(file: HttpFile, byPolicy: boolean, signal?: AbortSignal): Promise<PredictorError | null> {
  if (byPolicy) {
    return noAccess(`The security policy of this page's host keeps it from reading ${file.url.origin}.`);
  }
  const { location } = globalThis;
  if (location === undefined || location.origin === file.url.origin) return null;
  const probe = new AbortController();
  const end = () => probe.abort();
  signal?.addEventListener("abort", end, { once: true });
  try {
    // An answer that no script may read shows that there is a server, and that it was the browser that refused.
    await fetch(file.url, { mode: "no-cors", cache: "no-store", signal: probe.signal });
    return noAccess(`${file.url.origin} does not let pages of other hosts read its files (it sends no CORS headers).`);
  } catch {
    throwIfAborted(signal);
    return null;
  } finally {
    signal?.removeEventListener("abort", end);
    probe.abort();
  }
}

function noAccess(reason: string): PredictorError {
  return new PredictorError("no-access", `${reason} Download the file and drop it on this page.`);
}
