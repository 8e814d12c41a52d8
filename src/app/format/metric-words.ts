/** The errors' names, units and what they tell, where they stand. */
export const METRIC_WORDS = {
  mae: { name: "MAE", long: "Mean absolute error", meaning: "How far apart the two lines are, on average." },
  rmse: { name: "RMSE", long: "Root mean square error", meaning: "The same, with large gaps weighing more." },
  bias: {
    name: "Difference",
    long: "Mean of measured minus expected",
    meaning: "Above zero: harder than expected.",
  },
  r2: {
    name: "R²",
    long: "Coefficient of determination",
    meaning: "How much of the ups and downs is foreseen: 1 is all.",
  },
  coverage: {
    name: "Coverage",
    long: "Share within the interval",
    meaning: "How much of the measured line lies in the band.",
  },
} as const;
