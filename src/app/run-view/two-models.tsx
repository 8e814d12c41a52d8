import type { Analysis } from "../../evaluation/analysis.ts";
import type { Metrics } from "../../evaluation/metrics.ts";
import { compareModels } from "../../evaluation/two-models.ts";
import { formatDifference, formatNumber, MEAN_DECIMALS, NO_VALUE } from "../format/format.ts";
import { METRIC_WORDS } from "../format/metric-words.ts";
import type { SecondExpectation } from "../state/second-model.ts";
import { usePageState } from "../ui/page-context.ts";
import { useMaeName } from "../ui/use-mae-name.ts";
import { OfStretch } from "./of-stretch.tsx";
import { apartWords, fittedWords } from "./two-models-words.ts";
import { useShownSpan } from "./use-shown-figures.ts";

/** Two models beside one another: how far each lies from the measured heart rate, and from the other. Fetched with the first. */
export default function TwoModels({ analysis, second }: { analysis: Analysis; second: SecondExpectation }) {
  const chosenName = usePageState((state) => state.model.name);
  const span = useShownSpan(analysis);
  const { expectation } = analysis;
  const maeName = useMaeName();
  const models = expectation && compareModels(analysis, expectation, second, span);
  const row = (name: string, read: (metrics: Metrics) => string) => (
    <tr>
      <th scope="row">{name}</th>
      <td>{models?.chosen ? read(models.chosen) : NO_VALUE}</td>
      <td>{models?.second ? read(models.second) : NO_VALUE}</td>
    </tr>
  );
  return (
    <section
      aria-labelledby="two-models-title"
      data-testid="two-models"
      data-mae={models?.chosen?.mae}
      data-second-mae={models?.second?.mae}
      data-higher={models?.higherBpm}
    >
      <h3 id="two-models-title">
        Two models <span className="unit">bpm</span> <OfStretch />
      </h3>
      <table className="heart-rates two-models">
        <thead>
          <tr>
            <td />
            <th scope="col">{chosenName}</th>
            <th scope="col">{second.name}</th>
          </tr>
        </thead>
        <tbody>
          {row("Expected, average", ({ predictedBpm }) => formatNumber(predictedBpm, MEAN_DECIMALS))}
          {row(METRIC_WORDS.bias.name, ({ measuredBpm, predictedBpm }) =>
            formatDifference(measuredBpm, predictedBpm, MEAN_DECIMALS),
          )}
          {row(maeName, ({ mae }) => formatNumber(mae, MEAN_DECIMALS))}
        </tbody>
      </table>
      {models !== null && <p className="note">{apartWords(models, second.name)}</p>}
      {expectation !== null && <p className="note">{fittedWords(chosenName, expectation, second)}</p>}
    </section>
  );
}
