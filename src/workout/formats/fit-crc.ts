/** Contribution of each byte to the 16-bit checksum of FIT files (polynomial 0x8005, reversed). */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? 0xa001 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

/** The checksum at the end of a FIT file's header and of the file. */
export function fitCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xff];
  return crc;
}
