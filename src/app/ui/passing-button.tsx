import { type ComponentProps, type RefObject, useLayoutEffect, useRef } from "react";

interface Props extends Omit<ComponentProps<"button">, "ref" | "type"> {
  /** Element that stays as long as the button may have the focus. */
  heir: RefObject<HTMLElement | null>;
}

/** A button that is there for a while: where it has the focus as it goes, the heir gets it. */
export function PassingButton({ heir, ...props }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own === document.activeElement) heir.current?.focus({ preventScroll: true });
    };
  }, [heir]);
  return <button type="button" ref={button} {...props} />;
}
