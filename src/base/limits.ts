// Every constant of this file stands in docs/limits.md, and so does any other whose comment holds @limit.

/** Bytes of a file that is read, unpacked, in an archive too. */
export const MAX_FILE_BYTES = 100_000_000;

/** Points of a run: five and a half days at one a second. */
export const MAX_POINTS = 500_000;

/** Depth of elements, lists or records within one another; real exports stay below ten. */
export const MAX_DEPTH = 100;

/** Share of a run's points, of a table's rows or of a FIT file that is left out for being unreadable. */
export const MAX_UNREADABLE_SHARE = 0.1;

/** Lines of a table: as many as points, and as many blank ones. */
export const MAX_LINES = 1_000_000;

/** Columns of a table in any form; exports have tens. */
export const MAX_COLUMNS = 1000;

/** Letters of a table's row, with the line breaks between its quotes. */
export const MAX_ROW_LETTERS = 1_000_000;

/** Cells of a table, or values of a JSON file: as many points as are read, with forty columns. */
export const MAX_CELLS = 20_000_000;

/** Lists and records of a JSON file in all; a run has about ten. */
export const MAX_LISTS = 1_000_000;

/** Fields of all records of a JSON file. */
export const MAX_JSON_FIELDS = 1_000_000;

/** Bytes between two quotes of a JSON file. */
export const MAX_QUOTED_BYTES = 10_000_000;

/** Bytes of lists that are typed or pasted: a few lists of as many points as are read, eight letters each. */
export const MAX_TYPED_BYTES = 20_000_000;

/** Elements of an XML file; a run has about eight a point. */
export const MAX_ELEMENTS = 10_000_000;

/** Letters of an XML file between two tags, or within one: a text, a comment, attributes. */
export const MAX_LETTERS_BETWEEN_TAGS = 2_000_000;

/** Runs of a file (lines, entries of a list, tracks or activities), and activities of an archive. */
export const MAX_RUNS = 20_000;

/** Laps of a file, of all its runs together. */
export const MAX_LAPS = 5000;

/** Parts that a gzip file is joined of; programs that compress block by block make one of 64 kB. */
export const MAX_MEMBERS = 10_000;

/** Files in a ZIP archive; the archive itself may have any size, as it is read in parts. */
export const MAX_ENTRIES = 50_000;

/** Bytes of a ZIP archive's directory: 50,000 entries with long names. */
export const MAX_DIRECTORY_BYTES = 20_000_000;

/** Unpacked bytes of an archive that lies compressed within another. */
export const MAX_INNER_ARCHIVE_BYTES = 200_000_000;

/** Unpacked bytes of Apple Health's `export.xml`, which is never in memory as a whole. */
export const MAX_HEALTH_BYTES = 20_000_000_000;

/** Unpacked bytes for each packed byte of an inner archive or of `export.xml`; real ones come to about thirty. */
export const MAX_RATIO = 200;

/** Bytes of one tag in `export.xml`. */
export const MAX_TAG_BYTES = 1_000_000;

/** Heart rates in `export.xml`, and those within its workouts: a watch takes a million in some three years. */
export const MAX_HEART_RATES = 10_000_000;

/** Workouts in `export.xml`. */
export const MAX_WORKOUTS = 100_000;

/** Silence of the reading worker before the page ends it; the slowest known file takes a tenth of it. */
export const MAX_SILENT_READER_MS = 30_000;
