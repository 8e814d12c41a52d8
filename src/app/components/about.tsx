import type { ModelContract } from "../../model/contract.ts";
import { formatClock, formatNumber } from "../format.ts";
import { usePageState } from "../page-context.ts";
import { bandWords, modelWords } from "../words.ts";

/** What stands behind the page, said plainly. */
export function About() {
  const loaded = usePageState((state) => state.model.loaded);
  return (
    <section className="about" aria-labelledby="about-title">
      <h2 id="about-title">About</h2>
      <p>
        Your runs stay on this device: the page reads and predicts them in your browser and sends nothing. The samples
        are simulated. This is no medical advice.
      </p>
      {loaded !== null && (
        <>
          <p>
            {modelWords(loaded)} {bandWords(loaded.contract)}
          </p>
          <ModelDetails contract={loaded.contract} />
        </>
      )}
    </section>
  );
}

function ModelDetails({ contract }: { contract: ModelContract }) {
  const { sampling, errors, trainedOn } = contract;
  return (
    <details className="disclosure">
      <summary>About this model</summary>
      <dl className="model-details">
        <Detail name="Name" value={contract.name} />
        <Detail name="Learned from" value={trainedOn.description} />
        <Detail
          name="Sees"
          value={
            sampling.kind === "fixed"
              ? `one entry every ${sampling.seconds} seconds`
              : `${sampling.count} entries, however long the run`
          }
        />
        <Detail name="Smoothing" value={`mean over ${contract.smoothingWindow} entries of speed and altitude`} />
        <Detail name="Altitude" value={contract.altitudeReference === "start" ? "above the start" : "above the sea"} />
        <Detail name="Longest run learned from" value={formatClock(contract.longestRunS)} />
        {errors !== null && (
          <Detail
            name="On unseen runners"
            value={`MAE ${formatNumber(errors.mae, 2)}, RMSE ${formatNumber(errors.rmse, 2)}, bias ${formatNumber(errors.bias, 2)} bpm over ${errors.runs} runs`}
          />
        )}
        <Detail name="Inputs" value={contract.features.join(", ")} />
        <Detail name="Licence" value={contract.licence} />
      </dl>
    </details>
  );
}

function Detail({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
