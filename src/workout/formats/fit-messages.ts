import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_UNREADABLE_SHARE } from "../../base/limits.ts";
import { fitCrc } from "./fit-crc.ts";
import { countIn, type FitField, numberIn, textIn } from "./fit-values.ts";

const SIGNATURE = ".FIT";
const CRC_BYTES = 2;

/** Number of the field with a message's time. */
const TIMESTAMP = 253;

/** Consecutive messages that have to be valid before the first of them is accepted. */
const SOUND_MESSAGES = 4;

/** Size that some devices write until the real one is known. */
const UNSET = 0xffff_ffff;

/** Fewest empty bytes at the end that count as reserved room: no message holds as many. */
const LEAST_RESERVED = 64;

/** Messages of a FIT file: a watch writes about ten a second at most. @limit */
const MAX_MESSAGES = 2_000_000;

/** Longest time between successive messages of one recording. */
const MAX_APART_S = 86_400;

/** Layout of the data messages that follow under a definition's local number. */
interface Definition {
  /** Global number, which names the message type. */
  kind: number;
  littleEndian: boolean;
  /** Fields by their numbers. */
  fields: ReadonlyMap<number, FitField>;
  /** Developers' fields by developer index and field number; a definition does not state their type. */
  developerFields: ReadonlyMap<number, Pick<FitField, "offset" | "bytes">>;
  /** Bytes of the content, developer fields included. */
  bytes: number;
}

/** One data message. Its numbers are raw: without the profile's scale and offset. */
export interface FitMessage {
  kind: number;
  /** Whether the file ends within the message: fields beyond the end are missing. */
  isPartial: boolean;
  /** Seconds on the device's clock; NaN for none. */
  timeS: number;
  /** The first number of a field, NaN where it is missing. */
  number(field: number): number;
  /** All numbers of a field; empty where it is missing. */
  numbers(field: number): number[];
  /** The text of a field, empty where it is missing. */
  text(field: number): string;
  /** The first number of a developer's field, whose type its description states; NaN where it is missing. */
  developerNumber(developer: number, field: number, baseType: number): number;
}

/** Damage found in a file. */
export interface FitDamage {
  /** Number of places where bytes, and with them messages, are missing. */
  places: number;
  /** Bytes missing at the end by the header's size; 0 where bytes were lost before it. */
  missingBytes: number;
  /** Whether the recording was never closed: it has neither a size nor a checksum. */
  isUnclosed: boolean;
  /** Whether the last message is incomplete. */
  hasPartialEnd: boolean;
  /** Whether an unreadable file joined to the end of a whole one was left out. */
  hasBrokenJoint: boolean;
  /** Whether a checksum is wrong or missing. */
  checksum: boolean;
}

/** Whether a FIT file begins at byte `from`. */
export function isFit(bytes: Uint8Array, from = 0): boolean {
  return [...SIGNATURE].every((char, i) => bytes[from + 8 + i] === char.charCodeAt(0));
}

/**
 * Reads every data message of a FIT file, and of the files joined to its end, and calls `read` with each.
 *
 * Stated sizes are not trusted: each is checked against the bytes that exist, and only the sixteen current definitions are
 * kept. A file that was cut off or never closed is read as far as it goes.
 * @throws PredictorError `malformed-fit`, with the byte, where more than MAX_UNREADABLE_SHARE is missing or unreadable,
 * `too-large` past MAX_MESSAGES.
 */
export function readFit(file: Uint8Array, read: (message: FitMessage) => void): FitDamage {
  let bytes = file;
  const damage: FitDamage = {
    places: 0,
    missingBytes: 0,
    isUnclosed: false,
    hasPartialEnd: false,
    hasBrokenJoint: false,
    checksum: false,
  };
  let from = 0;
  while (from === 0 || isFit(bytes, from)) {
    if (from > 0 && !damage.checksum && !isReadable(bytes, from)) {
      damage.hasBrokenJoint = true;
      return damage;
    }
    const frame = frameOf(bytes, from);
    bytes = withoutReserved(bytes, from, frame);
    const { places, hasPartialEnd } = new FitPart(bytes, frame, read).readAll();
    const end = frame.dataTo + CRC_BYTES;
    damage.places += places;
    damage.hasPartialEnd ||= hasPartialEnd;
    damage.isUnclosed ||= !frame.isClosed;
    if (frame.isClosed && places === 0) damage.missingBytes += Math.max(0, end - bytes.length);
    damage.checksum ||= places > 0 || !hasSoundChecksum(bytes, from, frame.dataTo);
    from = frame.isClosed ? end : bytes.length;
  }
  // Bytes after a file whose checksum is right do not belong to it.
  if (damage.checksum) checkRest(bytes, from);
  return damage;
}

