import { readFile } from "node:fs/promises";
import * as predictor from "heart-rate-predictor";

const path = process.argv[2] ?? "run.gpx";
const model = await predictor.openBundledModel();
const [run] = predictor.parseWorkouts({ name: path, bytes: await readFile(path) });
const prediction = await predictor.predictRun(run.workout, model);
const expected = predictor.expectedHeartRate(prediction, model.contract);
const finding = predictor.findingOf(prediction.track, expected, model.contract);
process.stdout.write(`${predictor.findingSentence({ ...expected, finding }, "your")}\n`);
