/** Makers of recording devices by their numbers in the FIT profile. */
const MAKERS: ReadonlyMap<number, string> = new Map([
  [1, "Garmin"],
  [2, "Garmin"],
  [16, "Timex"],
  [23, "Suunto"],
  [32, "Wahoo"],
  [52, "Epson"],
  [70, "Sigma"],
  [71, "TomTom"],
  [95, "Stryd"],
  [111, "Technogym"],
  [115, "iGPSPORT"],
  [123, "Polar"],
  [129, "COROS"],
  [142, "TAG Heuer"],
  [144, "Zwift"],
  [260, "Zwift"],
  [265, "Strava"],
  [267, "Bryton"],
  [289, "Hammerhead"],
  [294, "COROS"],
  [305, "WHOOP"],
  [310, "Decathlon"],
]);

const GARMIN = 1;

/** Garmin's running watches by product number; regional models, which have numbers of their own, are not listed. */
const GARMIN_WATCHES: ReadonlyMap<number, string> = new Map([
  ...forerunners({
    405: 717,
    50: 782,
    60: 988,
    "310XT": 1018,
    110: 1124,
    "910XT": 1328,
    610: 1345,
    70: 1436,
    10: 1482,
  }),
  ...forerunners({ 620: 1623, 220: 1632, "920XT": 1765, 15: 1903, 25: 2148, 225: 2153, 630: 2156, 230: 2157 }),
  ...forerunners({ "735XT": 2158, 235: 2431, 35: 2503, 935: 2691, 645: 2886, "645 Music": 2888, 30: 2891, 245: 3076 }),
  ...forerunners({ "245 Music": 3077, 945: 3113, 45: 3282, 745: 3589, "945 LTE": 3652, 55: 3869, "255 Music": 3990 }),
  ...forerunners({ "255S Music": 3991, 255: 3992, "255S": 3993, 955: 4024, 265: 4257, "265S": 4258, 965: 4315 }),
  ...forerunners({ 165: 4432, "165 Music": 4433 }),
  [1551, "fēnix"],
  [1907, "vívoactive"],
  [1967, "fēnix 2"],
  [1988, "epix"],
  [2050, "fēnix 3"],
  [2337, "vívoactive HR"],
  [2413, "fēnix 3 HR"],
  [2544, "fēnix 5S"],
  [2604, "fēnix 5X"],
  [2697, "fēnix 5"],
  [2700, "vívoactive 3"],
  [2900, "fēnix 5S Plus"],
  [3110, "fēnix 5 Plus"],
  [3111, "fēnix 5X Plus"],
  [3224, "vívoactive 4S"],
  [3225, "vívoactive 4"],
  [3226, "Venu"],
  [3288, "fēnix 6S"],
  [3290, "fēnix 6"],
  [3291, "fēnix 6X"],
  [3466, "Instinct Solar"],
  [3600, "Venu Sq"],
  [3638, "Enduro"],
  [3703, "Venu 2"],
  [3704, "Venu 2S"],
  [3851, "Venu 2 Plus"],
  [3888, "Instinct 2"],
  [3889, "Instinct 2S"],
  [3905, "fēnix 7S"],
  [3906, "fēnix 7"],
  [3907, "fēnix 7X"],
  [3943, "epix (Gen 2)"],
  [4115, "Venu Sq 2"],
  [4260, "Venu 3"],
  [4261, "Venu 3S"],
  [4341, "Enduro 2"],
  [4426, "vívoactive 5"],
  [4534, "fēnix 8"],
  [4536, "fēnix 8"],
]);

function forerunners(numbers: Record<string, number>): [number, string][] {
  return Object.entries(numbers).map(([model, number]) => [number, `Forerunner ${model}`]);
}

/** Name of a device by the numbers of its maker and product in the FIT profile; null where the maker is unknown. */
export function fitDevice(maker: number, product: number): string | null {
  const name = MAKERS.get(maker);
  if (name === undefined) return null;
  if (maker !== GARMIN || Number.isNaN(product)) return name;
  return `${name} ${GARMIN_WATCHES.get(product) ?? `(product ${product})`}`;
}
