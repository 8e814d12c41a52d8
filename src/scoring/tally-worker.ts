import { evaluationOf, mergeScores, noScores } from "../evaluation/scores.ts";
import type { TallyAnswer, TallyRequest } from "./messages.ts";

let scores = noScores();

self.onmessage = ({ data: request }: MessageEvent<TallyRequest>) => {
  switch (request.kind) {
    case "clear":
      scores = noScores();
      break;
    case "add":
      mergeScores(scores, request.scores);
      break;
    case "evaluate":
      post({ kind: "evaluated", id: request.id, evaluation: evaluationOf(scores, request.level) });
      break;
    case "list":
      post({ kind: "listed", id: request.id, runs: scores.runs.toSorted((a, b) => a.row - b.row) });
      break;
  }
};

function post(answer: TallyAnswer): void {
  self.postMessage(answer);
}
