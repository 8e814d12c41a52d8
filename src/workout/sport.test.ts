import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainWords } from "./plain-words.ts";
import {
  isOtherSport,
  isTreadmill,
  plainSport,
  type SportKind,
  sportCaution,
  sportKind,
  sportOfBoth,
} from "./sport.ts";
import * as tables from "./sport-words.ts";

const RUNS = [
  "Running, run, trail_running, TRAIL_RUNNING, Trail Run, Treadmill Run, HKWorkoutActivityTypeRunning, VirtualRun, TrailRun",
  "treadmill_running, indoor_running, street_running, track_running, ultra_run, obstacle_run, virtual_run, Trail, Jogging",
  "Run/Walk, Fell running, Skyrunning, parkrun, Half marathon, Morning Run, Cross country running, Running (treadmill)",
  "Laufen, Laufband, Dauerlauf, Waldlauf, Berglauf, Crosslauf, Orientierungslauf, Halbmarathon, Laufsport, Joggen",
  "Hardlopen, Hardloopsessie, Trailrunnen, Loopband, Løb, LØB, Trailløb, Motionsløb, Løping, Terrengløping, Tredemølle",
  "Löpning, Löptur, Löprunda, Löpband, Terränglöpning, Hlaup, Juoksu, JUOKSU, Polkujuoksu, Juoksumatto, Jooks",
  "Course à pied, COURSE À PIED, Course a pied, Course sur piste, Footing, Carrera, Correr, Carrera a pie, Cinta de correr",
  "Corrida, Corrida na esteira, Esteira, Corsa, Tapis roulant, Alergare, Alergat, Bieg, Bieganie, Bieżnia",
  "Běh, Běh na pásu, Běhací pás, Tek, Trčanje, Futás, FUTÁS, Terepfutás, Futópad, Bėgimas, Koşu, KOŞU, Koşu bandı",
  "Бег, Трейлраннинг, Пробежка, Беговая дорожка, Біг, Бігова доріжка, Бягане, Трчање, Τρέξιμο, ΤΡΕΞΙΜΟ, Διάδρομος, ריצה, הליכון",
  "الجري, ركض, दौड़ना, วิ่ง, การวิ่ง, Chạy bộ, Lari, Berlari, Pagtakbo, 跑步, 越野跑, 室内跑步, 跑步机",
  "ランニング, トレイルラン, ジョギング, トレッドミル, 달리기, 러닝, 트레일 러닝, 트레드밀",
];

const OTHERS = [
  "cycling, Biking, Ride, VirtualRide, EBikeRide, HKWorkoutActivityTypeCycling, Mountain Bike Trail, Trail bike, Track cycling",
  "Ice skating, Inline Skating, Skateboard, Ski run, RollerSki, NordicSki, cross-country skiing, Toboggan run, Trail riding",
  "Running back, Swimrun, Triathlon, Aqua jogging, indoor rowing, Row, swimming, elliptical, golf course, Crossfit, 1, Brunch",
  "Schlittschuhlaufen, Skilaufen, Rollerskilauf, Skilanglauf, Langlauf, Eislauf, Eisschnelllauf, Rollschuhlaufen, Wasserlauf",
  "Laufrad, Radfahren, Fahrrad, Rennradfahren, Fietsrit, Schaatsen, Langlaufen, Skøjteløb, Skiløb, Rulleskøjteløb, Cykelløb",
  "Skøyteløp, Langrenn, Skridskoåkning, Längdskidåkning, Rullskidor, Rullahiihto, Vesijuoksu, Sífutás, Course de vélo",
  "Carrera en bici, Corsa in bicicletta, Biegi narciarskie, Narciarstwo biegowe, Běh na lyžích, Běžky, Tek na smučeh",
  "Trčanje na skijama, Kros kayağı, Бег на лыжах, Лыжный бег, Беговые лыжи, Біг на лижах, 滑雪, 滑冰, 骑行, 跑酷",
  "Carrera de bicicletas, ว่ายน้ำ, サイクリング, バイク, トランポリン, スキー, 스키, 자전거",
];

const ON_FOOT = [
  "walking, Walk, hiking, Hike, Nordic Walking, HKWorkoutActivityTypeHiking, Trail walk, Trail Hiking, Treadmill walking, Snowshoe, Wandern, Wanderung",
  "Spaziergang, Gehen, Schneeschuhwandern, Wandeling, Gåtur, Vandring, Kävely, Sauvakävely, Randonnée, Marche, Caminata",
  "Senderismo, Caminhada, Camminata, Spacer, Chůze, Turistika, Gyaloglás, Séta, Yürüyüş, Ходьба, Прогулка, Πεζοπορία",
  "הליכה, Đi bộ, 步行, 徒步, ウォーキング, ハイク, 걷기",
];

const UNSAID = [
  "Other, generic, unknown, Workout, activity, HKWorkoutActivityTypeOther, Training",
  "Sonstiges, Autre, Otro, Outros, Altro, Annat, Muu, Inne, Jiné, Egyéb, Diğer, Другое, 其他, その他, 기타",
];

