import type { ModelContract } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { Track } from "../../workout/workout.ts";

/** A prediction made as the page was built, in few bytes: series are kept to a hundredth of a BPM. */
export interface KeptPrediction {
  /** Contract of the model that predicted. */
  contract: ModelContract;
  /** Differences from step to step, in hundredths of a BPM. */
  heartRate: number[];
  /** The same for each direction; null where the model tells none. */
  along: number[][] | null;
}

export function keptPrediction({ heartRateBpm, along }: Prediction, contract: ModelContract): KeptPrediction {
  const directions = along === null ? 0 : along.length / heartRateBpm.length;
  const ofDirection = (_: unknown, k: number) => along!.filter((_, i) => i % directions === k);
  return {
    contract,
    heartRate: differences(heartRateBpm),
    along: along && Array.from({ length: directions }, ofDirection).map(differences),
  };
}

/** The prediction for the track that it was made for; it took no time. */
export function recalledPrediction({ heartRate, along }: KeptPrediction, track: Track): Prediction {
  const directions = along?.map(sums);
  return {
    track,
    heartRateBpm: sums(heartRate),
    along:
      directions === undefined
        ? null
        : Float32Array.from({ length: heartRate.length * directions.length }, (_, i) => {
            return directions[i % directions.length][Math.floor(i / directions.length)];
          }),
    repairs: [],
    flags: [],
    timings: { parseMs: 0, prepareMs: 0, modelMs: 0 },
  };
}

function differences(series: Float32Array): number[] {
  const hundredths = Array.from(series, (value) => Math.round(100 * value));
  return hundredths.map((value, i) => value - (hundredths[i - 1] ?? 0));
}

function sums(differences: readonly number[]): Float32Array {
  let hundredths = 0;
  return Float32Array.from(differences, (difference) => {
    hundredths += difference;
    return hundredths / 100;
  });
}
