import { type RefObject, useEffect, useRef, useState } from "react";

/** Whether what an element holds is wider than the element, so that it has to be scrolled. */
export function useScrolledAside<T extends HTMLElement>(): [RefObject<T | null>, boolean] {
  const scroller = useRef<T>(null);
  const [isScrolled, setScrolled] = useState(false);
  useEffect(() => {
    const element = scroller.current!;
    const observer = new ResizeObserver(() => setScrolled(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [scroller, isScrolled];
}
