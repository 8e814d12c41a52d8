import { useEffect, useState } from "react";

/** A small text file of the page's own host. */
export function useText(url: string): { text: string } | "loading" | "failed" {
  const [fetched, setFetched] = useState<{ url: string; text: string | null } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const show = async () => {
      const text = await textAt(url, abort.signal).catch(() => null);
      if (!abort.signal.aborted) setFetched({ url, text });
    };
    void show();
    return () => abort.abort();
  }, [url]);
  if (fetched?.url !== url) return "loading";
  return fetched.text === null ? "failed" : { text: fetched.text };
}

async function textAt(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.text();
}
