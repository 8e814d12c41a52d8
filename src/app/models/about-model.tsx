import { lazy, Suspense } from "react";
import { counted } from "../../base/counted.ts";
import type { ModelContract } from "../../model/contract.ts";
import { formatClock, formatNumber, formatSigned } from "../format/format.ts";
import { Fold, useIsOpen } from "../ui/fold.tsx";
import { usePageState } from "../ui/page-context.ts";
import { useText } from "../ui/use-text.ts";

/** Loaded when the card is opened: it brings a Markdown reader that no other part of the page needs. */
const ModelCard = lazy(() => import("./model-card.tsx").catch(() => ({ default: UnformattedCard })));

const FOLD = "about-model";

/** The model's card; what its file says of itself where it has none. Its tables are wide, so that it has a row of its own. */
export function AboutModel() {
  const contract = usePageState((state) => state.model.loaded?.contract ?? null);
  const cardUrl = usePageState(({ models, model }) => models.find(({ name }) => name === model.name)?.cardUrl ?? null);
  const isOpen = useIsOpen(FOLD);
  if (contract === null) return null;
  return (
    <Fold name={FOLD} summary="About this model" className="about-model">
      {cardUrl === null ? <ModelDetails contract={contract} /> : isOpen && <Card contract={contract} url={cardUrl} />}
    </Fold>
  );
}

/** What a card tells the hub where it is published, in YAML above the text. */
const FRONT_MATTER = /^---\n[\s\S]*?\n---\n/;

function Card({ contract, url }: { contract: ModelContract; url: string }) {
  const card = useText(url);
  const waiting = <p className="note">Fetching the model's card.</p>;
  if (card === "loading") return waiting;
  if (card === "failed") {
    return (
      <>
        <p className="note">The model's card could not be fetched. Its file says of itself:</p>
        <ModelDetails contract={contract} />
      </>
    );
  }
  return (
    <div className="model-card" data-testid="model-card">
      <Suspense fallback={waiting}>
        <ModelCard markdown={card.text.replace(FRONT_MATTER, "")} />
      </Suspense>
    </div>
  );
}

/** Card as plain text, where the reader of Markdown can't be fetched. */
function UnformattedCard({ markdown }: { markdown: string }) {
  return <pre>{markdown}</pre>;
}

function ModelDetails({ contract }: { contract: ModelContract }) {
  const { sampling, errors, trainedOn } = contract;
  return (
    <dl className="model-details">
      <Detail name="Name" value={contract.name} />
      {contract.network !== null && <Detail name="Network" value={contract.network} />}
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
          value={`MAE ${formatNumber(errors.mae, 2)}, RMSE ${formatNumber(errors.rmse, 2)}, difference ${formatSigned(-errors.bias, 2)} bpm over ${counted(errors.runs, "run")}`}
        />
      )}
      <Detail name="Inputs" value={contract.features.join(", ")} />
      <Detail name="Licence" value={contract.licence} />
    </dl>
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
