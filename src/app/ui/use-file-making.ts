import { useEffect, useRef, useState } from "react";
import { asPredictorError, type PredictorError } from "../../base/error.ts";
import { saveBlob } from "./save-file.ts";

/** A file that is made for a person, and how far it is. */
export type FileMaking =
  | { phase: "idle" }
  | { phase: "making"; share: number }
  | { phase: "made"; file: File }
  | { phase: "failed"; error: PredictorError };

export interface MakeOptions {
  signal: AbortSignal;
  onProgress(share: number): void;
}

/** Makes one file at a time, and saves it; a component that goes takes the file under way with it. */
export function useFileMaking() {
  const [making, setMaking] = useState<FileMaking>({ phase: "idle" });
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);

  async function make(make: (options: MakeOptions) => Promise<File>): Promise<void> {
    underWay.current?.abort();
    const own = new AbortController();
    underWay.current = own;
    // One that was called off says nothing any more.
    const tell = (changed: FileMaking) => own.signal.aborted || setMaking(changed);
    tell({ phase: "making", share: 0 });
    try {
      const file = await make({ signal: own.signal, onProgress: (share) => tell({ phase: "making", share }) });
      if (own.signal.aborted) return;
      tell({ phase: "made", file });
      saveBlob(file.name, file);
    } catch (thrown) {
      tell({ phase: "failed", error: asPredictorError(thrown) });
    }
  }

  function cancel(): void {
    underWay.current?.abort();
    setMaking({ phase: "idle" });
  }

  return { making, make, cancel };
}
