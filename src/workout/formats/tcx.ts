import { PredictorError } from "../error.ts";
import type { Repair } from "../workout.ts";
import { PointElements } from "./point-elements.ts";
import type { ColumnName } from "./points.ts";
import { Recording } from "./recording.ts";
import type { ParsedRun } from "./runs.ts";
import type { XmlCursor, XmlReader } from "./xml.ts";

/** What a Trackpoint may hold, by local name; `Speed`, in metres a second, and `RunCadence` lie in the ActivityExtension's TPX. */
const POINT_ELEMENTS = {
  Time: "timeS",
  LatitudeDegrees: "latitudeDeg",
  LongitudeDegrees: "longitudeDeg",
  AltitudeMeters: "altitudeM",
  DistanceMeters: "distanceM",
  Speed: "speedKmh",
  Cadence: "cadenceSpm",
  RunCadence: "cadenceSpm",
} as const satisfies Record<string, ColumnName>;

/** Reads Garmin's Training Center XML. Each activity is a run, each track in its laps a segment. */
export class TcxReader implements XmlReader {
  readonly #recording = new Recording();
  readonly #elements = new PointElements(POINT_ELEMENTS);
  #inPoint = false;
  #inCourse = false;

  open({ element, attributes }: XmlCursor): void {
    switch (element) {
      case "Activity":
        this.#recording.startTrack(attributes.Sport?.value.trim() || null);
        break;
      case "Course":
        this.#inCourse = true;
        break;
      case "Track":
        this.#recording.startSegment();
        break;
      case "Trackpoint":
        // A course has points too, outside of any activity.
        if (this.#recording.tracks.length === 0) break;
        this.#inPoint = true;
        this.#recording.startPoint();
        break;
    }
  }

  close(cursor: XmlCursor): void {
    const { element, parent, text } = cursor;
    if (this.#inPoint) {
      if (element === "Trackpoint") this.#inPoint = false;
      else this.#recording.take(this.#elements, cursor);
      return;
    }
    const track = this.#recording.tracks.at(-1);
    if (track && element === "Id" && parent === "Activity") track.label = text.trim() || null;
  }

  /**
   * The recorded runs.
   * @param mended what was wrong with the file as such
   * @throws PredictorError `no-runs` where nothing was recorded.
   */
  runs(fileName: string, mended: readonly Repair[]): ParsedRun[] {
    if (this.#recording.length === 0) throw this.#nothingRecorded();
    return this.#recording.runs(fileName, "tcx", () => false, mended);
  }

  #nothingRecorded(): PredictorError {
    const found = this.#inCourse
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
