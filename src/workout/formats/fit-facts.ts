import type { Gender, HeartRateSensor } from "../workout.ts";
import { zoneStartsFrom } from "../zone-starts.ts";
import { fitDevice } from "./fit-devices.ts";
import type { FitMessage } from "./fit-messages.ts";
import { isFitDate } from "./fit-values.ts";
import type { Description } from "./points.ts";
import { plausibleBpm } from "./value.ts";

/** Global numbers (FIT profile) of the messages about device and runner. */
const FILE_ID = 0;
const USER_PROFILE = 3;
const ZONES_TARGET = 7;
const HEART_RATE_ZONE = 8;
const DEVICE_INFO = 23;
const ACTIVITY = 34;
const HEART_RATES = 132;
const TIME_IN_ZONE = 216;

const TIMESTAMP = 253;
const MESSAGE_INDEX = 254;

/** Source types of a sensor: a radio, or a part of the watch. */
const BLUETOOTH_LOW_ENERGY = 3;
const LOCAL = 5;

/** Device types of heart rate sensors over ANT+, over Bluetooth, and in the watch. */
const ANT_HEART_RATE = 120;
const BLUETOOTH_HEART_RATE = 1;
const WRIST_HEART_RATE = 10;

const GENDERS: ReadonlyMap<number, Gender> = new Map<number, Gender>([
  [0, 0],
  [1, 1],
]);

/** Clocks differ from UTC by quarters of an hour, 14 hours at most. */
const QUARTER_S = 900;
const MAX_OFFSET_S = 14 * 3600;

/** Zones of a watch by their numbers, what lies below the first included. */
const MOST_ZONES = 10;

/**
 * Starts of zones by their ends in a FIT file: the first ends what lies below zone 1, the last the highest zone, at the
 * maximum heart rate. A heart rate at an end counts in the zone above. null where they are none.
 */
function startsByEnds(endsBpm: readonly number[]): number[] | null {
  return zoneStartsFrom(endsBpm.filter((bpm) => !Number.isNaN(bpm)).slice(0, -1));
}

/** Collects what a FIT file states of the device and of the runner. */
export class FitFacts {
  /** Name of the device in the file's words; preferred to the name by numbers. */
  #deviceName = "";
  #numberedDevice: string | null = null;
  #sensor: HeartRateSensor | null = null;
  #gender: Gender = 0.5;
  #utcOffsetS: number | null = null;
  #maximumBpm: number | null = null;
  #restingBpm: number | null = null;
  #thresholdBpm: number | null = null;
  #zoneStartsBpm: number[] | null = null;
  /** Ends of the zones by their numbers, the first below zone 1, where each has a message of its own. */
  readonly #zoneEndsBpm: number[] = [];

  take(message: FitMessage): void {
    switch (message.kind) {
      case FILE_ID:
        this.#takeDevice(message.text(8), message.number(1), message.number(2));
        break;
      case DEVICE_INFO:
        this.#takeDeviceInfo(message);
        break;
      case USER_PROFILE:
        this.#gender = GENDERS.get(message.number(1)) ?? this.#gender;
        this.#restingBpm ??= plausibleBpm(message.number(8));
        // A default: the maximum stated with the zones is preferred.
        this.#maximumBpm ??= plausibleBpm(message.number(9)) ?? plausibleBpm(message.number(11));
        break;
      case ZONES_TARGET:
        this.#maximumBpm = plausibleBpm(message.number(1)) ?? this.#maximumBpm;
        this.#thresholdBpm = plausibleBpm(message.number(2)) ?? this.#thresholdBpm;
        break;
      case HEART_RATE_ZONE:
        this.#takeZone(message.number(MESSAGE_INDEX), message.number(1));
        break;
      case TIME_IN_ZONE:
        this.#zoneStartsBpm ??= startsByEnds(message.numbers(6));
        this.#maximumBpm ??= plausibleBpm(message.number(11));
        this.#restingBpm ??= plausibleBpm(message.number(12));
        this.#thresholdBpm ??= plausibleBpm(message.number(13));
        break;
      case HEART_RATES:
        // Only straps record on their own, and hand the data in afterwards.
        this.#sensor = "strap";
        break;
      case ACTIVITY:
        this.#takeOffset(message.number(TIMESTAMP), message.number(5));
        break;
    }
  }

  description(): Pick<
    Description,
    "device" | "sensor" | "gender" | "utcOffsetS" | "runnerHeartRates" | "zoneStartsBpm"
  > {
    return {
      device: this.#deviceName || this.#numberedDevice,
      sensor: this.#sensor,
      gender: this.#gender,
      utcOffsetS: this.#utcOffsetS,
      runnerHeartRates: {
        maximumBpm: this.#maximumBpm,
        restingBpm: this.#restingBpm,
        thresholdBpm: this.#thresholdBpm,
      },
      zoneStartsBpm: this.#zoneStartsBpm ?? startsByEnds(this.#zoneEndsBpm),
    };
  }

  #takeZone(number: number, endBpm: number): void {
    if (number < MOST_ZONES) this.#zoneEndsBpm[number] = endBpm;
  }

  #takeDevice(name: string, maker: number, product: number): void {
    this.#deviceName ||= name;
    this.#numberedDevice ??= fitDevice(maker, product);
  }

  /** Takes a device by its index: 0 is the recorder, others are its parts or are paired with it. A strap is preferred to the wrist. */
  #takeDeviceInfo(message: FitMessage): void {
    if (message.number(0) === 0) this.#takeDevice(message.text(27), message.number(2), message.number(4));
    const kind = message.number(1);
    const source = message.number(25);
    const isStrap =
      (kind === ANT_HEART_RATE && source !== LOCAL) ||
      (kind === BLUETOOTH_HEART_RATE && source === BLUETOOTH_LOW_ENERGY);
    if (isStrap) this.#sensor = "strap";
    else if (kind === WRIST_HEART_RATE && source === LOCAL) this.#sensor ??= "wrist";
  }

  #takeOffset(utcS: number, localS: number): void {
    const offsetS = QUARTER_S * Math.round((localS - utcS) / QUARTER_S);
    if (isFitDate(utcS) && Math.abs(offsetS) <= MAX_OFFSET_S) this.#utcOffsetS = offsetS;
  }
}
