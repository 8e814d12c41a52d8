import type { FitMessage } from "./fit-messages.ts";
import { unixSeconds } from "./fit-values.ts";
import type { HeartRateSeries } from "./heart-rate-series.ts";
import { checkLength } from "./points.ts";

/** Fields of `hr` messages (132): heart rates that a strap recorded on its own and handed in later. */
const FRACTIONAL_TIMESTAMP = 0;
const FILTERED_BPM = 6;
const EVENT_TIMESTAMP = 9;
const EVENT_TIMESTAMP_12 = 10;

/** Units of time: the strap's clock counts 1024ths of a second, the watch's 32768ths. */
const TICKS_A_SECOND = 1024;
const FRACTIONS_A_SECOND = 32_768;

/** Reads the heart rates that a FIT file keeps apart from its points. */
export class HeartRateMessages {
  readonly #samples: { timeS: number; bpm: number }[] = [];
  /** A tick of the strap's clock with its time by the watch's; null before the first. */
  #anchor: { timeS: number; tick: number } | null = null;
  #tick = 0;

  take(message: FitMessage): void {
    const ticks = this.#ticksOf(message);
    if (!Number.isNaN(message.timeS) && ticks.length > 0) {
      const fraction = message.number(FRACTIONAL_TIMESTAMP) / FRACTIONS_A_SECOND;
      this.#anchor = { timeS: unixSeconds(message.timeS) + (fraction || 0), tick: ticks[0] };
    }
    if (this.#anchor === null) return;
    for (const [i, bpm] of message.numbers(FILTERED_BPM).slice(0, ticks.length).entries()) {
      this.#samples.push({ timeS: this.#anchor.timeS + (ticks[i] - this.#anchor.tick) / TICKS_A_SECOND, bpm });
    }
    checkLength(this.#samples.length + 1);
  }

  /** Ticks of the strap's clock at which the heart rates of a message were measured. */
  #ticksOf(message: FitMessage): number[] {
    const whole = message.numbers(EVENT_TIMESTAMP).filter((tick) => !Number.isNaN(tick));
    if (whole.length > 0) {
      this.#tick = whole[whole.length - 1];
      return whole;
    }
    return lowBits(message.numbers(EVENT_TIMESTAMP_12)).map((low) => {
      this.#tick += (low - this.#tick) & 0xfff;
      return this.#tick;
    });
  }

  /** Heart rates taken so far, in order of time; those without a known time or value are left out. */
  series(): HeartRateSeries {
    const samples = this.#samples.filter(({ timeS, bpm }) => !Number.isNaN(timeS + bpm));
    samples.sort((a, b) => a.timeS - b.timeS);
    return {
      timeS: Float64Array.from(samples, ({ timeS }) => timeS),
      bpm: Float32Array.from(samples, ({ bpm }) => bpm),
    };
  }
}

/** Unpacks two 12-bit numbers from every three bytes; a byte of 255 is a part of a number here, not a missing value. */
function lowBits(bytes: number[]): number[] {
  const numbers: number[] = [];
  for (let i = 0; i + 2 < bytes.length; i += 3) {
    const [first, second, third] = bytes.slice(i, i + 3).map((byte) => (Number.isNaN(byte) ? 0xff : byte));
    numbers.push(first | ((second & 0xf) << 8), (second >> 4) | (third << 4));
  }
  return numbers;
}
