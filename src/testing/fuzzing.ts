import fc from "fast-check";
import { expect } from "vitest";
import { concatenate } from "../base/concatenate.ts";
import { PredictorError } from "../base/error.ts";

/** Number of damaged copies that `npm run fuzz` asks for; as a part of all tests, few and always the same. */
const ASKED = Number(process.env.FUZZ_RUNS ?? 0);
const AS_A_PART = 250;
const FIXED_SEED = 20_260_101;

/** A file to be damaged. */
export interface Seed {
  name: string;
  bytes: Uint8Array;
}

/** Texts that parsers trip over: ends of ranges, signs of structure, and words that mean something somewhere. */
const TOKENS = [
  ...["\0", "\xff\xff\xff\xff", "\x7f\xff\xff\xff", "\x80\0\0\0", "\xff\xfe", "\u2028"],
  ...["<", ">", "</", "/>", "&", "&lt;", "&#x0;", "<![CDATA[", "]]>", "<!--", "<?xml?>", "<!DOCTYPE a>"],
  ...["{", "}", "[", "]", "(", ")", '"', "'", "\\", "\\u0000", ",", ";", ":", "\t", "\r", "\n"],
  ...["-1", "0", "1e999", "-1e-999", "9007199254740993", "NaN", "Infinity", "null", "None", "true", "1,5", "0x10"],
  ...["__proto__", "constructor", "toString", "speed", "time_s", "2024-02-30T25:61:61Z", "9999-12-31T23:59:59Z"],
].map((text) => Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff));

type Change =
  | { kind: "flip"; at: number; byte: number }
  | { kind: "token"; at: number; token: Uint8Array }
  | { kind: "drop" | "repeat"; at: number; length: number }
  | { kind: "cut"; at: number }
  | { kind: "splice"; at: number; from: number; length: number }
  // These leave most text formats well-formed, so that what lies behind the parser is met too.
  | { kind: "digit"; at: number; byte: number }
  | { kind: "drop line" | "repeat line"; at: number };

/** Places are shares of the file, so that they mean something in one of any size. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4000 }));

const rough: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: place, byte: fc.nat(255) }),
  fc.record({ kind: fc.constant("token" as const), at: place, token: fc.constantFrom(...TOKENS) }),
  fc.record({ kind: fc.constantFrom("drop" as const, "repeat" as const), at: place, length }),
  fc.record({ kind: fc.constant("cut" as const), at: place }),
  fc.record({ kind: fc.constant("splice" as const), at: place, from: place, length }),
);

const digit = fc.record({
  kind: fc.constant("digit" as const),
  at: place,
  byte: fc.constantFrom(..."0123456789").map((char) => char.charCodeAt(0)),
});

const gentle: fc.Arbitrary<Change> = fc.oneof(
  digit,
  fc.record({ kind: fc.constantFrom("drop line" as const, "repeat line" as const), at: place }),
);

/** Other digits leave most files such as a device might have written; roughly damaged ones mostly end at the damage. */
const anyChanges: fc.Arbitrary<Change[]> = fc.oneof(
  fc.array(digit, { minLength: 1, maxLength: 40 }),
  fc.array(gentle, { minLength: 1, maxLength: 6 }),
  fc.array(fc.oneof(gentle, rough), { minLength: 1, maxLength: 6 }),
);

function changed(bytes: Uint8Array, change: Change): Uint8Array {
  const at = Math.floor(change.at * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case "flip": {
      const flipped = bytes.slice();
      if (at < flipped.length) flipped[at] = change.byte;
      return flipped;
    }
    case "token":
      return concatenate(Uint8Array, [before, change.token, after]);
    case "drop":
      return concatenate(Uint8Array, [before, after.subarray(change.length)]);
    case "repeat":
      return concatenate(Uint8Array, [before, after.subarray(0, change.length), after]);
    case "cut":
      return before;
    case "splice": {
      const from = Math.floor(change.from * bytes.length);
      return concatenate(Uint8Array, [before, bytes.subarray(from, from + change.length), after]);
    }
    case "digit": {
      const digit = bytes.findIndex((byte, i) => i >= at && byte >= ZERO && byte <= NINE);
      return digit < 0 ? bytes : bytes.with(digit, change.byte);
    }
    case "drop line":
    case "repeat line": {
      const start = before.lastIndexOf(LINE_FEED) + 1;
      const end = bytes.indexOf(LINE_FEED, at) + 1 || bytes.length;
      const line = bytes.subarray(start, end);
      const kept = change.kind === "drop line" ? [] : [line, line];
      return concatenate(Uint8Array, [bytes.subarray(0, start), ...kept, bytes.subarray(end)]);
    }
  }
}

const [ZERO, NINE, LINE_FEED] = [..."09\n"].map((char) => char.charCodeAt(0));

/**
 * Reads damaged copies of files, and now and then bytes that are no copy of anything: each has to end in what `read`
 * checks, or in an error for a person that knows what is wrong.
 */
export async function fuzz(seeds: readonly Seed[], read: (bytes: Uint8Array) => unknown): Promise<void> {
  const bytesOf = new Map(seeds.map(({ name, bytes }) => [name, bytes]));
  // By name: what fast-check prints of a failure shall be the damage, and no file.
  const anyCopy = fc.record({ of: fc.constantFrom(...bytesOf.keys()), changes: anyChanges });
  const anyFile = fc.oneof(
    { weight: 9, arbitrary: anyCopy },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
  );
  const slowest = { of: "", ms: 0 };
  const property = fc.asyncProperty(anyFile, async (file) => {
    const isCopy = !(file instanceof Uint8Array);
    const bytes = isCopy ? file.changes.reduce(changed, bytesOf.get(file.of)!) : file;
    const startMs = performance.now();
    try {
      await read(bytes);
    } catch (error) {
      if (!(error instanceof PredictorError)) throw error;
      expect(error.code, error.message).not.toBe("unexpected");
    }
    const ms = performance.now() - startMs;
    if (ms > slowest.ms) Object.assign(slowest, { of: isCopy ? `a copy of ${file.of}` : "none of them", ms });
  });
  await fc.assert(property, ASKED > 0 ? { numRuns: ASKED } : { numRuns: AS_A_PART, seed: FIXED_SEED });
  if (ASKED > 0) {
    const { currentTestName } = expect.getState();
    process.stdout.write(
      `${currentTestName}: ${ASKED} read, the slowest in ${slowest.ms.toFixed(0)} ms, ${slowest.of}\n`,
    );
  }
}
