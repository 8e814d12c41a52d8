import { expect, test } from "vitest";
import { embedCode } from "./embed-code.ts";

test("embed code is one line of HTML, whose address asks for the embedded page and ends in the run's hash", () => {
  const hash = '#d1.24.https://example.org/a.parquet?b=1&c="2"';
  const frame = embedCode(new URL(`https://host.example/some/folder/?x=1${hash}`));
  expect(frame).toMatch(/^<iframe [^<>\n]*><\/iframe>$/);
  expect(frame).toContain(
    'src="https://host.example/some/folder/?embed#d1.24.https://example.org/a.parquet?b=1&amp;c=%222%22"',
  );
  expect(frame).toContain('title="');
});
