/** A run of the bundled split that the page offers to open. */
export interface Sample {
  id: "steady" | "intervals" | "progressive" | "recovery" | "hilly" | "long";
  label: string;
  /** Its `workout_id` in the split. */
  workoutId: number;
}

/** One of each kind, of different runners, none with a fault of its sensor. */
export const samples: readonly Sample[] = [
  { id: "steady", label: "Steady", workoutId: 24 },
  { id: "intervals", label: "Intervals", workoutId: 47 },
  { id: "progressive", label: "Progressive", workoutId: 9 },
  { id: "recovery", label: "Recovery", workoutId: 37 },
  { id: "hilly", label: "Hilly", workoutId: 16 },
  { id: "long", label: "Long", workoutId: 6 },
];