const named = (lists: string[]) => lists.flatMap((list) => list.split(", "));

describe.each([
  ["a run", RUNS, ["run"]],
  ["no run", OTHERS, ["other", "unknown"]],
  ["on foot, and no run", ON_FOOT, ["on-foot"]],
  ["not said", UNSAID, ["unsaid"]],
] as [string, string[], SportKind[]][])("%s", (_, lists, kinds) => {
  test.each(named(lists))("%s", (name) => {
    expect(kinds).toContain(sportKind(name));
    expect(isOtherSport(name)).toBe(!["run", "unsaid"].includes(kinds[0]));
  });
});

const styles: ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.normalize("NFD"),
  (name) => name.normalize("NFKC"),
  (name) => name.replaceAll(" ", "_"),
  (name) => `  ${name.replaceAll(" ", "-")} `,
];

test("a name means the same in any letters, accents put together or apart, and with any signs between its words", () => {
  const names = fc.constantFrom(
    ...named([...RUNS, ...OTHERS, ...ON_FOOT]).filter((name) => !/\p{Ll}\p{Lu}/u.test(name)),
  );
  fc.assert(
    fc.property(names, fc.constantFrom(...styles), (name, style) => {
      expect([style(name), sportKind(style(name))]).toEqual([style(name), sportKind(name)]);
    }),
    { numRuns: 2000 },
  );
});

test("another sport's word makes a name no run, whatever is beside it, and an unknown word changes nothing", () => {
  const other = fc.constantFrom(...named(OTHERS).filter((name) => sportKind(name) === "other"));
  const run = fc.constantFrom(...named(RUNS));
  fc.assert(
    fc.property(run, other, fc.boolean(), (a, b, isFirst) => {
      expect(sportKind(isFirst ? `${a} / ${b}` : `${b} / ${a}`)).toBe("other");
      expect(sportKind(isFirst ? `${a} xyzzy` : `xyzzy ${a}`)).toBe("run");
    }),
    { numRuns: 1000 },
  );
});

test("a treadmill is recognised by its name, and by a run indoors", () => {
  for (const name of [
    "Treadmill",
    "Laufband",
    "indoor_running",
    "VirtualRun",
    "Corrida na esteira",
    "跑步机",
    "Treadmill walking",
  ]) {
    expect([name, isTreadmill(name)]).toEqual([name, true]);
  }
  for (const name of [null, "Running", "Trail", "Indoor cycling", "indoor rowing", "Indoor track running"]) {
    expect([name, isTreadmill(name)]).toEqual([name, false]);
  }
});

test("an export's word counts before the file's own, unless nobody knows it or it says nothing", () => {
  expect(sportOfBoth("Hardloopsessie", "cycling")).toBe("Hardloopsessie");
  expect(sportOfBoth("Fietsrit", "running")).toBe("Fietsrit");
  expect(sportOfBoth("Xyzzy", "running")).toBe("running");
  expect(sportOfBoth("Workout", "running")).toBe("running");
  expect(sportOfBoth("Xyzzy", null)).toBe("Xyzzy");
  expect(sportOfBoth("", null)).toBeNull();
  expect(sportOfBoth(null, "Xyzzy")).toBe("Xyzzy");
});

test("the caution states the file's word for another sport, and that walkers have a lower heart rate", () => {
  expect(sportCaution("Running")).toBeNull();
  expect(sportCaution(null)).toBeNull();
  expect(sportCaution("Biking")).toEqual({
    finding: "Not a run: the file calls it “Biking”.",
    meaning: "The model knows runs alone: what it expects may be far off.",
  });
  expect(sportCaution("hiking")).toMatchObject({
    finding: "Not a run: the file calls it “hiking”.",
    meaning: expect.stringMatching(/whoever walks/),
  });
  expect(sportCaution("Xyzzy")!.finding).toBe("Perhaps not a run: the file calls it “Xyzzy”.");
});

test("every word is written as names are compared", () => {
  const words = Object.values(tables).flatMap((table) => Object.values(table).flatMap((list) => list.split(" ")));
  const compared = words.map((word) => plainWords(word.replaceAll("*", "")).join("_"));
  expect(words.map((word) => word.replaceAll("*", ""))).toEqual(compared);
});

test("a name without end is no worse than another", () => {
  expect(sportKind(`${"run ".repeat(1e6)}bike`)).toBe("run");
});

test("a sport's name without possible names of people keeps its meaning", () => {
  const plain: [string, string | null][] = [
    ["Trail Run", "Trail Run"],
    ["running_back", "running_back"],
    ["Lena's Bike Ride", "bike ride"],
    ["Running 2024-05-12", "running"],
    ["Lena", "unlisted"],
    ["running back Lena", "unlisted"],
    ["", null],
  ];
  for (const [sport, expected] of plain) {
    expect(plainSport(sport), sport).toBe(expected);
    expect(isOtherSport(plainSport(sport)), sport).toBe(isOtherSport(sport));
    expect(plainSport(plainSport(sport)), sport).toBe(plainSport(sport));
  }
});
