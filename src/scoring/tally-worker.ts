import { serveRequests } from "../base/worker-service.ts";
import { evaluationOf, mergeScores, noScores } from "../evaluation/scores.ts";
import type { Tallying } from "./messages.ts";

let scores = noScores();

serveRequests<Tallying>(self, {
  clear() {
    scores = noScores();
    return undefined;
  },
  add(request) {
    mergeScores(scores, request.scores);
    return undefined;
  },
  evaluate: ({ level }) => evaluationOf(scores, level),
  list: () => scores.runs.toSorted((a, b) => a.row - b.row),
});
