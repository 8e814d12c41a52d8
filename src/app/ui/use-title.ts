import { useEffect } from "react";

/** Keeps the title of the page's window. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
