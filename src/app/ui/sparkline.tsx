import { sparklinePath } from "../state/sparkline-path.ts";

const WIDTH = 96;
const HEIGHT = 20;

interface Props {
  /** Measured heart rate. */
  bpm: Float32Array;
  /** Expected heart rate, drawn beneath it; null where none is. */
  expectedBpm?: Float32Array | null;
}

/** A run's heart rate, as small as a table's cell. The figures beside it say what it shows. */
export function Sparkline({ bpm, expectedBpm = null }: Props) {
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {expectedBpm !== null && <path className="expected" d={sparklinePath(expectedBpm, WIDTH, HEIGHT)} />}
      <path d={sparklinePath(bpm, WIDTH, HEIGHT)} />
    </svg>
  );
}
