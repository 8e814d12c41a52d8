/** Writes a table in Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Writes a count, such as "12,400". */
export function count(number: number): string {
  return number.toLocaleString("en");
}
