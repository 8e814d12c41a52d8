/** Joins words as a sentence does: "a, b and c". */
export const AND = new Intl.ListFormat("en-GB");
