/* Is this an English word? The reading half of `generator/search/english.py`: a packed set of hashed stems. */

import { stem } from "./analysis.js";
import { unpackPlanes, unstep } from "./packing.js";

/** The set as the index has it; nothing is English by an empty one. */
export function readEnglish({ size, hashes }) {
  const steps = unpackPlanes(hashes);
  return size ? { size, hashes: new Set(unstep(steps, 0, steps.length)) } : { size: 1, hashes: new Set() };
}

/** True for a word of the list in any inflection. */
export function isEnglish(word, english) {
  return english !== null && english.hashes.has(hash(stem(word)) % english.size);
}

/** FNV-1a, 32 bits, of the UTF-8 bytes, then mixed as in MurmurHash3. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
