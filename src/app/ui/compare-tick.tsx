import { Tick } from "./tick.tsx";

interface Props {
  /** Name of the run. */
  name: string;
  isChosen: boolean;
  /** Whether as many runs are chosen as can be compared. */
  isFull: boolean;
  tabIndex: 0 | -1;
  onChange(isChosen: boolean): void;
}

/** Chooses a run to be compared with others. */
export function CompareTick({ name, isFull, ...tick }: Props) {
  const refusal = isFull && !tick.isChosen ? "No more runs can be compared at once" : null;
  return <Tick name={`Compare ${name}`} refusal={refusal} {...tick} />;
}
