import { gpxFile } from "./gpx-file.ts";
import { type ZippedFile, zipFile } from "./zip-file.ts";

/** First lines of Apple Health's export: a document type that declares elements, and no entity. */
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!-- Note: Any Records that appear as children of a correlation also appear as top-level records. -->
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record
  type          CDATA #REQUIRED
  unit          CDATA #IMPLIED
  value         CDATA #IMPLIED
>
]>
<HealthData locale="en_DE">
 <ExportDate value="2024-06-01 10:00:00 +0200"/>
 <Me HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexNotSet"/>
`;

const SOURCE =
  'sourceName="Somebody’s Watch" sourceVersion="10.4" device="&lt;&lt;HKDevice: 0x1&gt;, name:Apple Watch, manufacturer:Apple Inc.&gt;"';

/** A time as Apple Health writes it, two hours east of Greenwich. */
function localTime(unixS: number): string {
  return `${new Date((unixS + 7200) * 1000).toISOString().slice(0, 19).replace("T", " ")} +0200`;
}

/** A heart rate as `export.xml` holds it. */
export function heartRateRecord(unixS: number, bpm: number): string {
  const time = localTime(unixS);
  return ` <Record type="HKQuantityTypeIdentifierHeartRate" ${SOURCE} unit="count/min" creationDate="${time}" startDate="${time}" endDate="${time}" value="${bpm}">
  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="0"/>
 </Record>
`;
}

function stepRecord(unixS: number): string {
  const time = localTime(unixS);
  return ` <Record type="HKQuantityTypeIdentifierStepCount" ${SOURCE} unit="count" creationDate="${time}" startDate="${time}" endDate="${time}" value="12"/>
`;
}

/** A workout; without a route's file, or with one that it does not name. */
export function workoutElement(kind: string, startS: number, endS: number, route: string | null): string {
  const reference =
    route === null ? "" : `<WorkoutRoute ${SOURCE}><FileReference path="/workout-routes/${route}"/></WorkoutRoute>`;
  return ` <Workout workoutActivityType="HKWorkoutActivityType${kind}" duration="12" durationUnit="min" ${SOURCE} startDate="${localTime(startS)}" endDate="${localTime(endS)}">
  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="150" unit="count/min"/>
  ${reference}
 </Workout>
`;
}

/** When the runs of `gpxFile` begin. */
export const ROUTE_START_S = Date.UTC(2024, 4, 1, 8) / 1000;
const ROUTE_MINUTES = 12;

/** The heart rate that the export states for a second of the route. */
export function routeBpm(second: number): number {
  return 120 + Math.round(second / 20);
}

/**
 * `export.xml`, part by part: a day's worth of other records over and over until it has so many bytes, the heart rates
 * of one run (a reading every five seconds, the latest first), and its workout, besides one without a route.
 */
export function* healthTable(leastBytes: number, route: string | null, kind = "Running"): Generator<string> {
  yield HEAD;
  let bytes = 0;
  for (let part = 0; bytes < leastBytes; part++) {
    const dayS = ROUTE_START_S - 86_400 * (2 + (part % 3000));
    const records = Array.from({ length: 200 }, (_, i) =>
      i % 4 === 0 ? heartRateRecord(dayS + 97 * i, 60 + (i % 30)) : stepRecord(dayS + 97 * i),
    ).join("");
    bytes += records.length;
    yield records;
  }
  for (let second = 60 * ROUTE_MINUTES; second >= 0; second -= 5) {
    yield heartRateRecord(ROUTE_START_S + second, routeBpm(second));
  }
  yield workoutElement("Rowing", ROUTE_START_S - 90_000, ROUTE_START_S - 88_000, null);
  yield workoutElement(kind, ROUTE_START_S - 2, ROUTE_START_S + 60 * ROUTE_MINUTES + 2, route);
  yield "</HealthData>\n";
}

/** An `export.zip` with one route, of 1 May 2024. */
export function healthExport({
  folder = "apple_health_export",
  tableName = "export.xml",
  others = [] as ZippedFile[],
} = {}) {
  const route = "route_2024-05-01_10.00am.gpx";
  return zipFile([
    { name: `${folder}/${tableName}`, content: [...healthTable(0, route)].join("") },
    { name: `${folder}/workout-routes/${route}`, content: gpxFile({ minutes: ROUTE_MINUTES, withHeartRate: false }) },
    ...others,
  ]);
}
