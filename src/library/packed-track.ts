import { deflateSync, inflateSync } from "fflate";
import { crc32 } from "../base/crc32.ts";
import { ByteReader, ByteWriter } from "../sharing/byte-stream.ts";
import { readGappy, readSmooth, writeGappy, writeSmooth } from "../sharing/series-bytes.ts";
import { TRACK_RESOLUTION } from "../workout/grid.ts";
import type { Track } from "../workout/workout.ts";

/** The series of a track, all of one length. */
export type Series = Pick<Track, "speedKmh" | "altitudeM" | "heartRateBpm" | "cadenceSpm" | "temperatureC">;

/** Resolutions of the series that no model sees, finer than any sensor's. */
export const CADENCE_RESOLUTION_SPM = 0.25;
export const TEMPERATURE_RESOLUTION_C = 0.1;

/**
 * Packs a track's series: rounded to TRACK_RESOLUTION, to which a track is rounded as it is put on the grid, then as
 * differences from step to step, deflated.
 * @returns the packed series, and the checksum of what they hold
 * @throws RangeError where speed or altitude are missing somewhere, as in no track.
 */
export function packTrack(series: Series): { packed: Uint8Array; checksum: number } {
  const writer = new ByteWriter();
  writer.unsigned(series.speedKmh.length);
  writeSmooth(writer, series.speedKmh, TRACK_RESOLUTION.speedKmh);
  writeSmooth(writer, series.altitudeM, TRACK_RESOLUTION.altitudeM);
  writeGappy(writer, series.heartRateBpm, TRACK_RESOLUTION.heartRateBpm);
  writeGappy(writer, series.cadenceSpm, CADENCE_RESOLUTION_SPM);
  writeGappy(writer, series.temperatureC, TEMPERATURE_RESOLUTION_C);
  const bytes = writer.toBytes();
  return { packed: deflateSync(bytes), checksum: crc32(bytes) };
}

/** Reads what packTrack wrote on this device; files of other devices come in a form of their own. */
export function unpackSeries(packed: Uint8Array): Series {
  const reader = new ByteReader(inflateSync(packed));
  const steps = reader.unsigned();
  return {
    speedKmh: readSmooth(reader, steps, TRACK_RESOLUTION.speedKmh),
    altitudeM: readSmooth(reader, steps, TRACK_RESOLUTION.altitudeM),
    heartRateBpm: readGappy(reader, steps, TRACK_RESOLUTION.heartRateBpm),
    cadenceSpm: readGappy(reader, steps, CADENCE_RESOLUTION_SPM),
    temperatureC: readGappy(reader, steps, TEMPERATURE_RESOLUTION_C),
  };
}
