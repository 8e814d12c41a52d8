/** Sports of the FIT profile by number; 0 and 254 stand for any sport. */
const SPORTS: ReadonlyMap<number, string | null> = new Map([
  [0, null],
  [1, "running"],
  [2, "cycling"],
  [3, "transition"],
  [4, "fitness equipment"],
  [5, "swimming"],
  [6, "basketball"],
  [7, "soccer"],
  [8, "tennis"],
  [10, "training"],
  [11, "walking"],
  [12, "cross-country skiing"],
  [13, "alpine skiing"],
  [14, "snowboarding"],
  [15, "rowing"],
  [16, "mountaineering"],
  [17, "hiking"],
  [18, "multisport"],
  [19, "paddling"],
  [21, "e-biking"],
  [25, "golf"],
  [27, "horseback riding"],
  [30, "inline skating"],
  [31, "rock climbing"],
  [33, "ice skating"],
  [35, "snowshoeing"],
  [37, "stand-up paddleboarding"],
  [38, "surfing"],
  [41, "kayaking"],
  [62, "interval training"],
  [65, "wheelchair pushing"],
  [66, "wheelchair pushing"],
  [254, null],
]);

const RUNNING = 1;

/** Sub-sports of running by number; 2, on a street, is plain running. */
const KINDS_OF_RUNNING: ReadonlyMap<number, string> = new Map([
  [1, "treadmill running"],
  [2, "running"],
  [3, "trail running"],
  [4, "track running"],
  [45, "indoor running"],
  [58, "virtual running"],
  [59, "obstacle running"],
  [67, "ultra running"],
]);

/** Sports that name only a place or a purpose (any, fitness equipment, training): the sub-sport names the activity. */
const VAGUE_SPORTS: ReadonlySet<number> = new Set([0, 4, 10, 254]);

/** Names of the sub-sports of a vague sport. Trail, track and virtual are missing: people ride and walk there as well. */
const BY_SUB_SPORT: ReadonlyMap<number, string> = new Map([
  ...[1, 2, 45].map((number) => [number, KINDS_OF_RUNNING.get(number) as string] as const),
  [5, "spinning"],
  [6, "indoor cycling"],
  [7, "road cycling"],
  [8, "mountain biking"],
  [13, "track cycling"],
  [14, "indoor rowing"],
  [15, "elliptical"],
  [16, "stair climbing"],
  [17, "swimming"],
  [18, "open water swimming"],
  [20, "strength training"],
  [25, "indoor skiing"],
  [26, "cardio training"],
  [27, "indoor walking"],
  [30, "walking"],
  [31, "speed walking"],
  [43, "yoga"],
  [44, "pilates"],
  [46, "gravel cycling"],
  [70, "interval training"],
]);

/**
 * Name of a sport by the numbers of sport and sub-sport in the FIT profile. An unlisted sport keeps its number; null where
 * the sport is missing or any.
 */
export function fitSport(sport: number, subSport: number): string | null {
  if (sport === RUNNING) return KINDS_OF_RUNNING.get(subSport) ?? "running";
  const specific = VAGUE_SPORTS.has(sport) ? BY_SUB_SPORT.get(subSport) : undefined;
  if (specific !== undefined || Number.isNaN(sport)) return specific ?? null;
  const name = SPORTS.get(sport);
  return name === undefined ? `sport ${sport} of the FIT profile` : name;
}
