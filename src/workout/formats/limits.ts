/** The largest file that is read, unpacked. */
export const MAX_FILE_BYTES = 100_000_000;

/** The most points a run may have: five and a half days of one a second. */
export const MAX_POINTS = 500_000;

/** How deep elements, lists or records may lie in one another; real exports stay below ten. */
export const MAX_DEPTH = 100;

/** The most lines a table may have: as many as points, and as many blank ones. */
export const MAX_LINES = 1_000_000;

/** The most letters a line of a table may have. */
export const MAX_LINE_LETTERS = 1_000_000;

/** The most cells a table may have, over all its rows: as many points as are read, with forty columns. */
export const MAX_CELLS = 20_000_000;

/** The most lists and records that a JSON file may hold, in all; a run has about ten. */
export const MAX_LISTS = 1_000_000;

/** The most runs that a file of one run a line may hold. */
export const MAX_RUNS = 20_000;

/** The most parts that a gzip file may be joined of; those that compress block by block make one of 64 kB. */
export const MAX_MEMBERS = 10_000;

/** How long what reads a file may be silent on the page before it is ended; the slowest that is known takes a tenth. */
export const MAX_SILENT_MS = 30_000;
