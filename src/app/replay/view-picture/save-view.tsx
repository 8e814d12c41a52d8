import type { RefObject } from "react";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useFileMaking } from "../../ui/use-file-making.ts";
import { fileOf, PNG_SCALE, SHAPES, type Shape } from "../film/formats.ts";
import { Made, type Option, SaveAs } from "../save-as.tsx";

interface Props {
  /** What the view is, as its picture and its file are named. */
  title: string;
  /** What it is of: the name of a run, a number of runs. */
  of: string;
  /** Holds the view; what of it stands in a picture is marked as `data-pictured`. */
  within: RefObject<HTMLElement | null>;
  /** Whether there is something to save. */
  isReady?: boolean;
}

type Format = { kind: "svg" } | { kind: "png"; shape: Shape };

const FORMATS: readonly Option<Format>[] = [
  { label: "PNG, 1600 × 900", format: { kind: "png", shape: "wide" } },
  { label: "PNG, 1080 × 1350", format: { kind: "png", shape: "upright" } },
  { label: "SVG, as shown", format: { kind: "svg" } },
];

/** Saves a view as it is shown as a picture, which is drawn on this device. */
export function SaveView({ title, of, within, isReady = true }: Props) {
  const { making, make } = useFileMaking();

  async function picture(format: Format): Promise<File> {
    const [{ pngOf, viewPicture }, { shapedPicture }] = await Promise.all([
      import("./view-picture.ts"),
      import("./shaped-picture.ts"),
    ]);
    const [words, view] = [{ title, of }, within.current!];
    if (format.kind === "svg") return fileOf(title, format, viewPicture(words, view).svg);
    const shape = SHAPES[format.shape];
    const drawn = await shapedPicture(words, view, shape);
    const size = { width: PNG_SCALE * shape.width, height: PNG_SCALE * shape.height };
    return fileOf(title, format, await pngOf(drawn, size));
  }

  return (
    <div className="save-view" data-testid="save-view" data-state={making.phase}>
      <SaveAs
        name="Picture"
        of={title.toLowerCase()}
        testId="save-view-picture"
        options={FORMATS}
        isDisabled={!isReady || making.phase === "making"}
        onSave={(format) => void make(() => picture(format))}
      />
      {making.phase === "made" && <Made file={making.file} />}
      {making.phase === "failed" && <ErrorNotice error={making.error} about="" />}
    </div>
  );
}
