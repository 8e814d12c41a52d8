import type { Size } from "../layout.ts";

/** Shapes of pictures and films, each by the size that it is laid out in; files are drawn larger. */
export const SHAPES = {
  wide: { width: 800, height: 450 },
  upright: { width: 540, height: 675 },
} as const satisfies Record<string, Size>;

export type Shape = keyof typeof SHAPES;

/** A picture: one moment of a replay. */
export interface PictureFormat {
  kind: "png" | "svg";
  shape: Shape;
}

/** A film: all of a replay. */
export interface FilmFormat {
  kind: "gif" | "mp4";
  shape: Shape;
}

/** Pixels of a PNG for each of its layout: 1600 × 900, or 1080 × 1350. */
export const PNG_SCALE = 2;

/** Length of a film, its last picture at rest included. @limit */
export const LONGEST_FILM_S = 10;

/** Time in which a film goes through its run; then the last picture rests, so that its figures can be read. */
export const MOVING_S = 8;

/** A film: what messengers and forges still show where it stands. @limit */
export const MAX_FILM_BYTES = 4_000_000;

export const MEDIA_TYPES = {
  png: "image/png",
  svg: "image/svg+xml",
  gif: "image/gif",
  mp4: "video/mp4",
} as const;

type FileKind = keyof typeof MEDIA_TYPES;

/** How far a replay is in each frame that moves, the last one at its end. */
export function frameShares(framesPerS: number): number[] {
  const count = MOVING_S * framesPerS;
  return Array.from({ length: count }, (_, i) => (i + 1) / count);
}

/** A file for a person of what was drawn. */
export function fileOf(title: string, { kind }: { kind: FileKind }, bytes: BlobPart): File {
  return new File([bytes], fileName(title, kind), { type: MEDIA_TYPES[kind] });
}

/** Name of a saved file: the run's own without its ending, in letters that every system takes. */
export function fileName(title: string, kind: FileKind): string {
  const plain = title
    .replace(/\.\w{1,5}$/, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return `${plain === "" ? "run" : plain}.${kind}`;
}
