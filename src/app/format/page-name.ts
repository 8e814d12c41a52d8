/** Name of the page, in its heading and its window's title. */
export const PAGE_NAME = "Expected heart rate";
