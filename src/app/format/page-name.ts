/** Name of the page in its window's title. */
export const PAGE_NAME = "Heart rate predictor";
