import { PredictorError } from "../base/error.ts";
import { type WholeNumber, wholeNumber } from "../base/whole-number.ts";

/** The only meanings that names in a pickle may have. */
export interface PickleRules {
  /**
   * Classes and functions by "module.name": what stands for a call of each; null for one that may be named only.
   * A name that is not here is refused; nothing is ever looked up or run.
   */
  globals: ReadonlyMap<string, ((args: unknown[]) => unknown) | null>;
  /** Resolves an object kept outside the pickle by its persistent id. */
  persistent: (id: unknown) => unknown;
  /** Sets the state that the pickle gives an object after making it. */
  setState: (object: unknown, state: unknown) => void;
}

/** A class or function that a pickle names. */
export interface PickleGlobal {
  global: string;
}

/** Bytes of a checkpoint's pickle, which holds names and shapes; the weights lie beside it. @limit */
const MAX_PICKLE_BYTES = 8 * 2 ** 20;

/**
 * Reads a Python pickle as data: protocols 2 to 4, the opcodes that a dictionary of tensors needs.
 *
 * Dictionaries become Maps, so that no key reaches a prototype; lists and tuples arrays, None null, bytes a
 * Uint8Array, an integer beyond the safe ones a bigint, a named class or function a `PickleGlobal`.
 * Source: the opcodes' documentation in CPython's Lib/pickletools.py.
 *
 * @throws PredictorError `bad-checkpoint` where the pickle names a class or function that the rules do not,
 * uses another opcode, or is cut short.
 */
export function unpickle(bytes: Uint8Array, rules: PickleRules): unknown {
  if (bytes.length > MAX_PICKLE_BYTES) {
    throw bad(`its pickle holds ${bytes.length} bytes, more than the ${MAX_PICKLE_BYTES} that a state dict could need`);
  }
  const machine = new PickleMachine(bytes, rules);
  for (;;) {
    const at = machine.position;
    const opcode = machine.byte();
    if (opcode === STOP) return machine.pop();
    const operation = operations.get(opcode);
    if (!operation) throw bad(`its pickle uses opcode 0x${hex(opcode)} at byte ${at}, which no state dict needs`);
    operation(machine);
  }
}

const STOP = 0x2e;

const operations = new Map<number, (machine: PickleMachine) => void>([
  [0x80, (m) => m.protocol()], // PROTO
  [0x95, (m) => m.take(8)], // FRAME: its length only helps streams
  [0x28, (m) => m.mark()], // MARK
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x4a, (m) => m.push(m.view(4).getInt32(0, true))], // BININT
  [0x4b, (m) => m.push(m.byte())], // BININT1
  [0x4d, (m) => m.push(m.view(2).getUint16(0, true))], // BININT2
  [0x8a, (m) => m.push(signedInteger(m.take(m.byte())))], // LONG1
  [0x47, (m) => m.push(m.view(8).getFloat64(0, false))], // BINFLOAT: big-endian
  [0x8c, (m) => m.push(utf8.decode(m.take(m.byte())))], // SHORT_BINUNICODE
  [0x58, (m) => m.push(utf8.decode(m.take(m.length())))], // BINUNICODE
  [0x43, (m) => m.push(m.take(m.byte()))], // SHORT_BINBYTES
  [0x42, (m) => m.push(m.take(m.length()))], // BINBYTES
  [0x5d, (m) => m.push([])], // EMPTY_LIST
  [0x29, (m) => m.push([])], // EMPTY_TUPLE
  [0x7d, (m) => m.push(new Map())], // EMPTY_DICT
  [0x74, (m) => m.push(m.popToMark())], // TUPLE
  [0x85, (m) => m.push(m.popMany(1))], // TUPLE1
  [0x86, (m) => m.push(m.popMany(2))], // TUPLE2
  [0x87, (m) => m.push(m.popMany(3))], // TUPLE3
  [0x61, (m) => m.append(m.popMany(1))], // APPEND
  [0x65, (m) => m.append(m.popToMark())], // APPENDS
  [0x73, (m) => m.setItems(m.popMany(2))], // SETITEM
  [0x75, (m) => m.setItems(m.popToMark())], // SETITEMS
  [0x68, (m) => m.recall(m.byte())], // BINGET
  [0x6a, (m) => m.recall(m.length())], // LONG_BINGET
  [0x71, (m) => m.remember(m.byte())], // BINPUT
  [0x72, (m) => m.remember(m.length())], // LONG_BINPUT
  [0x94, (m) => m.memoize()], // MEMOIZE
  [0x63, (m) => m.name(m.line(), m.line())], // GLOBAL
  [0x93, (m) => m.name(...(m.popMany(2) as [unknown, unknown]))], // STACK_GLOBAL
  [0x52, (m) => m.reduce()], // REDUCE
  [0x62, (m) => m.build()], // BUILD
  [0x51, (m) => m.persistent()], // BINPERSID
]);

