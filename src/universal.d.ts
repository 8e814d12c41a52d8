/**
 * What every JavaScript runtime offers yet only the DOM's or Node's type libraries declare.
 * The rooms that know neither of them see these and nothing more.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