/** Whether a joined file can be read; decided before any of its messages is reported. */
function isReadable(bytes: Uint8Array, from: number): boolean {
  try {
    new FitPart(bytes, frameOf(bytes, from), () => {}).readAll();
    return true;
  } catch (error) {
    if (error instanceof PredictorError && error.code === "malformed-fit") return false;
    throw error;
  }
}

/** Range of bytes with one file's messages. */
interface Frame {
  dataFrom: number;
  /** End of the data by the header; for a file that was never closed, the latest start of its last message. */
  dataTo: number;
  /** Whether the header states a size. */
  isClosed: boolean;
}

/** @throws PredictorError `malformed-fit` for an impossible header length. */
function frameOf(bytes: Uint8Array, from: number): Frame {
  const headerBytes = bytes[from];
  if (headerBytes !== 12 && headerBytes !== 14) {
    throw malformed(
      `its header, at byte ${from}, says that it is ${headerBytes} bytes long: FIT headers have 12 or 14`,
    );
  }
  const dataBytes = viewOf(bytes).getUint32(from + 4, true);
  const dataFrom = from + headerBytes;
  // Devices write size and checksum last: a recording that was never closed has neither.
  if ((dataBytes === 0 || dataBytes === UNSET) && bytes.length > dataFrom + CRC_BYTES) {
    return { dataFrom, dataTo: Math.max(dataFrom, writtenTo(bytes)), isClosed: false };
  }
  return { dataFrom, dataTo: dataFrom + dataBytes, isClosed: true };
}

/** End of the written bytes: devices reserve room after them, filled with 0 or 255. */
function writtenTo(bytes: Uint8Array): number {
  let to = bytes.length;
  const last = bytes[to - 1];
  if (last !== 0 && last !== 0xff) return to;
  while (to > 0 && bytes[to - 1] === last) to--;
  return to;
}

/** Cuts off reserved bytes that the stated size counts but that were never written, as a wrong checksum shows. */
function withoutReserved(bytes: Uint8Array, from: number, { dataTo, isClosed }: Frame): Uint8Array {
  const to = Math.max(writtenTo(bytes), from);
  const isWritten = !isClosed || dataTo + CRC_BYTES < bytes.length || bytes.length - to < LEAST_RESERVED;
  return isWritten || hasSoundChecksum(bytes, from, dataTo) ? bytes : bytes.subarray(0, to);
}

function hasSoundChecksum(bytes: Uint8Array, from: number, dataTo: number): boolean {
  if (dataTo + CRC_BYTES > bytes.length) return false;
  return viewOf(bytes).getUint16(dataTo, true) === fitCrc(bytes.subarray(from, dataTo));
}

/** Refuses bytes after the stated end, which may be a part of the recording, unless they are reserved: 0 or 255 throughout. */
function checkRest(bytes: Uint8Array, from: number): void {
  const rest = bytes.subarray(from);
  const isReserved = (rest[0] === 0 || rest[0] === 0xff) && rest.every((byte) => byte === rest[0]);
  if (rest.length <= CRC_BYTES || isReserved) return;
  throw malformed(`its header says that it ends at byte ${from}, yet ${rest.length} more follow`);
}

interface HeldMessage {
  at: number;
  definition: Definition;
}

