import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import type { CoursePoints } from "../course/clean-course.ts";
import type { LapEnd, Repair } from "../workout.ts";
import type { ParsedRun } from "./parsed-run.ts";
import { PointElements } from "./point-elements.ts";
import type { ColumnName } from "./points.ts";
import { type RecordedLap, type RecordedTrack, Recording } from "./recording.ts";
import { epochSeconds, numberFrom } from "./value.ts";
import type { XmlCursor, XmlReader } from "./xml.ts";

/**
 * Elements of a track point, by local name. Speeds are in metres a second, in GPX 1.0's own `speed` as in the
 * extensions of Garmin (`gpxtpx`, `ns3`), Cluetrust (`gpxdata`) and Apple; distances in metres from the start.
 */
const POINT_ELEMENTS = {
  time: "timeS",
  ele: "altitudeM",
  cad: "cadenceSpm",
  cadence: "cadenceSpm",
  Cadence: "cadenceSpm",
  speed: "speedKmh",
  Speed: "speedKmh",
  distance: "distanceM",
  Distance: "distanceM",
  DistanceMeters: "distanceM",
  atemp: "temperatureC",
  temp: "temperatureC",
  temperature: "temperatureC",
  Temperature: "temperatureC",
} as const satisfies Record<string, ColumnName>;

/** Ends of laps by the kinds of `trigger` in Cluetrust's `gpxdata`. */
const LAP_ENDS: ReadonlyMap<string, LapEnd> = new Map<string, LapEnd>([
  ["manual", "manual"],
  ["distance", "distance"],
  ["location", "position"],
  ["time", "time"],
  ["heart_rate", "heart-rate"],
]);

/** Longest gap between tracks of one run: a recording that was stopped for a pause and started again. */
const MAX_BREAK_S = 4 * 3600;

/** Strava's own number for a run, which some exports have as the type. */
const STRAVA_RUN = "9";

/** Reads GPX 1.0 and 1.1. */
export class GpxReader implements XmlReader {
  readonly repeated = "trkpt";
  readonly #recording = new Recording();
  /** Routes, whose points nobody has run yet. */
  readonly #routes = new Recording();
  readonly #elements = new PointElements(POINT_ELEMENTS);
  /** Open lap of Cluetrust's extension, whose laps stand before or after the tracks. */
  #lap: RecordedLap | null = null;
  #creator: string | null = null;
  #inPoint = false;
  #inRoutePoint = false;
  #waypoints = 0;

  open(cursor: XmlCursor): void {
    switch (cursor.element) {
      case "gpx":
        this.#creator = deviceFrom(cursor.attributes.creator?.value.trim() ?? "");
        break;
      case "lap":
        this.#lap = this.#recording.startLap();
        break;
      case "trigger":
        if (this.#lap) this.#lap.endedBy = LAP_ENDS.get(cursor.attributes.kind?.value ?? "") ?? null;
        break;
      case "trk":
        this.#recording.startTrack(null);
        this.#recording.tracks[this.#recording.tracks.length - 1].facts.device = this.#creator;
        break;
      case "trkseg":
        this.#recording.startSegment();
        break;
      case "trkpt":
        this.#inPoint = true;
        startPlace(this.#recording, cursor);
        break;
      case "rte":
        this.#routes.startTrack(null);
        break;
      case "rtept":
        this.#inRoutePoint = true;
        startPlace(this.#routes, cursor);
        break;
      // Garmin's way from one route point to the next.
      case "rpt":
        if (this.#inRoutePoint) startPlace(this.#routes, cursor);
        break;
      case "wpt":
        this.#waypoints++;
        break;
    }
  }

  close(cursor: XmlCursor): void {
    const { element, parent, text } = cursor;
    if (this.#inPoint) {
      if (element === "trkpt") this.#inPoint = false;
      else this.#recording.take(this.#elements, cursor);
      return;
    }
    if (this.#inRoutePoint) {
      if (element === "rtept") this.#inRoutePoint = false;
      else if (element === "ele" && parent === "rtept") this.#routes.take(this.#elements, cursor);
      return;
    }
    if (parent === "lap" && this.#lap) {
      if (element === "startTime") this.#lap.startS = epochSeconds(text);
      else if (element === "elapsedTime") this.#lap.timerS = numberFrom(text) ?? Number.NaN;
    }
    if (element === "name" && parent === "rte") labelLast(this.#routes, text);
    const track = this.#recording.tracks.at(-1);
    if (parent !== "trk" || !track) return;
    if (element === "name") track.label = text.trim() || null;
    if (element === "type") track.sport = sportFrom(text.trim());
  }

  /**
   * The recorded runs. Tracks of one sport are one run where each begins within MAX_BREAK_S after the end of the one
   * before; otherwise each is a run of its own. A track without times joins the one before it.
   * @param mended repairs of the file as a whole
   * @throws PredictorError `no-runs` where nothing was recorded.
   */
  runs(fileName: string, mended: readonly Repair[]): ParsedRun[] {
    if (this.#recording.length === 0) throw this.#nothingRecorded();
    return this.#recording.runs(fileName, "gpx", follows, mended);
  }

  /** The routes, and the tracks without times: courses that nobody has run yet. */
  courses(fileName: string): CoursePoints[] {
    return [...this.#routes.courses(fileName), ...this.#recording.courses(fileName)];
  }

  #nothingRecorded(): PredictorError {
    const found =
      this.#routes.length > 0
        ? `a planned route of ${this.#routes.length} points, which nobody has run yet`
        : this.#waypoints > 0
          ? `${counted(this.#waypoints, "waypoint")}, and no track`
          : "no track points";
    return new PredictorError("no-runs", `The GPX file holds ${found}. Export the recorded activity, with times.`);
  }
}

function startPlace(recording: Recording, cursor: XmlCursor): void {
  recording.startPoint();
  recording.setFromAttribute("latitudeDeg", cursor, "lat");
  recording.setFromAttribute("longitudeDeg", cursor, "lon");
}

function labelLast({ tracks }: Recording, text: string): void {
  const last = tracks.at(-1);
  if (last) last.label = text.trim() || null;
}

function follows(last: RecordedTrack, next: RecordedTrack): boolean {
  const breakS = next.startS - last.endS;
  const isOtherSport = last.sport !== null && next.sport !== null && last.sport !== next.sport;
  return !isOtherSport && !(breakS < 0 || breakS > MAX_BREAK_S);
}

/** Name of the device or program that wrote the file; null for a web address, which names neither. */
function deviceFrom(creator: string): string | null {
  return creator === "" || creator.includes("://") ? null : creator;
}

function sportFrom(type: string): string | null {
  if (type === STRAVA_RUN) return "running";
  return type || null;
}

/** The sport of a file's first track, where its first letters tell it; null where not. */
export function peekGpxSport(head: string): string | null {
  return sportFrom(/<trk>(?:(?!<trkseg)[\s\S])*?<type>([^<]*)<\/type>/.exec(head)?.[1].trim() ?? "");
}
