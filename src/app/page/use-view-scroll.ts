import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { PageView } from "../state/places.ts";
import { bringIntoView } from "../ui/bring-into-view.ts";

/** Shows a view from its top as it comes to the page; the table of a split that is come back to where it was left. */
export function useViewScroll(main: RefObject<HTMLElement | null>, view: PageView, splitId: number | undefined): void {
  const shown = useRef(view);
  const focused = useRef(view);
  const left = useRef({ splitId, scrollY: 0 });

  useEffect(() => {
    if (view !== "datasets") return;
    // Kept as it changes: once another view is drawn, the page may be shorter.
    const keep = () => {
      left.current = { splitId, scrollY: window.scrollY };
    };
    window.addEventListener("scroll", keep, { passive: true });
    return () => window.removeEventListener("scroll", keep);
  }, [view, splitId]);

  useEffect(() => {
    if (focused.current === view) return;
    focused.current = view;
    // What had the focus is gone with the view before: the keyboard goes on in this one, unless a part of it has it.
    if (document.activeElement === document.body) main.current!.focus({ preventScroll: true });
  }, [main, view]);

  useLayoutEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    const { scrollY } = left.current;
    if (view === "datasets" && splitId !== undefined && left.current.splitId === splitId) window.scrollTo(0, scrollY);
    else bringIntoView(main.current!);
  }, [main, view, splitId]);
}
