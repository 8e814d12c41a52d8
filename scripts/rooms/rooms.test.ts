import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { refusedImports } from "./imports.ts";
import { ROOMS } from "./rooms.ts";

describe("the table of rooms", () => {
  test("names folders that are there", () => {
    expect(Object.keys(ROOMS).filter((room) => !existsSync(room))).toEqual([]);
  });

  test("names no room that is no row of it, and leads in no circle", () => {
    const done = new Set<string>();
    const visit = (room: string, above: readonly string[]): void => {
      expect(ROOMS, above.join(" → ")).toHaveProperty([room]);
      expect(above, `${room} in a circle`).not.toContain(room);
      if (done.has(room)) return;
      for (const other of ROOMS[room].rooms) visit(other, [...above, room]);
      done.add(room);
    };
    for (const room of Object.keys(ROOMS)) visit(room, []);
  });

  test("keeps page and terminal apart, and ground floor, state and terminal without React", () => {
    const uses = (library: string) =>
      Object.keys(ROOMS).filter((room) => ROOMS[room].libraries.some((own) => own === library));
    expect(uses("react").every((room) => room.startsWith("src/app"))).toBe(true);
    expect(uses("react")).not.toContain("src/app/state");
    expect(ROOMS["src/cli"].rooms.filter((room) => room.startsWith("src/app"))).toEqual([]);
    expect(Object.keys(ROOMS).filter((room) => ROOMS[room].rooms.includes("src/cli"))).toEqual([]);
    expect(uses("onnxruntime-web")).toEqual(["src/inference"]);
    expect([uses("parquet-wasm"), uses("apache-arrow")]).toEqual([["src/dataset"], ["src/dataset"]]);
    expect(uses("node:")).toEqual(["src/serving", "src/cli"]);
  });
});

describe("an import against the table", () => {
  const reasons = (file: string, source: string) => refusedImports(file, source).map(({ reason }) => reason);

  test("is told with its line and both rooms, whatever its form", () => {
    expect(refusedImports("src/workout/a.ts", 'const a = 1;\nimport { b } from "../model/b.ts";')).toEqual([
      { file: "src/workout/a.ts", line: 2, reason: "src/workout may not import src/model" },
    ]);
    for (const source of [
      'import type { B } from "../../model/b.ts";',
      'export * from "../../model/b.ts";',
      'import {\n  b,\n} from "../../model/b.ts";',
      'import "../../model/b.ts";',
      'const b = await import("../../model/b.ts");',
      'type B = typeof import("../../model/b.ts");',
      'new Worker(new URL("../../model/b.ts", import.meta.url))',
    ]) {
      expect(reasons("src/workout/formats/a.ts", source), source).toEqual(["src/workout may not import src/model"]);
    }
  });

  test("reaches within its own room, and into those that the table allows", () => {
    expect(reasons("src/model/a.ts", 'import "./b.ts"; import "../workout/formats/c.ts"; import "pbf";')).toEqual([]);
    expect(reasons("src/app/state/explorer/a.ts", 'import "../b.ts"; import "../../format/c.ts";')).toEqual([]);
  });

  test("of a library is refused outside its rooms, and of a part of one outside that part", () => {
    expect(reasons("src/model/a.ts", 'import "onnxruntime-web/wasm"; import "node:fs";')).toEqual([
      "src/model may not import onnxruntime-web/wasm",
      "src/model may not import node:fs",
    ]);
    expect(reasons("src/inference/a.ts", 'import "onnxruntime-web/wasm"; import "x.wasm?url";')).toEqual([
      "src/inference may not import x.wasm?url",
    ]);
    expect(reasons("src/app/state/a.ts", 'import "zustand/vanilla"; import "zustand";')).toEqual([
      "src/app/state may not import zustand",
    ]);
  });

  test("of what only tests may use is refused to all but tests", () => {
    const source = 'import "../testing/tracks.ts";';
    expect(reasons("src/model/a.ts", source)).toEqual(["src/model may not import src/testing/tracks.ts"]);
    expect(reasons("src/model/a.test.ts", source)).toEqual([]);
    expect(reasons("src/testing/a.ts", 'import "../cli/b.ts";')).toEqual([]);
  });

  test("from a folder that has no row is refused", () => {
    const reason = "src/app/games is no room of scripts/rooms/rooms.ts: enter it there";
    expect(reasons("src/app/games/a.ts", 'import "./b.ts";')).toEqual([reason]);
  });
});
