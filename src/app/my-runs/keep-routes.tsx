import { useId } from "react";
import { usePageState } from "../ui/page-context.ts";
import { KEEP_ROUTES_WORDS } from "./library-words.ts";

/** Has routes kept with the runs, or not; nothing where the library is off. */
export function KeepRoutes() {
  const id = useId();
  const isOff = usePageState(({ remembering }) => remembering === "off");
  const keepsRoutes = usePageState((state) => state.keepsRoutes);
  const keepRoutes = usePageState((state) => state.keepRoutes);
  if (isOff) return null;
  return (
    <div className="keep-routes">
      <label>
        <input
          type="checkbox"
          data-testid="keep-routes"
          checked={keepsRoutes}
          aria-describedby={id}
          onChange={({ target }) => void keepRoutes(target.checked)}
        />
        <span>Keep routes, too</span>
      </label>
      <p className="note" id={id}>
        {KEEP_ROUTES_WORDS}
      </p>
    </div>
  );
}
