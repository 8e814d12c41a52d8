/** What the page calls itself, in its window's title. */
export const PAGE_NAME = "Heart rate predictor";
