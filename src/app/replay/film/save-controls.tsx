import { type ReactNode, useEffect, useRef, useState } from "react";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { PassingButton } from "../../ui/passing-button.tsx";
import { type MakeOptions, useFileMaking } from "../../ui/use-file-making.ts";
import type { ReplayStore } from "../clock.ts";
import { readPalette } from "../palette.ts";
import { Made, type Option, SaveAs } from "../save-as.tsx";
import type { ReplaySubject } from "../scene.ts";
import { type FilmFormat, fileOf, type PictureFormat } from "./formats.ts";
import { VIDEO_BITRATES, videoCodecFor } from "./video-codec.ts";

interface Props {
  subject: ReplaySubject;
  replay: ReplayStore;
  isReady: boolean;
  /** What else can be done with it. */
  children?: ReactNode;
}

const PICTURES: readonly Option<PictureFormat>[] = [
  { label: "PNG, 1600 × 900", format: { kind: "png", shape: "wide" } },
  { label: "PNG, 1080 × 1350", format: { kind: "png", shape: "upright" } },
  { label: "SVG, wide", format: { kind: "svg", shape: "wide" } },
  { label: "SVG, upright", format: { kind: "svg", shape: "upright" } },
];

const GIFS: readonly Option<FilmFormat>[] = [
  { label: "GIF, wide", format: { kind: "gif", shape: "wide" } },
  { label: "GIF, upright", format: { kind: "gif", shape: "upright" } },
];

const VIDEOS: readonly Option<FilmFormat>[] = [
  { label: "MP4, wide", format: { kind: "mp4", shape: "wide" } },
  { label: "MP4, upright", format: { kind: "mp4", shape: "upright" } },
];

/** Saves a picture of the moment that the replay is at, or a film of all of it; either is drawn on this device. */
export function SaveControls({ subject, replay, isReady, children }: Props) {
  const { making, make, cancel } = useFileMaking();
  const films = useFilms();
  const filmButton = useRef<HTMLButtonElement>(null);
  const isBusy = making.phase === "making";

  async function picture(format: PictureFormat, { signal }: MakeOptions): Promise<File> {
    const { makeFile, scene } = await parts();
    const { share } = replay.getState();
    return fileOf(scene.title, format, await makeFile({ kind: "picture", scene, format, share }, { signal }));
  }

  async function film(format: FilmFormat, options: MakeOptions): Promise<File> {
    const { makeFile, scene } = await parts();
    return fileOf(scene.title, format, await makeFile({ kind: "film", scene, format }, options));
  }

  async function parts() {
    const [{ makeFile }, { sceneOf }] = await Promise.all([import("./filmer.ts"), import("../make-scene.ts")]);
    return { makeFile, scene: sceneOf(subject, readPalette()) };
  }

  return (
    <div className="replay-saving" data-state={making.phase} data-testid="saving">
      <SaveAs
        name="Picture"
        testId="save-picture"
        options={PICTURES}
        isDisabled={!isReady || isBusy}
        onSave={(format) => void make((options) => picture(format, options))}
      />
      <SaveAs
        name="Film"
        testId="save-film"
        options={films}
        isDisabled={!isReady || isBusy}
        button={filmButton}
        onSave={(format) => void make((options) => film(format, options))}
      />
      {children}
      {making.phase === "making" && (
        <>
          <progress aria-label="File drawn" value={making.share} />
          <PassingButton heir={filmButton} onClick={cancel}>
            Cancel
          </PassingButton>
        </>
      )}
      {making.phase === "made" && <Made file={making.file} />}
      {making.phase === "failed" && <ErrorNotice error={making.error} about="" />}
    </div>
  );
}

/** Time that a run is shown before the browser is asked what video it encodes, which holds the page up once. */
const ASKED_AFTER_MS = 500;

let encodesVideo: Promise<boolean> | null = null;

/** Whether this browser encodes video; it is asked once. */
async function askForVideo(): Promise<boolean> {
  encodesVideo ??= videoCodecFor("wide", VIDEO_BITRATES[0]).then((codec) => codec !== null);
  return encodesVideo;
}

/** The films that this browser makes: a video too, where it encodes one. */
function useFilms(): readonly Option<FilmFormat>[] {
  const [encodes, setEncodes] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => void askForVideo().then(setEncodes), ASKED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return encodes ? [...GIFS, ...VIDEOS] : GIFS;
}