/** Reader of one of the files that are joined in one, with definitions of its own. */
class FitPart {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #frame: Frame;
  /** End of the bytes that may hold messages. */
  readonly #to: number;
  readonly #read: (message: FitMessage) => void;
  readonly #definitions: (Definition | undefined)[] = new Array(16);
  #timeS = Number.NaN;
  /** Latest time within MAX_APART_S of the one before it. */
  #believedS = Number.NaN;
  /** Range of all such times: a file may also hold points of another day. */
  #believedSpan = { startS: Number.POSITIVE_INFINITY, endS: Number.NEGATIVE_INFINITY };
  #places = 0;
  #messages = 0;
  #lostBytes = 0;
  #hasPartialEnd = false;
  /** Latest data messages, held back until the messages after them prove valid. */
  readonly #held: HeldMessage[] = [];
  /** Incomplete message at the end of the file. */
  #partial: HeldMessage | null = null;

  constructor(bytes: Uint8Array, frame: Frame, read: (message: FitMessage) => void) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#frame = frame;
    // The last message may itself end in bytes of 0 or 255, like reserved room.
    this.#to = frame.isClosed ? Math.min(frame.dataTo, bytes.length) : bytes.length;
    this.#read = read;
  }

  /**
   * Reads all messages.
   * @returns the number of places where messages were lost, and whether the last one is incomplete
   * @throws PredictorError `malformed-fit`, `too-large`
   */
  readAll(): { places: number; hasPartialEnd: boolean } {
    const { dataFrom, dataTo } = this.#frame;
    let at = dataFrom;
    while (at < Math.min(dataTo, this.#to)) {
      const next = this.#endOf(at);
      if (next === null) {
        at = this.#resumeAfter(at);
        continue;
      }
      if (++this.#messages > MAX_MESSAGES) throw tooManyMessages();
      if (isDefinition(this.#bytes[at])) this.#define(at);
      else this.#held.push({ at, definition: this.#definitionFor(at) });
      if (this.#held.length > SOUND_MESSAGES) this.#tellFirstHeld();
      at = next;
    }
    this.#checkLost(at);
    while (this.#held.length > 0) this.#tellFirstHeld();
    if (this.#partial !== null) this.#tell(this.#partial);
    return { places: this.#places, hasPartialEnd: this.#hasPartialEnd };
  }

  /** End of the message that begins at a byte; null where none can begin there, or it does not fit. */
  #endOf(at: number): number | null {
    const end = isDefinition(this.#bytes[at]) ? this.#endOfDefinition(at) : this.#endOfData(at);
    return end === null || end > this.#to ? null : end;
  }

  #endOfData(at: number): number | null {
    const header = this.#bytes[at];
    if (!isCompressed(header) && (header & 0x30) !== 0) return null;
    const definition = this.#definitions[localNumber(header)];
    // A message with its time in the header has no timestamp field.
    if (!definition || (isCompressed(header) && definition.fields.has(TIMESTAMP))) return null;
    return at + 1 + definition.bytes;
  }

  #endOfDefinition(at: number): number | null {
    const [header, reserved, architecture] = this.#bytes.subarray(at, at + 3);
    if ((header & 0x10) !== 0 || reserved !== 0 || architecture > 1 || at + 6 > this.#to) return null;
    const fieldsTo = at + 6 + 3 * this.#bytes[at + 5];
    if ((header & 0x20) === 0) return fieldsTo;
    return fieldsTo < this.#to ? fieldsTo + 1 + 3 * this.#bytes[fieldsTo] : null;
  }

  #define(at: number): void {
    const littleEndian = this.#bytes[at + 2] === 0;
    const count = this.#bytes[at + 5];
    const fieldsTo = at + 6 + 3 * count;
    let bytes = 0;
    const fields = new Map<number, FitField>();
    for (let i = at + 6; i < fieldsTo; i += 3) {
      const [number, size, baseType] = this.#bytes.subarray(i, i + 3);
      fields.set(number, { offset: bytes, bytes: size, baseType });
      bytes += size;
    }
    const developerFields = new Map<number, Pick<FitField, "offset" | "bytes">>();
    const developerCount = (this.#bytes[at] & 0x20) === 0 ? 0 : this.#bytes[fieldsTo];
    for (let k = 0; k < developerCount; k++) {
      const [number, size, developer] = this.#bytes.subarray(fieldsTo + 1 + 3 * k, fieldsTo + 4 + 3 * k);
      developerFields.set(developerKey(developer, number), { offset: bytes, bytes: size });
      bytes += size;
    }
    this.#definitions[this.#bytes[at] & 0xf] = {
      kind: this.#view.getUint16(at + 3, littleEndian),
      littleEndian,
      fields,
      developerFields,
      bytes,
    };
  }

  #tellFirstHeld(): void {
    this.#tell(this.#held.shift() as HeldMessage);
  }

  #tell({ at, definition }: HeldMessage): void {
    const header = this.#bytes[at];
    const timeS = isCompressed(header) ? this.#compressedTime(header) : this.#timeAt(at, definition);
    if (Math.abs(timeS - this.#timeS) < MAX_APART_S) this.#believe(timeS);
    if (!Number.isNaN(timeS)) this.#timeS = timeS;
    this.#read(new DataMessage(this.#view, at + 1, this.#to, definition, timeS));
  }

  #believe(timeS: number): void {
    const span = this.#believedSpan;
    this.#believedS = timeS;
    if (timeS < span.startS) span.startS = timeS;
    if (timeS > span.endS) span.endS = timeS;
  }

  /** Definition of the data message at a byte; call it only where `#endOf` found one. */
  #definitionFor(at: number): Definition {
    return this.#definitions[localNumber(this.#bytes[at])] as Definition;
  }

  #timeAt(at: number, { fields, littleEndian }: Definition): number {
    const timestamp = fields.get(TIMESTAMP);
    if (!timestamp || at + 1 + timestamp.offset + timestamp.bytes > this.#to) return Number.NaN;
    return numberIn(this.#view, at + 1, timestamp, littleEndian);
  }

  /** Time of a compressed header, which holds the last five bits: the next moment that ends in them. */
  #compressedTime(header: number): number {
    return this.#timeS + (((header & 0x1f) - this.#timeS) & 0x1f);
  }

  /**
   * Resumes after lost bytes. Some programs lose single bytes: a message then swallows the start of the next, and what
   * follows is soon invalid. The held messages are dropped, and reading resumes at the next run of valid messages.
   * @returns the byte to go on from
   * @throws PredictorError `malformed-fit` where there is no such place and this is not the end, or too much was lost.
   */
  #resumeAfter(at: number): number {
    // Where bytes are missing, the last two may be the checksum.
    if (this.#to - at <= CRC_BYTES && (this.#places > 0 || this.#missingBytes > 0 || !this.#frame.isClosed)) {
      return this.#to;
    }
    const from = this.#held[0]?.at ?? at;
    let next = from + 1;
    while (next < this.#to && !this.#isSound(next)) next++;
    if (next === this.#to) return this.#endAt(at);
    this.#held.length = 0;
    this.#places++;
    this.#lostBytes += next - from;
    this.#checkLost(at);
    return next;
  }

  /**
   * Ends reading at an incomplete last message. The held messages before it count only if their times fit the earlier
   * ones.
   * @returns the end of the file
   * @throws PredictorError `malformed-fit`
   */
  #endAt(at: number): number {
    const isFollowed = !Number.isNaN(this.#believedS) && this.#timeS === this.#believedS;
    const { startS, endS } = this.#believedSpan;
    const isHeldSound = this.#held.every(({ at: held, definition }) => {
      const timeS = this.#timeAt(held, definition);
      return Number.isNaN(timeS) || (timeS > startS - MAX_APART_S && timeS < endS + MAX_APART_S);
    });
    if (this.#places === 0 && !(isFollowed && isHeldSound)) throw this.#missingBytes > 0 ? this.#cutOff() : noSense(at);
    const from = isHeldSound ? at : (this.#held[0]?.at ?? at);
    if (!isHeldSound) this.#held.length = 0;
    // Where bytes were lost before, the last ones may be the checksum.
    if (this.#places === 0 && !isDefinition(this.#bytes[at]) && this.#endOfData(at) !== null) {
      this.#partial = { at, definition: this.#definitionFor(at) };
    }
    this.#hasPartialEnd = true;
    this.#lostBytes += this.#to - from;
    this.#checkLost(at);
    return this.#to;
  }

  /** Bytes that the header counts beyond the end of the file. */
  get #missingBytes(): number {
    return Math.max(0, this.#frame.dataTo - this.#bytes.length);
  }

  /** @throws PredictorError `malformed-fit` past MAX_UNREADABLE_SHARE */
  #checkLost(at: number): void {
    const { dataFrom, dataTo } = this.#frame;
    const most = MAX_UNREADABLE_SHARE * (dataTo - dataFrom);
    if (this.#missingBytes > most) throw this.#cutOff();
    if (this.#lostBytes + this.#missingBytes > most) throw noSense(at);
  }

  /** Whether SOUND_MESSAGES data messages follow one another here, with times near the last accepted one. */
  #isSound(from: number): boolean {
    let at = from;
    for (let i = 0; i < SOUND_MESSAGES; i++) {
      if (at >= this.#to || isDefinition(this.#bytes[at]) || isCompressed(this.#bytes[at])) return false;
      const end = this.#endOf(at);
      if (end === null) return false;
      const timeS = this.#timeAt(at, this.#definitionFor(at));
      if (!(Math.abs(timeS - this.#believedS) < MAX_APART_S)) return false;
      at = end;
    }
    return true;
  }

  #cutOff(): PredictorError {
    const whole = this.#frame.dataTo + CRC_BYTES;
    return malformed(
      `it ends after ${this.#bytes.length.toLocaleString("en")} of its ${counted(whole, "byte")}, as it was cut off`,
    );
  }
}

class DataMessage implements FitMessage {
  readonly kind: number;
  readonly timeS: number;
  readonly #view: DataView;
  readonly #at: number;
  readonly #to: number;
  readonly #definition: Definition;

  /** @param to end of the bytes that may hold messages */
  constructor(view: DataView, at: number, to: number, definition: Definition, timeS: number) {
    this.kind = definition.kind;
    this.timeS = timeS;
    this.#view = view;
    this.#at = at;
    this.#to = to;
    this.#definition = definition;
  }

  get isPartial(): boolean {
    return this.#at + this.#definition.bytes > this.#to;
  }

  number(number: number): number {
    const field = this.#fieldOf(number);
    return field ? numberIn(this.#view, this.#at, field, this.#definition.littleEndian) : Number.NaN;
  }

  numbers(number: number): number[] {
    const { littleEndian } = this.#definition;
    const field = this.#fieldOf(number);
    if (!field) return [];
    return Array.from({ length: countIn(field) }, (_, i) => numberIn(this.#view, this.#at, field, littleEndian, i));
  }

  text(number: number): string {
    const field = this.#fieldOf(number);
    return field ? textIn(this.#view, this.#at, field) : "";
  }

  developerNumber(developer: number, number: number, baseType: number): number {
    const field = this.#definition.developerFields.get(developerKey(developer, number));
    if (!field || !this.#holds(field)) return Number.NaN;
    return numberIn(this.#view, this.#at, { ...field, baseType }, this.#definition.littleEndian);
  }

  #fieldOf(number: number): FitField | undefined {
    const field = this.#definition.fields.get(number);
    return field && this.#holds(field) ? field : undefined;
  }

  #holds({ offset, bytes }: Pick<FitField, "offset" | "bytes">): boolean {
    return this.#at + offset + bytes <= this.#to;
  }
}

function developerKey(developer: number, number: number): number {
  return (developer << 8) | number;
}

function isCompressed(header: number): boolean {
  return (header & 0x80) !== 0;
}

function isDefinition(header: number): boolean {
  return (header & 0xc0) === 0x40;
}

function localNumber(header: number): number {
  return isCompressed(header) ? (header >> 5) & 3 : header & 0xf;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tooManyMessages(): PredictorError {
  return new PredictorError(
    "too-large",
    `The FIT file has more than ${MAX_MESSAGES.toLocaleString("en")} messages, the most that are read. Export the activity as GPX or TCX.`,
  );
}

function noSense(at: number): PredictorError {
  return malformed(`what stands at byte ${at} is no message, and the sizes stated before it do not lead to one`);
}

function malformed(finding: string): PredictorError {
  return new PredictorError(
    "malformed-fit",
    `The FIT file is damaged: ${finding}. Copy it from the watch or download it again, or export the activity as GPX or TCX.`,
  );
}
