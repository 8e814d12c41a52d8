import type { ReactNode } from "react";
import { useId } from "react";
import { PUBLISHED_CHECKPOINT_URL } from "../../dataset/published.ts";
import type { FeatureSetName } from "../../features/catalogue.ts";
import { formatLoaded } from "../format/format.ts";
import { isComplete, type ModelImport } from "../state/model-import.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { FileChoice } from "../ui/file-choice.tsx";
import { usePageState } from "../ui/page-context.ts";
import { checkpointWords, featuresWords, missingWords } from "./model-words.ts";

/** The fields of a model that is being added. */
export default function ModelImportForm({ modelImport }: { modelImport: ModelImport }) {
  const build = usePageState((state) => state.buildModel);
  const close = usePageState((state) => state.closeModelImport);
  const openFiles = usePageState((state) => state.openFiles);
  const { error, errorAbout } = modelImport;
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        void build();
      }}
    >
      <div className="file-choices">
        <FileChoice name="Choose files" testId="model-file-input" onChoose={(files) => void openFiles(files)} />
        <p className="note">or drop them: .onnx, best_model.pt, scaler_params.json, a Parquet split.</p>
      </div>
      <dl className="model-parts">
        <CheckpointPart modelImport={modelImport} />
        <ScalerPart modelImport={modelImport} />
      </dl>
      <FeaturesField modelImport={modelImport} />
      {error !== null && <ErrorNotice error={error} about={errorAbout} />}
      <div className="model-import-end">
        <p className="note" role="status">
          {missingWords(modelImport)}
        </p>
        <button type="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="primary" data-testid="add-model" disabled={!isComplete(modelImport)}>
          Add this model
        </button>
      </div>
    </form>
  );
}

function CheckpointPart({ modelImport }: { modelImport: ModelImport }) {
  const fetchPublished = usePageState((state) => state.fetchPublished);
  const { checkpoint, work, loadedBytes, totalBytes } = modelImport;
  return (
    <Part
      name="Checkpoint"
      value={checkpoint?.file.name}
      note={checkpoint === null ? "" : checkpointWords(checkpoint.summary)}
    >
      <button type="button" className="address" disabled={work !== "none"} onClick={() => void fetchPublished()}>
        Fetch {PUBLISHED_CHECKPOINT_URL}
      </button>
      <p className="note">
        {work === "fetching"
          ? formatLoaded(loadedBytes, totalBytes) || "Fetching"
          : "The published checkpoint, 2.4 MB. Its server is asked only when you click."}
      </p>
    </Part>
  );
}

function ScalerPart({ modelImport: { scaler } }: { modelImport: ModelImport }) {
  return (
    <Part
      name="Scaler"
      value={scaler?.file.name}
      note={
        scaler?.estimated
          ? "A Parquet split: the scaler is estimated from its runs, and the model says so."
          : scaler !== null
            ? "The parameters that the training scaled its features by."
            : ""
      }
    >
      {scaler === null && (
        <p className="note">
          It is not in a checkpoint, and that of the published one was not published. Choose the training's{" "}
          <code>scaler_params.json</code>, or a Parquet split of the dataset, from which it is estimated.
        </p>
      )}
    </Part>
  );
}

interface PartProps {
  name: string;
  value: string | undefined;
  note: string;
  children: ReactNode;
}

function Part({ name, value, note, children }: PartProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <p>{value ?? <span className="note">none yet</span>}</p>
        {note !== "" && <p className="note">{note}</p>}
        {children}
      </dd>
    </div>
  );
}

function FeaturesField({ modelImport }: { modelImport: ModelImport }) {
  const id = useId();
  const chooseFeatures = usePageState((state) => state.chooseFeatures);
  return (
    <div className="field">
      <label htmlFor={id}>Features that it learned from</label>
      <select
        id={id}
        value={modelImport.features ?? ""}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => chooseFeatures(target.value as FeatureSetName)}
      >
        <option value="" disabled>
          choose
        </option>
        <option value="temporal">temporal: speed and altitude alone</option>
        <option value="typed">typed: recovery, steady or intensive</option>
      </select>
      <p className="note" id={`${id}-hint`}>
        {featuresWords(modelImport)}
      </p>
    </div>
  );
}
