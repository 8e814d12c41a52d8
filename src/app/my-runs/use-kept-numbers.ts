import { useState } from "react";
import { keptCourses } from "../state/plan/kept-courses.ts";
import { usePage, usePageState } from "../ui/page-context.ts";
import type { KeptNumbers } from "./library-words.ts";

/** How much the device keeps, and what counts the courses anew, which another tab may have kept meanwhile. */
export function useKeptNumbers(): [KeptNumbers, countAnew: () => KeptNumbers] {
  const { keeper } = usePage().machine;
  const runs = usePageState(({ library }) => library.size?.runs ?? null);
  const [courses, setCourses] = useState(0);
  function countAnew(): KeptNumbers {
    const now = keptCourses(keeper).length;
    setCourses(now);
    return { runs, courses: now };
  }
  return [{ runs, courses }, countAnew];
}
