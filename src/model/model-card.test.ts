import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readContract } from "./onnx-metadata.ts";

const folder = "public/models";
const models = readdirSync(folder).filter((file) => file.endsWith(".onnx"));

test.each(models)("the card of %s states the figures that the model carries", (file) => {
  const contract = readContract(new Uint8Array(readFileSync(`${folder}/${file}`)));
  const card = readFileSync(`${folder}/${file.replace(".onnx", ".md")}`, "utf8");
  const { errors, trainedOn } = contract;
  const { runs, runners, mae, rmse, bias, constantMae, linearMae, coverage } = errors!;
  expect(card).toContain(`${trainedOn.runs.toLocaleString("en")} runs of ${trainedOn.runners} runners`);
  expect(card).toContain(`${runs.toLocaleString("en")} runs of ${runners} runners`);
  expect(card).toContain(
    `| this model | ${mae.toFixed(2)} | ${rmse.toFixed(2)} | ${bias.toFixed(2).replace("-", "−")} |`,
  );
  expect(card).toContain(`| constant, the training runs' mean | ${constantMae.toFixed(2)} |`);
  expect(card).toContain(`| linear fit on the same features | ${linearMae.toFixed(2)} |`);
  expect(card).toContain(`${(100 * coverage).toFixed(1)} %`);
  expect(card).toContain(contract.licence);
});
