/**
 * A text as a number of 32 bits: FNV-1a over its UTF-8 bytes (Fowler, Noll and Vo), then the finaliser of MurmurHash3
 * (Appleby), without which texts that differ in their last letter alone lie side by side.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
