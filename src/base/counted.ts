/** A count with its noun: "1 point", "3 points". */
export function counted(count: number, singular: string): string {
  return `${count.toLocaleString("en")} ${singular}${count === 1 ? "" : "s"}`;
}
