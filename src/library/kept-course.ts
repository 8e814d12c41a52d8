/** A course that is kept: its name, and the rest as the link of a plan carries it, by distance and height, without a position. */
export interface KeptCourse {
  name: string;
  /** Payload of the link, without its prefix. */
  link: string;
}

/** Whether two kept courses are one. */
export function isSameCourse(one: KeptCourse, other: KeptCourse): boolean {
  return one.name === other.name && one.link === other.link;
}

/** Those of some courses that are not among others. */
export function coursesBeside(courses: readonly KeptCourse[], others: readonly KeptCourse[]): KeptCourse[] {
  return courses.filter((course) => !others.some((other) => isSameCourse(course, other)));
}
