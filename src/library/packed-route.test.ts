import fc from "fast-check";
import { expect, test } from "vitest";
import type { Route } from "../workout/route.ts";
import { packRoute, unpackRoute } from "./packed-route.ts";

const routes: fc.Arbitrary<Route> = fc
  .array(
    fc.record({
      stepS: fc.integer({ min: 1, max: 400 }),
      eastM: fc.double({ min: -50_000, max: 50_000, noNaN: true }),
      northM: fc.double({ min: -50_000, max: 50_000, noNaN: true }),
      isJoined: fc.boolean(),
    }),
    { minLength: 1, maxLength: 200 },
  )
  .map((positions) => {
    let elapsedS = 0;
    return {
      timeS: Float64Array.from(positions, ({ stepS }) => {
        elapsedS += stepS;
        return elapsedS;
      }),
      eastM: Float32Array.from(positions, ({ eastM }) => eastM),
      northM: Float32Array.from(positions, ({ northM }) => northM),
      isJoined: positions.map(({ isJoined }) => isJoined),
    };
  });

test("a route comes back within its resolution, without what lies before the clock that it is told by", () => {
  fc.assert(
    fc.property(routes, fc.integer({ min: 0, max: 200 }), (route, laterS) => {
      const back = unpackRoute(packRoute(route, laterS));
      const from = route.timeS.findIndex((second) => second >= laterS);
      const rest = from < 0 ? route.timeS.length : from;
      expect(back.isJoined).toEqual(route.isJoined.slice(rest).map((isJoined, i) => i > 0 && isJoined));
      expect(back.timeS).toHaveLength(route.timeS.length - rest);
      for (const i of back.timeS.keys()) {
        expect(Math.abs(back.timeS[i] + laterS - route.timeS[i + rest])).toBeLessThan(0.06);
        expect(Math.abs(back.eastM[i] - route.eastM[i + rest])).toBeLessThan(0.26);
        expect(Math.abs(back.northM[i] - route.northM[i + rest])).toBeLessThan(0.26);
      }
    }),
  );
});
