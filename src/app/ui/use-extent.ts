import { type RefObject, useContext, useLayoutEffect, useRef, useState } from "react";
import { DrawnWidth } from "./drawn-width.ts";

/** An element's width or height in whole pixels, kept true as it changes; 0 before it is known. */
export function useExtent<E extends HTMLElement>(side: "width" | "height"): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const drawnWidth = useContext(DrawnWidth);
  const [extent, setExtent] = useState(side === "width" ? (drawnWidth ?? 0) : 0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setExtent(Math.floor(element.getBoundingClientRect()[side]));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [side]);
  return [ref, extent];
}