/** The stack machine that a pickle is a program for. */
class PickleMachine {
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #rules: PickleRules;
  readonly #stack: unknown[] = [];
  /** Heights of the stack at the marks that are open. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(bytes: Uint8Array, rules: PickleRules) {
    this.#bytes = bytes;
    this.#rules = rules;
  }

  take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.#bytes.length) {
      throw bad(`its pickle is cut short: it needs ${length} bytes at byte ${this.position} of ${this.#bytes.length}`);
    }
    const taken = this.#bytes.subarray(this.position, end);
    this.position = end;
    return taken;
  }

  view(length: number): DataView {
    const taken = this.take(length);
    return new DataView(taken.buffer, taken.byteOffset, length);
  }

  byte(): number {
    return this.take(1)[0];
  }

  length(): number {
    return this.view(4).getUint32(0, true);
  }

  line(): string {
    const start = this.position;
    const end = this.#bytes.indexOf(0x0a, start);
    if (end < 0) throw bad(`its pickle is cut short: the line at byte ${start} has no end`);
    this.position = end + 1;
    return utf8.decode(this.#bytes.subarray(start, end));
  }

  protocol(): void {
    const protocol = this.byte();
    if (protocol < 2 || protocol > 4) throw bad(`its pickle is of protocol ${protocol}, and 2 to 4 are read`);
  }

  push(value: unknown): void {
    this.#stack.push(value);
  }

  pop(): unknown {
    return this.popMany(1)[0];
  }

  popMany(count: number): unknown[] {
    const start = this.#stack.length - count;
    if (start < (this.#marks.at(-1) ?? 0)) throw this.#damaged("takes what it never put down");
    return this.#stack.splice(start);
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  popToMark(): unknown[] {
    const start = this.#marks.pop();
    if (start === undefined) throw this.#damaged("ends a list that it never began");
    return this.#stack.splice(start);
  }

  append(items: unknown[]): void {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) throw this.#damaged("appends to what is no list");
    for (const item of items) list.push(item);
  }

  setItems(keysAndValues: unknown[]): void {
    const dictionary = this.#stack.at(-1);
    if (!(dictionary instanceof Map) || keysAndValues.length % 2 !== 0) {
      throw this.#damaged("sets entries of what is no dictionary");
    }
    for (let i = 0; i < keysAndValues.length; i += 2) dictionary.set(keysAndValues[i], keysAndValues[i + 1]);
  }

  remember(key: number): void {
    this.#memo.set(key, this.#stack.at(-1));
  }

  memoize(): void {
    this.remember(this.#memo.size);
  }

  recall(key: number): void {
    if (!this.#memo.has(key)) throw this.#damaged(`recalls entry ${key} of its memo, which is not there`);
    this.push(this.#memo.get(key));
  }

  name(module: unknown, name: unknown): void {
    if (typeof module !== "string" || typeof name !== "string") throw this.#damaged("names what is no text");
    const global = `${module}.${name}`.slice(0, 100);
    if (!this.#rules.globals.has(global)) {
      throw bad(
        `it asks Python for ${global}, which is no part of a model's weights; nothing of it was run. Open only ` +
          "checkpoints from people you trust, and save the state dict and plain numbers alone",
      );
    }
    this.push({ global } satisfies PickleGlobal);
  }

  reduce(): void {
    const [callee, args] = this.popMany(2);
    const global = (callee as Partial<PickleGlobal> | null)?.global;
    const construct = global === undefined ? undefined : this.#rules.globals.get(global);
    if (!construct) throw bad(`it calls ${global ?? "what is no function"}, which is no part of a model's weights`);
    if (!Array.isArray(args)) throw this.#damaged(`calls ${global} without arguments`);
    this.push(construct(args));
  }

  build(): void {
    const state = this.pop();
    this.#rules.setState(this.#stack.at(-1), state);
  }

  persistent(): void {
    this.push(this.#rules.persistent(this.pop()));
  }

  #damaged(does: string): PredictorError {
    return bad(`its pickle ${does} before byte ${this.position}: it is damaged`);
  }
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Decodes two's complement, little-endian, of any length. */
function signedInteger(bytes: Uint8Array): WholeNumber {
  const magnitude = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return wholeNumber(BigInt.asIntN(8 * bytes.length, magnitude));
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function bad(reason: string): PredictorError {
  return new PredictorError("bad-checkpoint", `This checkpoint can't be read: ${reason}.`);
}
