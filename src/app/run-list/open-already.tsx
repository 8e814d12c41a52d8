import { knownFilesWords } from "../state/known-files.ts";
import { usePageState } from "../ui/page-context.ts";

/** Says which of the files that were opened last are on the list already. */
export function OpenAlready() {
  const openAlready = usePageState((state) => state.openAlready);
  return (
    <p className="note" role="status">
      {knownFilesWords(openAlready)}
    </p>
  );
}
