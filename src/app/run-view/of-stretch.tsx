import { spanWords } from "../recording/excluded-words.ts";
import { usePageState } from "../ui/page-context.ts";

/** The stretch that figures cover, behind their heading; nothing where they cover the run. */
export function OfStretch() {
  const zoom = usePageState((state) => state.zoom);
  return zoom !== null && <span className="of-stretch">{spanWords(zoom)}</span>;
}
