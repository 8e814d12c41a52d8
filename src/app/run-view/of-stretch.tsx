import { spanWords } from "../recording/excluded-words.ts";
import { usePageState } from "../ui/page-context.ts";

/** Of which stretch figures are, behind what they are called; nothing where they are of the run. */
export function OfStretch() {
  const zoom = usePageState((state) => state.zoom);
  return zoom !== null && <span className="of-stretch">{spanWords(zoom)}</span>;
}
