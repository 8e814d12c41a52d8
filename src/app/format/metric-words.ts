/** Name, long name and meaning of each error measure; and its name for runners, where the other explains nothing to them. */
export const METRIC_WORDS = {
  mae: {
    name: "MAE",
    runnersName: "Typical gap",
    long: "Mean absolute error",
    meaning: "How far apart the two lines are, on average.",
  },
  rmse: { name: "RMSE", long: "Root mean square error", meaning: "The same, with large gaps weighing more." },
  bias: {
    name: "Difference",
    long: "Mean of measured minus expected",
    meaning: "Above zero: harder than expected.",
  },
  r2: {
    name: "R²",
    long: "Coefficient of determination",
    meaning: "Share of the ups and downs explained: 1 is perfect, below 0 is worse than a level line.",
  },
  coverage: {
    name: "Coverage",
    long: "Share within the interval",
    meaning: "Share of the measured line within the interval.",
  },
} as const;
