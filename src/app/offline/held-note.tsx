import { usePageState } from "../ui/page-context.ts";
import { heldWords } from "./offline-words.ts";

/** What the device holds of the page. */
export function HeldNote() {
  const heldBytes = usePageState(({ offline }) => offline.heldBytes);
  if (heldBytes === null) return null;
  return (
    <section aria-labelledby="held-title">
      <h2 id="held-title">Without a network</h2>
      <p className="note" data-testid="held" data-bytes={heldBytes}>
        {heldWords(heldBytes)}
      </p>
    </section>
  );
}
