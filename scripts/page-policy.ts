import { PUBLISHED_ORIGINS } from "../src/dataset/published.ts";

/** The Content-Security-Policy of the page, whose requests go to the given sources. */
const policy = (connectSources: readonly string[]) =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    `connect-src ${connectSources.join(" ")}`,
    // A picture that the page draws of itself; nothing else makes such an address.
    "img-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** What the built page may load and do, and nothing else. The development server speaks to the page in ways of its own. */
export const PAGE_POLICY = policy(["'self'", ...PUBLISHED_ORIGINS]);

/** Headers of every file, for hosts that can send headers. None of them keeps the page out of another page's frame. */
export const PAGE_HEADERS: Record<string, string> = {
  "Content-Security-Policy": PAGE_POLICY,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** The policy of the worker that reads datasets: a person may name one of any server, and the page asks before it does. */
export const SPLIT_WORKER_POLICY = policy(["'self'", "https:", "http:"]);
