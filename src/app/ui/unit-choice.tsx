import type { ReactNode } from "react";
import { seenUnits } from "../state/seen-settings.ts";
import { usePageState } from "./page-context.ts";
import { Segments } from "./segments.tsx";

/** Pace or speed, kilometres or miles, and what else is chosen beside these. */
export function UnitChoice({ children }: { children?: ReactNode }) {
  const units = usePageState(seenUnits);
  const setUnits = usePageState((state) => state.setUnits);
  return (
    <div className="unit-choice">
      <Segments
        name="Pace or speed"
        value={units.speedUnit}
        options={[
          { value: "pace", label: "pace" },
          { value: "speed", label: "speed" },
        ]}
        onChange={(speedUnit) => setUnits({ speedUnit })}
      />
      <Segments
        name="Kilometres or miles"
        value={units.distanceUnit}
        options={[
          { value: "km", label: "km" },
          { value: "mi", label: "mi" },
        ]}
        onChange={(distanceUnit) => setUnits({ distanceUnit })}
      />
      {children}
    </div>
  );
}
