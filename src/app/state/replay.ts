/** Whether a replay is to begin as soon as the shown run, or the shown runs, are predicted. */
export interface ReplayState {
  replayWanted: boolean;
}

export interface ReplayActions {
  /** Asks for a replay of what is shown next; whoever begins it, or shows something else, takes the wish back. */
  wantReplay(wanted: boolean): void;
}

interface Ports {
  write(change: ReplayState): void;
}

export const NO_REPLAY: ReplayState = { replayWanted: false };

/** Carries the wish for a replay from where it is asked for to where it is played. */
export function createReplayWish({ write }: Ports) {
  const actions: ReplayActions = { wantReplay: (replayWanted) => write({ replayWanted }) };
  return { actions };
}
