import { createContext } from "react";

/**
 * The width in pixels that charts are drawn for where none can be measured, as the page is built; they then stretch to
 * the width that there is. null where it is measured.
 */
export const DrawnWidth = createContext<number | null>(null);
