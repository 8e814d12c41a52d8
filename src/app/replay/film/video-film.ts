import { ArrayBufferTarget, Muxer } from "mp4-muxer";
import { asPredictorError, PredictorError } from "../../../base/error.ts";
import type { ReplayScene } from "../scene.ts";
import { frameShares, LONGEST_FILM_S, type Shape } from "./formats.ts";
import { stageOf } from "./stage.ts";
import { VIDEO_FRAMES_PER_S, VIDEO_SCALE, videoCodecFor } from "./video-codec.ts";

/** Frames that the encoder may have before it; each holds a picture's memory. */
const MOST_WAITING = 8;

/** A player can begin at every so many frames. */
const KEY_FRAME_EVERY = 60;

/** Makes a replay a video. @throws PredictorError where the browser encodes none, or fails to */
export async function videoFilm(
  scene: ReplayScene,
  shape: Shape,
  bitrate: number,
  tell: (share: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const codec = await videoCodecFor(shape, bitrate);
  if (codec === null) throw new PredictorError("unexpected", "This browser encodes no video: save a GIF.");
  const stage = stageOf(scene, shape, VIDEO_SCALE);
  const { width, height } = stage.canvas;
  const muxer = new Muxer({
    target: new ArrayBufferTarget(),
    video: { codec: codec.inFile, width, height, frameRate: VIDEO_FRAMES_PER_S },
    fastStart: "in-memory",
  });
  let failure: unknown = null;
  const encoder = new VideoEncoder({
    output: (chunk, meta) => muxer.addVideoChunk(chunk, meta),
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure(codec.config);
  const shares = frameShares(VIDEO_FRAMES_PER_S);
  const frames = LONGEST_FILM_S * VIDEO_FRAMES_PER_S;
  for (let i = 0; i < frames && failure === null; i++) {
    stage.draw(shares[i] ?? 1);
    const second = 1e6;
    const frame = new VideoFrame(stage.canvas, {
      timestamp: Math.round((i * second) / VIDEO_FRAMES_PER_S),
      duration: Math.round(second / VIDEO_FRAMES_PER_S),
    });
    encoder.encode(frame, { keyFrame: i % KEY_FRAME_EVERY === 0 });
    frame.close();
    tell((i + 1) / frames);
    if (encoder.encodeQueueSize > MOST_WAITING) await dequeued(encoder);
  }
  if (failure === null) await encoder.flush();
  if (failure !== null) throw asPredictorError(failure);
  encoder.close();
  muxer.finalize();
  return new Uint8Array(muxer.target.buffer);
}

function dequeued(encoder: VideoEncoder): Promise<void> {
  return new Promise((resolve) => {
    encoder.addEventListener("dequeue", () => resolve(), { once: true });
  });
}
