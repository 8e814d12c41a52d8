import { useId, useRef } from "react";
import { counted } from "../../base/counted.ts";
import { AND } from "../../base/list-words.ts";
import { knownWords } from "../../evaluation/calibration/knowledge.ts";
import { zoneRange } from "../../evaluation/zones.ts";
import { PLANNED_BPM } from "../../planning/keep-under.ts";
import type { PlanSplit } from "../../planning/plan-figures.ts";
import {
  keptSentence,
  likelySentence,
  NO_ADVICE,
  outsideSentences,
  planSentence,
  timeRangeText,
} from "../../planning/plan-words.ts";
import { formatClock, formatDifference, formatNumber, MEAN_DECIMALS, NO_VALUE } from "../format/format.ts";
import { altitudeUnit, type DistanceUnit, fromKm, fromMetres, paceS } from "../format/units.ts";
import { SaveView } from "../replay/view-picture/save-view.tsx";
import type { MadePlan } from "../state/plan/plan-state.ts";
import { usePageState } from "../ui/page-context.ts";
import { UnitHead } from "../ui/unit-head.tsx";
import { useScrolledAside } from "../ui/use-scrolled-aside.ts";
import { NumberField } from "./number-field.tsx";
import { PlanCharts } from "./plan-charts.tsx";
import { PlanLaid } from "./plan-laid.tsx";
import { PlanOut } from "./plan-out.tsx";
import { planUnits, splitTexts } from "./plan-units.ts";
import { WhatIf } from "./what-if.tsx";

/** What a plan comes to: its sentence, charts, zones and splits. */
export function PlanResult({ made, isStale, isPlanning }: { made: MadePlan; isStale: boolean; isPlanning: boolean }) {
  const units = planUnits(usePageState((state) => state.units));
  const before = usePageState((state) => state.plan.before);
  const { figures, planned, contract, asked } = made;
  const likely = likelySentence(figures, units);
  const { kept } = planned;
  const view = useRef<HTMLElement>(null);
  return (
    <section
      ref={view}
      className={isStale ? "plan-result stale" : "plan-result"}
      aria-busy={isPlanning}
      aria-labelledby="plan-result-title"
      data-testid="plan-result"
      data-mean={figures.meanBpm}
      data-seconds={figures.durationS}
    >
      <h3 data-pictured id="plan-result-title" className="plan-sentence" data-testid="plan-sentence">
        {planSentence(figures, units)}
      </h3>
      {kept !== null && asked.target.kind === "heart-rate" && (
        <p data-pictured data-testid="plan-kept">
          {keptSentence(kept, asked.target, units)}
        </p>
      )}
      {likely !== null && <p data-pictured>{likely}</p>}
      {outsideSentences(planned.outside, contract.trainedRanges, units).map((sentence) => (
        <p key={sentence} data-pictured className="caution" data-testid="plan-outside">
          {sentence}
        </p>
      ))}
      <p data-pictured className="note">
        {fittedWords(made)}
      </p>
      <PlanFiguresList made={made} before={before} />
      <WhatIf made={made} />
      <PlanCharts made={made} />
      <PlanLaid made={made} />
      <div data-pictured className="plan-tables">
        <PlanZones made={made} />
        <PlanSplits made={made} />
      </div>
      <PlanOut made={made}>
        <SaveView title="Plan" of={planned.plan.course.name} within={view} />
      </PlanOut>
      <p data-pictured className="note">
        {NO_ADVICE}
      </p>
    </section>
  );
}

function fittedWords({ known, historyRuns }: MadePlan): string {
  const by = [
    ...known.map((name) => `your ${knownWords[name]}`),
    ...(historyRuns > 0 ? [counted(historyRuns, "earlier run")] : []),
  ];
  if (by.length > 0) return `Fitted to you by ${AND.format(by)}.`;
  return "For the average runner: with what you know of yourself (under “About me”), or with runs of yours, the ranges are much narrower.";
}

