import { PAGE_NAME } from "../format/page-name.ts";
import { OpenRun } from "../run-list/open-run.tsx";
import { LevelSwitch } from "./level-switch.tsx";
import { PlaceLinks } from "./place-links.tsx";
import { Settings } from "./settings.tsx";

/** The head of the page: its name, its places, what opens runs, and the settings. */
export function Bar() {
  return (
    <header className="page-bar">
      <div className="page-name">
        <h1>{PAGE_NAME}</h1>
        <p className="slogan">
          Was your heart working harder than this run should need? <span>Nothing leaves this device.</span>
        </p>
      </div>
      <PlaceLinks />
      <div className="page-tools">
        <LevelSwitch />
        <Settings />
        <OpenRun />
      </div>
    </header>
  );
}
