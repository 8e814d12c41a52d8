/** The largest file that is read, unpacked. */
export const MAX_FILE_BYTES = 100_000_000;

/** The most points a run may have: five and a half days of one a second. */
export const MAX_POINTS = 500_000;

/** How deep elements, lists or records may lie in one another; real exports stay below ten. */
export const MAX_DEPTH = 100;

/** The most lines a table may have: as many as points, and as many blank ones. */
export const MAX_LINES = 1_000_000;

/** The most columns a table may have, whichever form it has; exports have tens. */
export const MAX_COLUMNS = 1000;

/** The most letters a row of a table may have, with the line breaks between its quotes. */
export const MAX_ROW_LETTERS = 1_000_000;

/** The most cells that a table may have, and values that a JSON file may: as many points as are read, with forty columns. */
export const MAX_CELLS = 20_000_000;

/** The most lists and records that a JSON file may hold, in all; a run has about ten. */
export const MAX_LISTS = 1_000_000;

/** The most fields that the records of a JSON file may have, in all. */
export const MAX_FIELDS = 1_000_000;

/** The most bytes between two quotes of a JSON file. */
export const MAX_QUOTED_BYTES = 10_000_000;

/** The most bytes of lists that are typed or pasted: a few of as many points as are read, of eight letters each. */
export const MAX_TYPED_BYTES = 20_000_000;

/** The most elements that an XML file may have; a run of as many points as are read has about eight a point. */
export const MAX_ELEMENTS = 10_000_000;

/** The most letters of an XML file in which no element begins or ends: a text, a comment, the attributes of one. */
export const MAX_LETTERS_BETWEEN_TAGS = 2_000_000;

/** The most runs that a file may hold, be they lines, entries of a list, tracks or activities. */
export const MAX_RUNS = 20_000;

/** The most laps of a file, of all its runs together. */
export const MAX_LAPS = 5000;

/** The most parts that a gzip file may be joined of; those that compress block by block make one of 64 kB. */
export const MAX_MEMBERS = 10_000;

/** The most files that a ZIP archive may hold; the archive itself may be of any size, as it is read in parts. */
export const MAX_ENTRIES = 50_000;

/** The most bytes that a ZIP archive's directory may have: 50,000 entries with long names. */
export const MAX_DIRECTORY_BYTES = 20_000_000;

/** The most bytes, unpacked, of an archive that lies compressed within another. */
export const MAX_INNER_ARCHIVE_BYTES = 200_000_000;

/** The most bytes, unpacked, of Apple Health's `export.xml`, which is never in memory as a whole. */
export const MAX_HEALTH_BYTES = 20_000_000_000;

/** The most bytes that each byte of such an archive, or of `export.xml`, may unpack to; real ones come to about thirty. */
export const MAX_RATIO = 200;

/** The most bytes of one element's tag in `export.xml`. */
export const MAX_TAG_BYTES = 1_000_000;

/** The most heart rates and workouts in `export.xml`: a watch takes a million heart rates in some three years. */
export const MAX_HEART_RATES = 10_000_000;
export const MAX_WORKOUTS = 100_000;

/** How long what reads a file may be silent on the page before it is ended; the slowest that is known takes a tenth. */
export const MAX_SILENT_MS = 30_000;
