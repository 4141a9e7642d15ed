/* Is this an English word? The reading half of `generator/search/english.py`: a packed set of hashed stems. */

import { stem } from "./analysis.js";

const MORE = 255;

/** A set from its bytes; nothing is English by an empty one. */
export function readEnglish(bytes) {
  const end = bytes.indexOf(10);
  if (end < 0) return null;
  const size = Number(String.fromCharCode(...bytes.subarray(0, end)));
  const hashes = new Set();
  let value = 0;
  for (const step of bytes.subarray(end + 1)) {
    value += step;
    if (step !== MORE) hashes.add(value);
  }
  return { size, hashes };
}

/** True for a word of the list in any inflection. */
export function isEnglish(word, english) {
  return english !== null && english.hashes.has(hash(stem(word)) % english.size);
}

/** FNV-1a, 32 bits, of the UTF-8 bytes. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
