import { PredictorError } from "../../base/error.ts";
import type { CoursePoints } from "../course/clean-course.ts";
import { FAR_GAP_S } from "../repair/time.ts";
import type { LapEnd, Repair } from "../workout.ts";
import type { ParsedRun } from "./parsed-run.ts";
import { PointElements } from "./point-elements.ts";
import type { ColumnName } from "./points.ts";
import { type RecordedLap, Recording } from "./recording.ts";
import { epochSeconds, numberFrom } from "./value.ts";
import type { XmlCursor, XmlReader } from "./xml.ts";

/**
 * Elements of a Trackpoint, by local name; `Speed`, in metres a second, and `RunCadence` lie in the ActivityExtension's
 * TPX.
 */
const POINT_ELEMENTS = {
  Time: "timeS",
  LatitudeDegrees: "latitudeDeg",
  LongitudeDegrees: "longitudeDeg",
  AltitudeMeters: "altitudeM",
  DistanceMeters: "distanceM",
  Speed: "speedKmh",
  Cadence: "cadenceSpm",
  RunCadence: "cadenceSpm",
  Temperature: "temperatureC",
} as const satisfies Record<string, ColumnName>;

/** Ends of laps by the words of `TriggerMethod`. */
const LAP_ENDS: ReadonlyMap<string, LapEnd> = new Map<string, LapEnd>([
  ["Manual", "manual"],
  ["Distance", "distance"],
  ["Location", "position"],
  ["Time", "time"],
  ["HeartRate", "heart-rate"],
]);

/** Reads Garmin's Training Center XML: each activity is a run, each track in its laps a segment. */
export class TcxReader implements XmlReader {
  readonly repeated = "Trackpoint";
  readonly #recording = new Recording();
  /** Courses to follow, whose points lie outside of any activity. */
  readonly #courses = new Recording();
  readonly #elements = new PointElements(POINT_ELEMENTS);
  /** Open lap of the activity that is being read. */
  #lap: RecordedLap | null = null;
  #inPoint = false;
  #inCourse = false;
  /** Where the point that is being read goes. */
  #points = this.#recording;

  open({ element, parent, attributes }: XmlCursor): void {
    switch (element) {
      case "Activity":
        this.#recording.startTrack(attributes.Sport?.value.trim() || null);
        break;
      case "Course":
        this.#inCourse = true;
        this.#courses.startTrack(null);
        break;
      case "Lap":
        if (parent === "Activity") {
          this.#lap = this.#recording.startLap(epochSeconds(attributes.StartTime?.value ?? ""));
        }
        break;
      case "Track":
        this.#recording.startSegment();
        break;
      case "Trackpoint":
        this.#points = this.#inCourse ? this.#courses : this.#recording;
        if (this.#points.tracks.length === 0) break;
        this.#inPoint = true;
        this.#points.startPoint();
        break;
    }
  }

  close(cursor: XmlCursor): void {
    const { element, parent, text } = cursor;
    if (this.#inPoint) {
      if (element === "Trackpoint") this.#inPoint = false;
      // A course's times are those of whoever leads it.
      else if (!this.#inCourse || element !== "Time") this.#points.take(this.#elements, cursor);
      return;
    }
    if (this.#inCourse) {
      this.#closeInCourse(cursor);
      return;
    }
    if (this.#lap !== null) this.#takeOfLap(this.#lap, cursor);
    const track = this.#recording.tracks.at(-1);
    if (!track) return;
    if (element === "Id" && parent === "Activity") track.label = text.trim() || null;
    else if (element === "Name" && parent === "Creator") track.facts.device = text.trim() || null;
  }

  #closeInCourse({ element, parent, text }: XmlCursor): void {
    const course = this.#courses.tracks.at(-1);
    if (element === "Course") this.#inCourse = false;
    else if (element === "Name" && parent === "Course" && course) course.label = text.trim() || null;
  }

  /** Takes an element of a lap. Start and timer give the lap's time span; FAR_GAP_S is added for pauses, which the timer leaves out. */
  #takeOfLap(lap: RecordedLap, { element, parent, text }: XmlCursor): void {
    if (element === "Lap") {
      const endS = lap.startS + lap.timerS + FAR_GAP_S;
      if (!Number.isNaN(endS)) this.#recording.tracks.at(-1)?.own.push({ startS: lap.startS, endS });
      this.#recording.addToTotal(lap);
      this.#lap = null;
    } else if (parent === "Lap") {
      if (element === "TotalTimeSeconds") lap.timerS = numberFrom(text) ?? Number.NaN;
      else if (element === "DistanceMeters") lap.distanceM = numberFrom(text) ?? Number.NaN;
      else if (element === "TriggerMethod") lap.endedBy = LAP_ENDS.get(text.trim()) ?? null;
    }
  }

  /**
   * The recorded runs.
   * @param mended repairs of the file as a whole
   * @throws PredictorError `no-runs` where nothing was recorded.
   */
  runs(fileName: string, mended: readonly Repair[]): ParsedRun[] {
    if (this.#recording.length === 0) throw this.#nothingRecorded();
    return this.#recording.runs(fileName, "tcx", () => false, mended);
  }

  /** The courses to follow, and the activities without times. */
  courses(fileName: string): CoursePoints[] {
    return [...this.#courses.courses(fileName), ...this.#recording.courses(fileName)];
  }

  #nothingRecorded(): PredictorError {
    const found =
      this.#courses.tracks.length > 0
        ? "a course to follow, which nobody has run yet"
        : this.#recording.tracks.length > 0
          ? "an activity without track points, such as one entered by hand"
          : "no activity";
    return new PredictorError("no-runs", `The TCX file holds ${found}. Export the recorded activity.`);
  }
}

/** The sport of a file's first activity, where its first letters tell it; null where not. */
export function peekTcxSport(head: string): string | null {
  return /<Activity\s[^>]*\bSport="([^"]*)"/.exec(head)?.[1].trim() || null;
}
