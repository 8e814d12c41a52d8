import { usePageState } from "../../ui/page-context.ts";
import { Segments } from "../../ui/segments.tsx";

/** What a run's charts are drawn along; one without a distance by time alone. */
export function XAxisChoice({ hasDistance }: { hasDistance: boolean }) {
  const xAxis = usePageState((state) => state.xAxis);
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
