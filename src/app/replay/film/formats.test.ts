import { expect, test } from "vitest";
import { fileName } from "./formats.ts";

test("a file is named after its run, in letters that every system takes", () => {
  const gif = "gif";
  expect(fileName("Hilly", gif)).toBe("hilly.gif");
  expect(fileName("Lauf im Märzen (2).fit", gif)).toBe("lauf-im-märzen-2.gif");
  expect(fileName("../../etc/passwd", gif)).toBe("etc-passwd.gif");
  expect(fileName("???", "svg")).toBe("run.svg");
  expect(fileName("x".repeat(300), gif)).toHaveLength(64);
});
