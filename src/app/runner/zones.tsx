import { type ReactNode, useId, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { boundsOf, parseZoneStarts, ZONE_SCHEMES, type ZoneScheme } from "../../evaluation/zones.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { useZones } from "./use-zones.ts";
import { boundsText, LACKING, SCHEME_NAMES, SCHEME_SOURCES } from "./zone-words.ts";

/** The choice of what heart rates are divided by into zones: each scheme says its bounds, or what it lacks. */
export function Zones() {
  const id = useId();
  const shown = usePageState(useShallow(shownRun));
  const chosen = usePageState((state) => state.zoneChoice.scheme);
  const setZoneChoice = usePageState((state) => state.setZoneChoice);
  const seeZonesAsSent = usePageState((state) => state.seeZonesAsSent);
  const linked = shown?.item.linked?.settings ?? null;
  const { bounds, settings } = useZones(shown?.track ?? null);
  const basis = { ...settings, watchBpm: shown?.track?.zoneStartsBpm ?? null };
  return (
    <fieldset className="zone-schemes" data-testid="zones" data-scheme={bounds.scheme}>
      <legend>Zones</legend>
      {linked !== null && (
        <Scheme group={id} name="as the sender has them" checked={settings.isSent} onChoose={seeZonesAsSent}>
          {linked.zones && boundsText(linked.zones)}
        </Scheme>
      )}
      {ZONE_SCHEMES.map((scheme) => (
        <Scheme
          key={scheme}
          group={id}
          name={SCHEME_NAMES[scheme]}
          source={SCHEME_SOURCES[scheme]}
          checked={!settings.isSent && chosen === scheme}
          onChoose={() => setZoneChoice({ scheme })}
        >
          {scheme === "own" ? <OwnBounds /> : boundsOrLack(scheme, boundsOf(scheme, basis))}
        </Scheme>
      ))}
    </fieldset>
  );
}

function boundsOrLack(scheme: ZoneScheme, bounds: ReturnType<typeof boundsOf>): string {
  if (bounds !== null) return boundsText(bounds);
  return scheme === "maximum" ? "" : LACKING[scheme];
}

interface SchemeProps {
  group: string;
  name: string;
  /** Whose scheme it is. */
  source?: string | undefined;
  checked: boolean;
  onChoose(): void;
  children: ReactNode;
}

function Scheme({ group, name, source, checked, onChoose, children }: SchemeProps) {
  const id = useId();
  return (
    <div className="zone-scheme">
      <label>
        <input type="radio" name={group} checked={checked} aria-describedby={id} onChange={onChoose} />
        {name}
        {source !== undefined && <span className="note"> ({source})</span>}
      </label>
      <div className="note" id={id}>
        {children}
      </div>
    </div>
  );
}

/** The field for bounds of one's own. What can't be used stays as it was typed, and says so. */
function OwnBounds() {
  const id = useId();
  const ownBpm = usePageState((state) => state.zoneChoice.ownBpm);
  const setZoneChoice = usePageState((state) => state.setZoneChoice);
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? null : parseZoneStarts(typed);
  const problem = parsed !== null && "problem" in parsed ? parsed.problem : null;
  return (
    <>
      <span className="with-unit">
        <input
          data-testid="own-zones"
          type="text"
          inputMode="text"
          autoComplete="off"
          aria-label="Heart rates at which your zones begin"
          placeholder="115, 133, 152, 171"
          value={typed ?? ownBpm?.join(", ") ?? ""}
          aria-invalid={problem !== null}
          aria-describedby={id}
          onChange={({ target }) => {
            setTyped(target.value);
            const starts = parseZoneStarts(target.value);
            if (starts === null || "problem" in starts) setZoneChoice({ ownBpm: null });
            else setZoneChoice({ scheme: "own", ownBpm: starts });
          }}
          onBlur={() => {
            if (problem === null) setTyped(null);
          }}
        />
        <span className="unit">bpm</span>
      </span>
      <span className={problem === null ? undefined : "invalid"} id={id}>
        {problem ?? LACKING.own}
      </span>
    </>
  );
}
