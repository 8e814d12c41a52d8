import { SHAPES, type Shape } from "./formats.ts";

/** A way to encode video that MP4 files may hold. */
export interface VideoCodec {
  /** As the browser is asked for it. */
  config: VideoEncoderConfig;
  /** As it is named in the file. */
  inFile: "avc" | "vp9";
}

export const VIDEO_FRAMES_PER_S = 30;

/** Pixels of a video for each of its layout: 1280 × 720, or 864 × 1080. */
export const VIDEO_SCALE = 1.6;

/** Bits a second: the first that comes to few enough bytes is taken. */
export const VIDEO_BITRATES = [2_500_000, 1_200_000, 600_000] as const;

/**
 * H.264, which plays everywhere, then VP9, which every browser plays. H.264 is of the baseline profile: encoders give
 * frames of the others out of their order, which the file cannot be told of.
 */
const CODECS = [
  { codec: "avc1.42e028", inFile: "avc" },
  { codec: "vp09.00.31.08", inFile: "vp9" },
] as const;

/** WebKit on Linux, whose process ends with the page in it as soon as it is asked what it encodes. */
const CRASHES_IF_ASKED = /Linux.* AppleWebKit\/(?!.*Chrom)/;

/** The first codec that this browser encodes video of a shape in; null where it encodes none. */
export async function videoCodecFor(shape: Shape, bitrate: number): Promise<VideoCodec | null> {
  if (typeof VideoEncoder === "undefined" || CRASHES_IF_ASKED.test(navigator.userAgent)) return null;
  const { width, height } = SHAPES[shape];
  for (const { codec, inFile } of CODECS) {
    const config: VideoEncoderConfig = {
      codec,
      width: width * VIDEO_SCALE,
      height: height * VIDEO_SCALE,
      bitrate,
      framerate: VIDEO_FRAMES_PER_S,
      ...(inFile === "avc" && { avc: { format: "avc" } }),
    };
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (supported) return { config, inFile };
  }
  return null;
}
