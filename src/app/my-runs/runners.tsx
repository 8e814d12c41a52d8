import { type FormEvent, useId, useMemo, useRef, useState } from "react";
import { MAX_NAME_LETTERS, nameFrom } from "../../library/runner-name.ts";
import type { WhoseRuns } from "../state/library/library-state.ts";
import { runnersOf } from "../state/library/runners.ts";
import { usePageState } from "../ui/page-context.ts";
import { OF_CHOSEN_WORDS, runnerWords, whoseWords } from "./runner-name-words.ts";

/** The runner whose runs are looked at: chosen among those on this device, added, named anew. */
export function Runners() {
  const id = useId();
  const library = usePageState((state) => state.library);
  const runnerName = usePageState((state) => state.runnerName);
  const ofOtherRunners = usePageState((state) => state.ofOtherRunners);
  const chooseRunner = usePageState((state) => state.chooseRunner);
  const renameRunner = usePageState((state) => state.renameRunner);
  const [naming, setNaming] = useState<"new" | "anew" | null>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const runners = useMemo(
    () => runnersOf({ library, runnerName, ofOtherRunners }),
    [library, runnerName, ofOtherRunners],
  );
  function take(name: string) {
    if (naming === "new") chooseRunner(name);
    else void renameRunner(name);
    leave();
  }
  /** Takes the field away, and the keyboard back to the names. */
  function leave() {
    setNaming(null);
    choice.current!.focus();
  }
  return (
    <div className="runners">
      <label htmlFor={id}>Runs of</label>
      <select
        ref={choice}
        id={id}
        data-testid="runner-name"
        value={runnerName}
        onChange={({ target }) => chooseRunner(target.value)}
      >
        {runners.map((runner) => (
          <option key={runner.name} value={runner.name}>
            {runnerWords(runner)}
          </option>
        ))}
      </select>
      {naming === null ? (
        <>
          <button type="button" className="quiet" onClick={() => setNaming("anew")}>
            Rename
          </button>
          <button type="button" className="quiet" onClick={() => setNaming("new")}>
            Add a runner
          </button>
        </>
      ) : (
        <NameField before={naming === "anew" ? runnerName : ""} onName={take} onLeave={leave} />
      )}
      {runners.length > 1 && <span className="note">{OF_CHOSEN_WORDS}</span>}
    </div>
  );
}

interface NameFieldProps {
  before: string;
  onName(name: string): void;
  onLeave(): void;
}

/** A runner's name as it is typed. Escape leaves it as it was. */
function NameField({ before, onName, onLeave }: NameFieldProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = nameFrom(new FormData(event.currentTarget).get("name"));
    if (name !== null) onName(name);
  }
  return (
    <form className="runner-name" onSubmit={submit} onKeyDown={({ key }) => key === "Escape" && onLeave()}>
      <input
        name="name"
        aria-label="Name of the runner"
        defaultValue={before}
        maxLength={MAX_NAME_LETTERS}
        required
        autoComplete="off"
        ref={(field) => field?.select()}
      />
      <button type="submit">Save</button>
      <button type="button" className="quiet" onClick={onLeave}>
        Cancel
      </button>
    </form>
  );
}

/** Asks whose the runs are that state another runner, before they are kept. */
export function WhoseRunsQuestions() {
  const whose = usePageState(({ library }) => library.whose);
  return (
    <div role="status">
      {whose.map((question) => (
        <Question key={`${question.statedRunner} ${question.gender}`} question={question} />
      ))}
    </div>
  );
}

function Question({ question }: { question: WhoseRuns }) {
  const id = useId();
  const library = usePageState((state) => state.library);
  const runnerName = usePageState((state) => state.runnerName);
  const ofOtherRunners = usePageState((state) => state.ofOtherRunners);
  const keepFor = usePageState((state) => state.keepFor);
  const [chosen, setChosen] = useState(question.likely ?? "");
  const [typed, setTyped] = useState(question.statedRunner ?? "");
  const name = chosen === "" ? nameFrom(typed) : chosen;
  return (
    <div className="whose-runs" data-testid="whose-runs">
      <label htmlFor={id}>{whoseWords(question, runnerName)}</label>
      <select id={id} value={chosen} onChange={({ target }) => setChosen(target.value)}>
        <option value="">another runner</option>
        {runnersOf({ library, runnerName, ofOtherRunners }).map((runner) => (
          <option key={runner.name} value={runner.name}>
            {runner.name}
          </option>
        ))}
      </select>
      {chosen === "" && (
        <input
          aria-label="Name of the other runner"
          maxLength={MAX_NAME_LETTERS}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <button type="button" disabled={name === null} onClick={() => void keepFor(question, name)}>
        Keep
      </button>
      <button type="button" className="quiet" onClick={() => void keepFor(question, null)}>
        Do not keep
      </button>
    </div>
  );
}
