import { mean } from "../base/statistics.ts";
import type { Report } from "../evaluation/report.ts";
import type { FoldReport } from "./measure-model.ts";

const NONE = "–";

/**
 * Fold by fold, and as means over the folds, in Markdown: MAE in bpm, averaged over runs, and after an empty line the
 * coverage of intervals that were fitted on the other folds.
 */
export function foldTables(folds: readonly FoldReport[]): string {
  return `${table(folds, errorColumns(folds), bpm)}\n\n${table(folds, coverageColumns(folds), percent)}`;
}

type Column = [name: string, figure: (fold: FoldReport) => number | null];

function errorColumns(folds: readonly FoldReport[]): Column[] {
  const names = [...new Set(folds.flatMap(({ reports }) => reports.map(({ name }) => name)))];
  return [
    ["constant", of(names[0], ({ baselines }) => baselines.constant?.mae)],
    ["linear", of(names[0], ({ baselines }) => baselines.linear?.mae)],
    ...names.flatMap((name): Column[] => [
      [`linear + own offset, for ${name}`, of(name, ({ baselines }) => baselines.linearWithOwnOffset?.mae)],
      [name, of(name, ({ mae }) => mae)],
    ]),
  ];
}

function coverageColumns([first]: readonly FoldReport[]): Column[] {
  return (first?.coverage ?? []).map(({ name }, k) => [name, ({ coverage }) => coverage[k].share]);
}

/** A figure of one of a fold's reports; null where it has none. */
function of(name: string, figure: (report: Report) => number | undefined): Column[1] {
  return ({ reports }) => {
    const found = reports.find((own) => own.name === name);
    return (found && figure(found.report)) ?? null;
  };
}

function table(folds: readonly FoldReport[], columns: readonly Column[], show: (figure: number | null) => string) {
  const told = columns.filter(([, figure]) => folds.some((fold) => figure(fold) !== null));
  const lines = [
    ["fold", "runs", "runners", ...told.map(([name]) => name)],
    ["---", ...["runs", "runners", ...told].map(() => "---:")],
    ...folds.map((fold) => [
      String(fold.fold + 1),
      String(fold.reports[0]?.report.runs ?? 0),
      String(fold.reports[0]?.report.runners ?? 0),
      ...told.map(([, figure]) => show(figure(fold))),
    ]),
    ["mean", "", "", ...told.map(([, figure]) => show(meanOf(folds.map(figure))))],
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function meanOf(figures: (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length > 0 ? mean(known) : null;
}

function bpm(figure: number | null): string {
  return figure === null ? NONE : figure.toFixed(2);
}

function percent(figure: number | null): string {
  return figure === null ? NONE : `${(100 * figure).toFixed(1)} %`;
}
