import { counted } from "../base/counted.ts";
import { tell } from "./output.ts";

/** Interval between two lines of progress. */
const EVERY_MS = 5_000;

/** Tells on stderr how far a command over many runs is: runs, runs a second, and how much of its input was read. */
export class Progress {
  readonly #totalBytes: number;
  readonly #start = performance.now();
  #told = performance.now();
  #bytes = 0;
  #runs = 0;

  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
  }

  read(bytes: number): void {
    this.#bytes += bytes;
  }

  run(): void {
    this.#runs++;
    if (performance.now() - this.#told < EVERY_MS) return;
    this.#told = performance.now();
    this.tell();
  }

  tell(): void {
    const rate = (1000 * this.#runs) / (performance.now() - this.#start);
    const read = `${megabytes(this.#bytes)} of ${megabytes(this.#totalBytes)} MB read`;
    tell(`${counted(this.#runs, "run")}, ${Math.round(rate).toLocaleString("en")} a second; ${read}`);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toLocaleString("en", { maximumFractionDigits: bytes < 1e7 ? 1 : 0 });
}
