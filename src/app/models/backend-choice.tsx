import { useId } from "react";
import type { BackendMeasurement } from "../../inference/choose-backends.ts";
import { formatLoaded } from "../format/format.ts";
import type { BackendSetting } from "../state/backend-memory.ts";
import { measurementOf } from "../state/backends.ts";
import { usePage, usePageState } from "../ui/page-context.ts";
import { automaticWords, measuringWords, timeRows, verdictWords } from "./backend-words.ts";

/** Choice of the backend, by a person or by measurement, with the times measured. */
export function BackendChoice() {
  const id = useId();
  const setting = usePageState((state) => state.backends.setting);
  const asked = usePageState((state) => state.model.backend);
  const loaded = usePageState((state) => state.model.loaded);
  const { machine } = usePage();
  const measured = useMeasured();
  const chooseBackend = usePageState((state) => state.chooseBackend);
  return (
    <div className="field">
      <label htmlFor={id}>Runs on</label>
      <select
        id={id}
        data-testid="backend"
        data-backend={loaded?.backend ?? asked}
        value={setting}
        aria-describedby={`${id}-fallback`}
        onChange={({ target }) => chooseBackend(target.value as BackendSetting)}
      >
        <option value="automatic">{automaticWords(measured, machine.workers)}</option>
        <option value="wasm">processor (WASM)</option>
        <option value="webgpu">graphics (WebGPU)</option>
      </select>
      <p className="note" id={`${id}-fallback`}>
        {loaded?.fallbackReason ?? ""}
      </p>
      <Measured />
    </div>
  );
}

/** Measurement of the chosen model; null until there is one. */
function useMeasured(): BackendMeasurement | null {
  return usePageState(({ backends, model }) => measurementOf(backends, model.name));
}

function Measured() {
  const { machine } = usePage();
  const measured = useMeasured();
  const isReady = usePageState((state) => state.model.phase === "ready");
  const { measuring, error } = usePageState((state) => state.backends);
  const measureBackends = usePageState((state) => state.measureBackends);
  const stopMeasuring = usePageState((state) => state.stopMeasuring);
  return (
    <div className="backends" data-testid="backend-times" data-state={stateOf(measuring !== null, measured !== null)}>
      {measured !== null && <Times measured={measured} workers={machine.workers} />}
      {measuring === null ? (
        <button type="button" className="quiet" disabled={!isReady} onClick={() => void measureBackends()}>
          {measured === null ? "Time both on this machine" : "Time again"}
        </button>
      ) : (
        <button type="button" className="quiet" onClick={stopMeasuring}>
          Stop timing
        </button>
      )}
      <p className="note" role="status">
        {measuring !== null ? measuringWords(measuring) : (error?.message ?? (measured === null ? FETCHES : ""))}
        {/* Not read out: every new figure would be. */}
        <span aria-hidden="true">
          {measuring?.phase === "loading" && ` ${formatLoaded(measuring.loadedBytes, measuring.totalBytes)}`}
        </span>
      </p>
    </div>
  );
}

/** The larger of the builds that WebGPU comes in. */
const FETCHES = "Fetches up to 7 MB, once.";

function stateOf(isMeasuring: boolean, isMeasured: boolean): "none" | "measuring" | "measured" {
  if (isMeasuring) return "measuring";
  return isMeasured ? "measured" : "none";
}

function Times({ measured, workers }: { measured: BackendMeasurement; workers: number }) {
  const saidAbove = usePageState((state) => state.model.loaded?.fallbackReason);
  const verdict = verdictWords(measured, workers);
  return (
    <>
      <table className="backend-times">
        <thead>
          <tr>
            <td />
            <th scope="col">an hour's run</th>
            <th scope="col">{measured.batch} at once</th>
          </tr>
        </thead>
        <tbody>
          {timeRows(measured).map(({ name, single, batch }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{single}</td>
              <td>{batch}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {verdict !== saidAbove && <p className="note">{verdict}</p>}
    </>
  );
}
