/** What each half byte adds to the 16-bit checksum of FIT files (polynomial 0x8005, reversed). */
const TABLE = Uint16Array.from({ length: 16 }, (_, nibble) => {
  let remainder = nibble;
  for (let bit = 0; bit < 4; bit++) remainder = remainder & 1 ? 0xa001 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

/** The checksum at the end of a FIT file's header and of the file. */
export function fitCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc >>> 4) ^ TABLE[(crc ^ bytes[i]) & 0xf];
    crc = (crc >>> 4) ^ TABLE[(crc ^ (bytes[i] >>> 4)) & 0xf];
  }
  return crc;
}
