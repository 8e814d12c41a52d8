import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

test("the checksum of the standard's example is the standard's", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

test("it is zlib's, of any bytes, whole or part by part", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), (parts) => {
      const sum = parts.reduce((before, part) => crc32(part, before), 0);
      const whole = Buffer.concat(parts);
      expect(sum).toBe(zlibCrc32(whole));
      expect(crc32(whole)).toBe(sum);
    }),
  );
});
