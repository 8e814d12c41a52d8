export const FEWEST_COMPARED = 2;

/** Runs that are compared at once: as many lines as can be told apart, by colour and dash together. @limit */
export const MOST_COMPARED = 12;

/** Axes of a comparison: seconds, kilometres or the share of the way, each from a run's own start. */
export const COMPARED_BY = ["time", "distance", "share"] as const;

export type ComparedBy = (typeof COMPARED_BY)[number];
