import { formatLoaded } from "../format/format.ts";
import { workWords } from "../run-list/run-list-words.ts";
import type { Status } from "../state/status.ts";

export function statusWords(status: Status): string {
  switch (status.state) {
    case "idle":
      return "Starting";
    case "loading":
      return status.inTrial ? "Trying the model out" : "Loading the model";
    case "ready":
      return "Ready for a run";
    case "predicting":
      return "Predicting";
    case "done":
      return "Predicted";
    case "stopped":
      return "Stopped";
    case "error":
      return "Not predicted";
  }
}

/** Progress of the work under way, behind its name; empty where it takes no time worth a word. */
export function progressWords(status: Status): string {
  if (status.state === "predicting") return status.progress === null ? "" : workWords(status.progress);
  return status.state === "loading" ? formatLoaded(status.loadedBytes, status.totalBytes) : "";
}
