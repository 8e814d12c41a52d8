import { type RefObject, useRef } from "react";
import type { Analysis } from "../../evaluation/analysis.ts";
import type { StretchFigures } from "../../evaluation/stretch-figures.ts";
import { DEFAULT_MAXIMUM_BPM, zoneRange, zonesAt } from "../../evaluation/zones.ts";
import { formatClock, NO_VALUE } from "../format/format.ts";
import { SaveView } from "../replay/view-picture/save-view.tsx";
import { useZones } from "../runner/use-zones.ts";
import { aboveMaximumWords, zoneShares, zonesNote } from "../runner/zone-words.ts";
import { HIGHEST_MAXIMUM_BPM } from "../state/stated-heart-rates.ts";
import { picturedRun, shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { SETTINGS_PANEL } from "../ui/panel.tsx";
import { PassingButton } from "../ui/passing-button.tsx";
import { ComparedHead } from "./compared-head.tsx";
import { OfStretch } from "./of-stretch.tsx";
import { PartNote } from "./part-note.tsx";

interface Props {
  analysis: Analysis | null;
  /** Of the stretch that the charts show. */
  figures: StretchFigures | null;
}

/** Time in each heart rate zone, measured beside expected, over the same seconds. */
export function ZoneTimes({ analysis, figures }: Props) {
  const seen = useZones(analysis?.track ?? null);
  const isLinked = usePageState((state) => shownRun(state)?.item.linked?.settings != null);
  const name = usePageState((state) => picturedRun(state)?.name ?? "");
  const section = useRef<HTMLElement>(null);
  const { bounds, settings } = seen;
  const zones = analysis?.zones ?? zonesAt(bounds);
  const maximumBpm = settings.maximumBpm ?? DEFAULT_MAXIMUM_BPM;
  const areOfMaximum = bounds.scheme === "maximum" || (bounds.scheme === "reserve" && !settings.isSent);
  const reachedBpm = Math.round(analysis?.measured?.maximumBpm ?? 0);
  const measuredS = figures?.measuredInZonesS ?? null;
  const expectedS = figures?.expectation?.inZonesS ?? null;
  const longestS = Math.max(1, ...(measuredS ?? []), ...(expectedS ?? []));
  return (
    <section aria-labelledby="zones-title" tabIndex={-1} ref={section}>
      <h3 id="zones-title">
        Time in zones <OfStretch />
      </h3>
      <p className="note">
        <span data-pictured>{zonesNote(seen, isLinked)}</span>{" "}
        <button type="button" className="place" popoverTarget={SETTINGS_PANEL}>
          Other zones…
        </button>
      </p>
      {areOfMaximum && reachedBpm > maximumBpm && <AboveMaximum reachedBpm={reachedBpm} zones={section} />}
      <PartNote analysis={analysis} />
      <table data-pictured className="zones">
        <ComparedHead leading={2} />
        <tbody>
          {zones.map((zone, i) => (
            <tr key={zone.name}>
              <th scope="row">
                {zone.name}{" "}
                <span className="note">
                  {[zoneShares(zone), zoneRange(zone)].filter((text) => text !== "").join(" · ")}
                </span>
              </th>
              <td className="zone-bars" aria-hidden="true">
                <Bar seconds={measuredS?.[i] ?? 0} longestS={longestS} className="measured" />
                <Bar seconds={expectedS?.[i] ?? 0} longestS={longestS} className="expected" />
              </td>
              <td>{measuredS ? formatClock(measuredS[i]) : NO_VALUE}</td>
              <td className="expected">{expectedS ? formatClock(expectedS[i]) : NO_VALUE}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <SaveView title="Time in zones" of={name} within={section} isReady={analysis !== null} />
    </section>
  );
}

/** A run above the maximum that its zones are shares of, to be taken for the maximum. */
function AboveMaximum({ reachedBpm, zones }: { reachedBpm: number; zones: RefObject<HTMLElement | null> }) {
  const setMaximum = usePageState((state) => state.setMaximumHeartRate);
  return (
    <p className="note">
      {aboveMaximumWords(reachedBpm)}{" "}
      {reachedBpm <= HIGHEST_MAXIMUM_BPM && (
        <PassingButton heir={zones} className="place" onClick={() => setMaximum(reachedBpm)}>
          Use {reachedBpm} bpm
        </PassingButton>
      )}
    </p>
  );
}

function Bar({ seconds, longestS, className }: { seconds: number; longestS: number; className: string }) {
  return (
    <svg className="bar" aria-hidden="true">
      <line className={className} x2={`${(100 * seconds) / longestS}%`} y1="3" y2="3" />
    </svg>
  );
}
