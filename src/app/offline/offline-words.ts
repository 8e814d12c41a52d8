import { counted } from "../../base/counted.ts";
import type { Update } from "../state/offline.ts";

/** What the device holds of the page, and what needs a network. */
export function heldWords(bytes: number): string {
  return `This device holds the page, its models and its dataset (${Math.round(bytes / 1e6)} MB): all of it works without a network. Only what lies at other addresses needs one.`;
}

/** What loading a newer version does to what is open. @param fileCount files that are open: of runs, datasets and models */
export function updateWords({ otherWindows, error }: Update, fileCount: number): string {
  const ready = "A new version of this page is ready.";
  if (error !== null) {
    return `${ready} Your files could not be kept for it (${error}). It comes by itself once this page is closed.`;
  }
  if (otherWindows !== null) {
    return `${ready} ${counted(otherWindows, "other window")} of this page still ${otherWindows === 1 ? "runs" : "run"} the version before: close ${otherWindows === 1 ? "it" : "them"} first.`;
  }
  const files = fileCount > 0 ? ` It opens your ${counted(fileCount, "file")} again, with what you excluded.` : "";
  return `${ready}${files} Scores of datasets do not come along.`;
}
