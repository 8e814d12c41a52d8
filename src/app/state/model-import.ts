import { asPredictorError, type PredictorError } from "../../base/error.ts";
import type { ModelPart } from "../../dataset/model-part.ts";
import { PUBLISHED_CHECKPOINT_URL } from "../../dataset/published.ts";
import type { FeatureSetName } from "../../features/catalogue.ts";
import type { download } from "../../inference/download.ts";
import type { Predictor } from "../../inference/predictor.ts";
import type { CheckpointSummary } from "../../model/imported.ts";
import { bytesOf, type ReadableFile } from "../../reading/file-bytes.ts";
import type { NamedBytes } from "../../workout/workout.ts";

/** A model that is being added: the parts so far, and the work under way. */
export interface ModelImport {
  checkpoint: { file: NamedBytes; summary: CheckpointSummary } | null;
  /** Its parameters, or a Parquet split to estimate them from. */
  scaler: { file: NamedBytes; estimated: boolean } | null;
  features: FeatureSetName | null;
  work: "none" | "fetching" | "reading" | "building";
  /** Progress of the fetched checkpoint. */
  loadedBytes: number;
  totalBytes: number | null;
  error: PredictorError | null;
  /** The file that the error is about. */
  errorAbout: string;
}

export interface ModelImportActions {
  openModelImport(): void;
  closeModelImport(): void;
  /** Fetches the published checkpoint: a request to somebody else's server, on a click alone. */
  fetchPublished(): Promise<void>;
  chooseFeatures(features: FeatureSetName): void;
  /** Builds the model and adds it, once all parts are there. */
  buildModel(): Promise<void>;
}

interface Ports {
  predictor: Predictor;
  download: typeof download;
  read(): ModelImport | null;
  write(modelImport: ModelImport | null): void;
  addModel(name: string, bytes: Uint8Array): void;
}

export type ModelImporter = ReturnType<typeof createModelImport>;

const EMPTY: ModelImport = {
  checkpoint: null,
  scaler: null,
  features: null,
  work: "none",
  loadedBytes: 0,
  totalBytes: null,
  error: null,
  errorAbout: "",
};

/** Whether all parts are there to build the model. */
export function isComplete({ checkpoint, scaler, features, work }: ModelImport): boolean {
  return checkpoint !== null && scaler !== null && features !== null && work === "none";
}

/** Works on one import at a time: results for an import that was closed meanwhile are dropped. */
function createImportSession({ read, write }: Pick<Ports, "read" | "write">) {
  let session = 0;

  function change(changes: Partial<ModelImport>): void {
    write({ ...(read() ?? EMPTY), ...changes });
  }

  /**
   * Does something that takes time, and enters what comes of it, or why it failed.
   * @param about the file that it is about
   */
  async function work(
    kind: ModelImport["work"],
    about: string,
    job: (isOpen: () => boolean) => Promise<Partial<ModelImport>>,
  ): Promise<void> {
    const started = session;
    const isOpen = () => started === session;
    change({ work: kind, error: null });
    try {
      const done = await job(isOpen);
      if (isOpen()) change({ ...done, work: "none" });
    } catch (thrown) {
      if (isOpen()) change({ work: "none", error: asPredictorError(thrown), errorAbout: about });
    }
  }

  function close(): void {
    session++;
    write(null);
  }

  return { change, work, close };
}

/** Gathers the parts of a model and builds it. */
export function createModelImport({ predictor, download, read, write, addModel }: Ports) {
  const { change, work, close } = createImportSession({ read, write });

  async function inspect(file: NamedBytes): Promise<Partial<ModelImport>> {
    const summary = await predictor.inspectCheckpoint(file.bytes);
    return { checkpoint: { file, summary }, features: summary.features ?? read()?.features ?? null };
  }

  const actions: ModelImportActions = {
    openModelImport: () => change({}),
    closeModelImport: close,

    async fetchPublished() {
      const name = PUBLISHED_CHECKPOINT_URL.slice(PUBLISHED_CHECKPOINT_URL.lastIndexOf("/") + 1);
      change({ loadedBytes: 0, totalBytes: null });
      await work("fetching", name, async (isOpen) => {
        const bytes = await download(PUBLISHED_CHECKPOINT_URL, (loadedBytes, totalBytes) => {
          if (isOpen()) change({ loadedBytes, totalBytes });
        });
        return inspect({ name, bytes });
      });
    },

    chooseFeatures: (features) => change({ features }),

    async buildModel() {
      const { checkpoint, scaler, features } = read() ?? EMPTY;
      if (checkpoint === null || scaler === null || features === null) return;
      const name = checkpoint.file.name.replace(/\.\w+$/, "");
      await work("building", scaler.file.name, async (isOpen) => {
        const request = { checkpoint: checkpoint.file.bytes, scaler: scaler.file, features, name, licence: "unknown" };
        const bytes = await predictor.importModel(request);
        if (isOpen()) {
          close();
          addModel(name, bytes);
        }
        return {};
      });
    },
  };

  function takeScaler(file: NamedBytes, estimated: boolean): void {
    const before = read();
    const mended = before?.errorAbout === before?.scaler?.file.name;
    change({ scaler: { file, estimated }, ...(mended && { error: null }) });
  }

  /** Takes a file that is a model or part of one. */
  async function takePart(file: ReadableFile, part: ModelPart): Promise<void> {
    try {
      const named = { name: file.name, bytes: await bytesOf(file) };
      if (part === "onnx") {
        close();
        addModel(file.name.replace(/\.onnx$/i, ""), named.bytes);
      } else if (part === "checkpoint") await work("reading", named.name, () => inspect(named));
      else takeScaler(named, part === "split");
    } catch (thrown) {
      change({ error: asPredictorError(thrown), errorAbout: file.name });
    }
  }

  return { actions, takePart };
}
