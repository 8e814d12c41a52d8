import { PredictorError } from "../../base/error.ts";
import { mean } from "../../base/statistics.ts";
import type { FeatureName } from "../../features/catalogue.ts";
import type { FeatureTable } from "../../features/compute.ts";
import { UNSCALED_FEATURES } from "../../model/scaler.ts";

/** Mean and standard deviation by feature; gender and the one-hot columns, which enter a model as they are, have no entry. */
type ScalerParameters = { [name in FeatureName]?: { mean: number; std: number } };

/**
 * Mean and population standard deviation of each feature over all steps added, one run at a time.
 * Runs are merged by the pairwise update of Chan, Golub and LeVeque (1979), which loses no digits where a column's
 * mean is large beside its spread.
 */
export class ScalerFit {
  readonly #names: readonly FeatureName[];
  readonly #means: Float64Array;
  /** Sums of squared deviations from the mean. */
  readonly #squares: Float64Array;
  #steps = 0;

  constructor(names: readonly FeatureName[]) {
    this.#names = names;
    this.#means = new Float64Array(names.length);
    this.#squares = new Float64Array(names.length);
  }

  /** Takes in a run whose columns are the scaler's features, in their order. */
  add({ columns, length }: FeatureTable): void {
    const steps = this.#steps + length;
    columns.forEach((column, j) => {
      const centre = mean(column);
      const squares = column.reduce((sum, value) => sum + (value - centre) ** 2, 0);
      const shift = centre - this.#means[j];
      this.#means[j] += (shift * length) / steps;
      this.#squares[j] += squares + (shift ** 2 * this.#steps * length) / steps;
    });
    this.#steps = steps;
  }

  /**
   * The scaler in the layout of `scaler_params.json`. A column that never changes has the standard deviation 1, as
   * scikit-learn's scaler has it, so that nothing is divided by 0.
   * @throws PredictorError `no-runs` where nothing was added.
   */
  parameters(): ScalerParameters {
    if (this.#steps === 0) {
      throw new PredictorError("no-runs", "No run of a training runner could be read: there is nothing to learn from.");
    }
    const parameters: ScalerParameters = {};
    this.#names.forEach((name, j) => {
      if (UNSCALED_FEATURES.has(name)) return;
      const std = Math.sqrt(this.#squares[j] / this.#steps);
      parameters[name] = { mean: this.#means[j], std: std === 0 ? 1 : std };
    });
    return parameters;
  }
}
