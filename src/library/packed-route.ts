import { deflateSync, inflateSync } from "fflate";
import { ByteReader, ByteWriter } from "../sharing/byte-stream.ts";
import { readSmooth, writeSmooth } from "../sharing/series-bytes.ts";
import type { Route } from "../workout/route.ts";

/** Resolutions of a kept route: finer than a pixel of its picture, and than the clock of any watch's positions. */
const RESOLUTION_M = 0.5;
const RESOLUTION_S = 0.1;

/**
 * Packs a route's shape, in metres around its middle, so that it holds no place on earth.
 * @param laterS seconds by which the clock that it is to be told by begins later than its own; what lies before is left out
 */
export function packRoute({ timeS, eastM, northM, isJoined }: Route, laterS = 0): Uint8Array {
  const first = timeS.findIndex((second) => second >= laterS);
  const from = first < 0 ? timeS.length : first;
  const writer = new ByteWriter();
  writer.unsigned(timeS.length - from);
  writeSmooth(
    writer,
    Float32Array.from(timeS.subarray(from), (second) => second - laterS),
    RESOLUTION_S,
  );
  writeSmooth(writer, eastM.subarray(from), RESOLUTION_M);
  writeSmooth(writer, northM.subarray(from), RESOLUTION_M);
  const breaks = [...isJoined.keys()].filter((i) => i === from || (i > from && !isJoined[i])).map((i) => i - from);
  writer.unsigned(breaks.length);
  for (const [i, at] of breaks.entries()) writer.unsigned(at - (breaks[i - 1] ?? 0));
  return deflateSync(writer.toBytes());
}

/** Reads what packRoute wrote. */
export function unpackRoute(packed: Uint8Array): Route {
  const reader = new ByteReader(inflateSync(packed));
  const positions = reader.unsigned();
  const timeS = Float64Array.from(readSmooth(reader, positions, RESOLUTION_S));
  const [eastM, northM] = [readSmooth(reader, positions, RESOLUTION_M), readSmooth(reader, positions, RESOLUTION_M)];
  const isJoined = new Array<boolean>(positions).fill(true);
  let at = 0;
  for (let left = reader.unsigned(); left > 0; left--) {
    at += reader.unsigned();
    isJoined[at] = false;
  }
  return { timeS, eastM, northM, isJoined };
}
