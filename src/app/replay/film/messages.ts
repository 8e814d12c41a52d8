import type { ReplayScene } from "../scene.ts";
import type { FilmFormat, PictureFormat } from "./formats.ts";

/** Requests to the worker that draws pictures and films; it answers with the file's bytes. */
export type Filming = {
  picture: {
    request: { scene: ReplayScene; format: PictureFormat; share: number };
    answer: Uint8Array<ArrayBuffer>;
    progress: never;
  };
  film: {
    request: { scene: ReplayScene; format: FilmFormat };
    answer: Uint8Array<ArrayBuffer>;
    /** Share of the frames that are drawn, from 0 to 1. */
    progress: number;
  };
};
