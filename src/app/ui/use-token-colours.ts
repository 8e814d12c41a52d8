import { type RefObject, useLayoutEffect, useState } from "react";
import { type CssColour, cssColour } from "./css-colour.ts";

type Colour = CssColour["rgb"];

/** What the colours of tokens depend on: the system's scheme, and colours that a person chose. */
const QUERIES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/**
 * Colours of tokens as numbers, for what is painted on a canvas; null until they are known, and anew as the scheme changes.
 * @param tokens names without their dashes, the same array on every call
 * @param within an element of the component itself, in which they are looked up
 */
export function useTokenColours<Token extends string>(
  tokens: readonly Token[],
  within: RefObject<HTMLElement | null>,
): Record<Token, Colour> | null {
  const [colours, setColours] = useState<Record<Token, Colour> | null>(null);
  useLayoutEffect(() => {
    const element = within.current;
    if (element === null) return;
    const lookUp = () => setColours(coloursIn(element, tokens));
    lookUp();
    const lists = QUERIES.map((query) => window.matchMedia(query));
    for (const list of lists) list.addEventListener("change", lookUp);
    return () => {
      for (const list of lists) list.removeEventListener("change", lookUp);
    };
  }, [tokens, within]);
  return colours;
}

/** A token names the colours of both schemes: which of them holds is known where it is used. */
function coloursIn<Token extends string>(element: HTMLElement, tokens: readonly Token[]): Record<Token, Colour> {
  const probe = document.createElement("span");
  // Else the system's colour of text would stand for every mixture of its colours.
  probe.style.forcedColorAdjust = "none";
  element.append(probe);
  const entries = tokens.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, cssColour(getComputedStyle(probe).color).rgb] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Record<Token, Colour>;
}
