import type { Expectation } from "../../evaluation/analysis.ts";
import { NOTHING_SEEN } from "../../evaluation/expected-heart-rate.ts";
import { bandWords, baselineWords, originWords, settlingWords } from "../models/model-words.ts";
import { ForResearchers } from "../ui/for-researchers.tsx";
import { usePageState } from "../ui/page-context.ts";

/**
 * Privacy, and where the expected line comes from.
 * @param expectation of the run that is shown, if any
 */
export function About({ expectation }: { expectation: Expectation | null }) {
  const loaded = usePageState((state) => state.model.loaded);
  return (
    <section className="about" aria-labelledby="about-title">
      <h2 id="about-title">About</h2>
      <p>
        Your runs stay on this device: the page reads them in your browser and sends nothing. The samples are simulated:
        they show how the page works, not how good it is. This is no medical advice.{" "}
        <a href="licences.txt" target="_blank" rel="noreferrer">
          Licences of the software in this page
        </a>
      </p>
      {loaded !== null && (
        <>
          <p>
            {originWords(loaded.contract)} {settlingWords(loaded.contract)}
          </p>
          <ForResearchers>
            <p>
              {baselineWords(loaded.contract)} {bandWords(loaded.contract, expectation ?? NOTHING_SEEN)}
            </p>
          </ForResearchers>
        </>
      )}
    </section>
  );
}
