import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { bundledModels, DEFAULT_MODEL } from "./bundled.ts";

test("the default model is bundled, with its card", () => {
  const files = readdirSync("public/models");
  expect(bundledModels(files)[0]).toBe(DEFAULT_MODEL);
  expect(files).toContain(`${DEFAULT_MODEL}.md`);
});

test("a model whose name sorts first does not take the default's place", () => {
  const files = ["walker.onnx", "a.onnx", `${DEFAULT_MODEL}.onnx`, "a.md"];
  expect(bundledModels(files)).toEqual([DEFAULT_MODEL, "a", "walker"]);
});

test("a page without its default model is not built", () => {
  expect(() => bundledModels(["a.onnx"])).toThrow(/no population\.onnx/);
});
