import { areBounds, ZONE_SCHEMES, type ZoneBounds } from "../evaluation/zones.ts";
import { MOST_ZONE_STARTS } from "../workout/zone-starts.ts";
import type { ByteReader, ByteWriter } from "./byte-stream.ts";

/** Writes bounds of zones: the number of their scheme, how many they are, then each by how far it lies above the one before. */
export function writeZones(writer: ByteWriter, { scheme, startsBpm }: ZoneBounds): void {
  writer.unsigned(ZONE_SCHEMES.indexOf(scheme));
  writer.unsigned(startsBpm.length);
  startsBpm.forEach((bpm, i) => {
    writer.unsigned(bpm - (startsBpm[i - 1] ?? 0));
  });
}

/** @throws RangeError where the bytes are no bounds. */
export function readZones(reader: ByteReader): ZoneBounds {
  const scheme = ZONE_SCHEMES[reader.unsigned()];
  const count = reader.unsigned();
  if (count > MOST_ZONE_STARTS) throw new RangeError(`${count} zones`);
  let bpm = 0;
  const startsBpm = Array.from({ length: count }, () => {
    bpm += reader.unsigned();
    return bpm;
  });
  const bounds = { scheme, startsBpm };
  if (!areBounds(bounds)) throw new RangeError(`zones of ${scheme} do not begin at ${startsBpm.join(", ")}`);
  return bounds;
}
