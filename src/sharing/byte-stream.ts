/** Numbers from here on are not written: seven bytes hold what lies below. */
const END = 128 ** 7;

/** Bytes written one after another, numbers in as few as they need. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  /**
   * A whole number from 0 on, seven bits a byte, the lowest first.
   * @throws RangeError where it is none, or more than a reader takes.
   */
  unsigned(value: number): void {
    if (!(Number.isInteger(value) && value >= 0 && value < END)) throw new RangeError(`${value} can't be written`);
    let rest = value;
    while (rest >= 128) {
      this.#bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
  }

  /** A whole number, small ones of either sign in one byte. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.unsigned(bytes.length);
    this.#bytes.push(...bytes);
  }

  toBytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what a ByteWriter wrote. Every method throws a RangeError where the bytes end too soon or make no number. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  unsigned(): number {
    let value = 0;
    for (let scale = 1; scale < END; scale *= 128) {
      if (this.isAtEnd) throw new RangeError("the bytes end too soon");
      const byte = this.#bytes[this.#at++];
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
    throw new RangeError("a number is too long");
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  /** @throws TypeError where the bytes are no UTF-8. */
  text(): string {
    const length = this.unsigned();
    if (length > this.#bytes.length - this.#at) throw new RangeError("a text ends too soon");
    this.#at += length;
    return new TextDecoder("utf-8", { fatal: true }).decode(this.#bytes.subarray(this.#at - length, this.#at));
  }
}
