import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CalibratedErrors, MeasuredErrors } from "../model/contract.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { nameOf } from "./conditions.ts";

const folder = "public/models";
const models = readdirSync(folder).filter((file) => file.endsWith(".onnx"));

test.each(models)("the card of %s states the figures that the model carries", (file) => {
  const contract = readContract(new Uint8Array(readFileSync(`${folder}/${file}`)));
  const card = readFileSync(`${folder}/${file.replace(".onnx", ".md")}`, "utf8");
  const { errors, trainedOn } = contract;
  const { calibrated, constantMae, linearMae } = errors!;
  expect(card).toContain(`${trainedOn.runs.toLocaleString("en")} runs of ${trainedOn.runners} runners`);
  const rowOf = (name: string) => card.split("\n").filter((line) => line.startsWith(`| ${name} |`));
  const shows = ({ runs, runners, mae, coverage }: CalibratedErrors | MeasuredErrors) => [
    `| ${runs.toLocaleString("en")} | ${runners} | ${mae.toFixed(2)} (`,
    `| ${(100 * coverage!).toFixed(1)} % (`,
  ];
  for (const [name, own] of [
    ["population", errors!] as const,
    ...calibrated.map((own) => [nameOf(own), own] as const),
  ]) {
    for (const figure of shows(own)) expect(rowOf(name).join("\n"), name).toContain(figure);
  }
  const beside = rowOf("population").join("\n");
  for (const mae of [constantMae, linearMae]) expect(beside).toContain(`| ${mae.toFixed(2)}: `);
  expect(card).toContain(contract.licence);
  const [, summary] = card.slice(0, card.indexOf("\n## ")).split("\n---\n");
  expect(summary.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(6);
  const fitted = (history: number, minutes: number) =>
    calibrated.find((own) => own.historyRuns === history && own.warmUpMinutes === minutes)!;
  const both = fitted(20, 10);
  for (const { mae } of [errors!, fitted(20, 0), both]) expect(summary).toContain(` ${mae.toFixed(1)} `);
  for (const { coverage } of [errors!, both]) expect(summary).toContain(` ${(100 * coverage!).toFixed(1)} %`);
});
