/** The largest file that is read, unpacked. */
export const MAX_FILE_BYTES = 100_000_000;

/** The most points a run may have: five and a half days of one a second. */
export const MAX_POINTS = 500_000;

/** How deep elements, lists or records may lie in one another; real exports stay below ten. */
export const MAX_DEPTH = 100;
