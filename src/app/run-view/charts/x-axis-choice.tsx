import { seenXAxis } from "../../state/seen-settings.ts";
import { usePageState } from "../../ui/page-context.ts";
import { Segments } from "../../ui/segments.tsx";

/** The choice of the charts' x-axis, time or distance; fixed to time for a run without a distance. */
export function XAxisChoice({ hasDistance }: { hasDistance: boolean }) {
  const xAxis = usePageState(seenXAxis);
  const setXAxis = usePageState((state) => state.setXAxis);
  return (
    <Segments
      name="Charts along time or distance"
      testId="x-axis"
      value={hasDistance ? xAxis : "time"}
      isFixed={!hasDistance}
      options={[
        { value: "time", label: "time" },
        { value: "distance", label: "distance" },
      ]}
      onChange={setXAxis}
    />
  );
}
