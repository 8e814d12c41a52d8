import { PredictorError } from "../../../base/error.ts";
import { HandedOver, serveRequests } from "../../../base/worker-service.ts";
import { drawFrame } from "../drawing.ts";
import { svgPen } from "../svg-pen.ts";
import { type FilmFormat, MAX_FILM_BYTES, PNG_SCALE, SHAPES } from "./formats.ts";
import { GIF_QUALITIES, gifFilm } from "./gif-film.ts";
import type { Filming } from "./messages.ts";
import { stageOf } from "./stage.ts";
import { VIDEO_BITRATES } from "./video-codec.ts";
import { videoFilm } from "./video-film.ts";

type Bytes = Uint8Array<ArrayBuffer>;

serveRequests<Filming>(self, {
  async picture({ scene, format: { kind, shape }, share }) {
    if (kind === "svg") {
      const pen = svgPen(SHAPES[shape]);
      drawFrame(pen, scene, SHAPES[shape], share);
      return handedOver(new TextEncoder().encode(pen.file(scene.title)));
    }
    const stage = stageOf(scene, shape, PNG_SCALE);
    stage.draw(share);
    const blob = await stage.canvas.convertToBlob({ type: "image/png" });
    return handedOver(new Uint8Array(await blob.arrayBuffer()));
  },
  async film({ scene, format }, { tell }) {
    for (const film of filmsOf(format)) {
      const bytes = await film(tell);
      if (bytes.length <= MAX_FILM_BYTES) return handedOver(bytes);
    }
    throw new PredictorError(
      "too-large",
      `The film comes to more than ${MAX_FILM_BYTES / 1e6} MB however small it is drawn: save a picture, or a replay of fewer runs.`,
    );

    function filmsOf({ kind, shape }: FilmFormat): ((tell: (share: number) => void) => Bytes | Promise<Bytes>)[] {
      if (kind === "gif") return GIF_QUALITIES.map((quality) => (told) => gifFilm(scene, shape, quality, told));
      return VIDEO_BITRATES.map((bitrate) => (told) => videoFilm(scene, shape, bitrate, told));
    }
  },
});

function handedOver(bytes: Bytes): HandedOver<Bytes> {
  return new HandedOver(bytes, [bytes.buffer]);
}
