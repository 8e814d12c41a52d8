/** Replacements of letters that Unicode does not decompose. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ς: "σ",
};

/** Letters of a name that are read; real names are far shorter. */
const MAX_LETTERS = 200;

/**
 * Splits a name into words in small letters, without accents of Latin, Greek and Cyrillic letters, however the words are
 * joined: `HKWorkoutActivityTypeRunning`, `heart_rate_bpm`, `Course à pied`, `Vitesse [km/h]`.
 */
export function plainWords(name: string): string[] {
  const parted = name
    .slice(0, MAX_LETTERS)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  // In other scripts marks distinguish letters: without them, a Japanese bike would be a hike.
  const plain = parted
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
  return plain
    .replace(/[øłđıßæœς]/g, (letter) => PLAIN_LETTERS[letter])
    .split(/[^\p{L}\p{M}\p{N}%]+/u)
    .filter((word) => word !== "");
}
