import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "./base64url.ts";

test("the test vectors of RFC 4648, without their padding", () => {
  const vectors = { "": "", f: "Zg", fo: "Zm8", foo: "Zm9v", foob: "Zm9vYg", fooba: "Zm9vYmE", foobar: "Zm9vYmFy" };
  for (const [text, encoded] of Object.entries(vectors)) {
    expect(toBase64Url(new TextEncoder().encode(text))).toBe(encoded);
  }
  expect(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xfe))).toBe("-__-");
});

test("any bytes come back", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
});

test("a letter of another alphabet and an impossible length are refused", () => {
  expect(() => fromBase64Url("Zm+v")).toThrow('"+" is no digit');
  expect(() => fromBase64Url("Zm9vY")).toThrow("cut off");
});
