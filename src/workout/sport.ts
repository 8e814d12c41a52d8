/** How files name a run: in English, by the numbers and words of apps, and in the languages that some export in. */
const RUN =
  /run|jog|treadmill|trail|laufen|\blauf\b|course à pied|carrera|correr|corsa|hardlopen|l[øö]p|bieg|бег|跑|ラン/i;

/** What files write where nobody said what it was. */
const UNSAID = /^\s*(?:other|generic|unknown|default|none|unspecified|workout|activity)?\s*$/i;

/** Whether a file says that it is of another sport; it may also say nothing. */
export function isOtherSport(sport: string | null): sport is string {
  return sport !== null && !UNSAID.test(sport) && !RUN.test(sport);
}

/** A sentence of caution where a file says that it is of another sport; null where it is a run, or does not say. */
export function sportCaution(sport: string | null): string | null {
  if (!isOtherSport(sport)) return null;
  return `The file calls this “${sport.slice(0, 40)}”. The model knows runs alone: what it expects may be far off.`;
}
