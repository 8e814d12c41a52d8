import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query holds, kept true as it changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    // The page that is drawn beforehand knows no device.
    () => false,
  );
}