/** The figures, and how far they are from the plan before. */
function PlanFiguresList({ made, before }: { made: MadePlan; before: MadePlan | null }) {
  const { distanceUnit } = usePageState((state) => state.units);
  const { figures } = made;
  const then = before?.figures ?? null;
  const [time, timeBefore] = [figures.durationS, then?.durationS ?? null];
  const changed = (now: number, earlier: number | undefined) => {
    if (earlier === undefined) return "";
    const change = formatDifference(now, earlier, MEAN_DECIMALS);
    return Number(change) === 0 ? "" : ` (${change})`;
  };
  return (
    <dl data-pictured className="plan-figures" data-testid="plan-figures">
      <Figure name="Expected on average" unit="bpm" testId="plan-mean">
        {formatNumber(figures.meanBpm, MEAN_DECIMALS)}
        {changed(figures.meanBpm, then?.meanBpm)}
      </Figure>
      <Figure name="Highest expected" unit="bpm">
        {formatNumber(figures.highestBpm, MEAN_DECIMALS)}
        {changed(figures.highestBpm, then?.highestBpm)}
      </Figure>
      <Figure name="Time" unit="">
        {formatClock(time)}
        {timeBefore !== null && Math.abs(time - timeBefore) >= 0.5
          ? ` (${time > timeBefore ? "+" : "−"}${formatClock(Math.abs(time - timeBefore))})`
          : ""}
      </Figure>
      <Figure name="Pace" unit={`min/${distanceUnit}`}>
        {formatClock(paceS((figures.distanceM / figures.durationS) * 3.6, distanceUnit))}
      </Figure>
      <Figure name="Distance" unit={distanceUnit}>
        {formatNumber(fromKm(figures.distanceM / 1000, distanceUnit), 2)}
      </Figure>
      <Figure name="Climb" unit={altitudeUnit(distanceUnit)}>
        {formatNumber(fromMetres(figures.climbM, distanceUnit))}
      </Figure>
    </dl>
  );
}

function Figure({
  name,
  unit,
  testId,
  children,
}: {
  name: string;
  unit: string;
  testId?: string;
  children: React.ReactNode;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testId}>
        {children} <span className="unit">{unit}</span>
      </dd>
    </div>
  );
}

function PlanZones({ made: { figures, contract } }: { made: MadePlan }) {
  const id = useId();
  const askPlan = usePageState((state) => state.askPlan);
  const level = contract.intervals?.level ?? null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Time in zones</h3>
      {level !== null && (
        <p className="note">As expected, and between which times {formatNumber(100 * level)} of 100 such runs end.</p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Zone</th>
            <th scope="col">Expected</th>
            <th scope="col">Usual</th>
          </tr>
        </thead>
        <tbody>
          {figures.zones.map(({ time, ...zone }) => (
            <tr key={zone.name}>
              <th scope="row">
                {zone.name} <span className="note">{zoneRange(zone)} bpm</span>
              </th>
              <td>{formatClock(time.expectedS)}</td>
              <td>{time.leastS === null ? NO_VALUE : timeRangeText(time)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div data-pictured="false">
        <NumberField
          label="Tell the time above"
          unit="bpm"
          testId="plan-above"
          value={String(figures.above.bpm)}
          range={PLANNED_BPM}
          onChange={(bpm) => askPlan({ aboveBpm: bpm })}
        />
      </div>
    </section>
  );
}

function PlanSplits({ made: { figures } }: { made: MadePlan }) {
  const id = useId();
  const { distanceUnit } = usePageState((state) => state.units);
  const [scroller, isScrolled] = useScrolledAside<HTMLElement>();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Splits</h3>
      <section
        className="plan-scroller"
        ref={scroller}
        tabIndex={isScrolled ? 0 : undefined}
        aria-label="Splits of the plan, one a row"
      >
        <table data-testid="plan-splits">
          <thead>
            <tr>
              <th scope="col">{distanceUnit}</th>
              <th scope="col">At</th>
              <UnitHead name="Pace" unit={`min/${distanceUnit}`} />
              <UnitHead name="Climb" unit={altitudeUnit(distanceUnit)} />
              <UnitHead name="Expected" unit="bpm" />
              <UnitHead name="Band" unit="bpm" />
            </tr>
          </thead>
          <tbody>
            {figures.splits.map((split) => (
              <SplitRow key={split.fromM} split={split} distanceUnit={distanceUnit} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function SplitRow({ split, distanceUnit }: { split: PlanSplit; distanceUnit: DistanceUnit }) {
  const { climbM, expectedBpm, lowerBpm, upperBpm } = split;
  const { end, at, pace } = splitTexts(split, distanceUnit);
  const hasBand = lowerBpm !== null && upperBpm !== null;
  return (
    <tr>
      <th scope="row">{end}</th>
      <td>{at}</td>
      <td>{pace}</td>
      <td>{formatNumber(fromMetres(climbM, distanceUnit))}</td>
      <td>{formatNumber(expectedBpm)}</td>
      <td>{hasBand ? `${formatNumber(lowerBpm)}–${formatNumber(upperBpm)}` : NO_VALUE}</td>
    </tr>
  );
}
