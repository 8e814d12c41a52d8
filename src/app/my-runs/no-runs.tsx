import { OpeningWays } from "../run-list/opening-ways.tsx";

/** The place before any run is opened: what it will show, and how to open one. */
export function NoRuns() {
  return (
    <section className="no-runs" aria-label="No runs yet">
      <p>
        Open runs, and each becomes a row here: its date, distance, time and pace, the measured and the expected heart
        rate, and the difference between them.
      </p>
      <OpeningWays />
    </section>
  );
}
