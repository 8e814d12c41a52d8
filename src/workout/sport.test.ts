import { expect, test } from "vitest";
import { sportCaution } from "./sport.ts";

test.each([
  null,
  "",
  "Running",
  "run",
  "trail_running",
  "Treadmill Run",
  "Other",
  "generic",
  "Laufen",
  "跑步",
])("%s is a run, or may be one", (sport) => {
  expect(sportCaution(sport)).toBeNull();
});

test.each(["walking", "Biking", "cycling", "hiking", "swimming", "1"])("%s is no run, and that is said", (sport) => {
  expect(sportCaution(sport)).toContain(`“${sport}”. The model knows runs alone`);
});
