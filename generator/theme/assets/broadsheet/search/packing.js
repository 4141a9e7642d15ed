/* Printable text ↔ whole numbers and sorted words: the reading half of `generator/search/packing.py`. */

const BASE = 64;
const FIRST = 0x23;
const LEFT_OUT = 0x5c; // the backslash is no digit
const ASTRAL = /[\ud800-\udfff]/;

/** The value of a digit by its code. */
function digit(code) {
  return code > LEFT_OUT ? code - FIRST - 1 : code - FIRST;
}

/** The numbers of a text: planes of digits, the lowest first. */
export function unpackNumbers(text) {
  if (!text) return new Int32Array(0);
  const planes = digit(text.charCodeAt(0));
  const size = (text.length - 1) / planes;
  const result = new Int32Array(size);
  for (let plane = planes - 1; plane >= 0; plane--) {
    const start = 1 + plane * size;
    for (let i = 0; i < size; i++) result[i] = result[i] * BASE + digit(text.charCodeAt(start + i));
  }
  return result;
}

/** Steps → ascending numbers, in a new array: `length` of them from `start`. */
export function unstep(differences, start, length) {
  const result = new Int32Array(length);
  let at = -1;
  for (let i = 0; i < length; i++) {
    at += differences[start + i] + 1;
    result[i] = at;
  }
  return result;
}

/** The words of a text, each of which says how much it shares with the one before. */
export function unpackWords(text) {
  if (!text) return [];
  let before = "";
  return text.split(" ").map((part) => {
    const shared = digit(part.charCodeAt(0));
    const head = ASTRAL.test(before) ? Array.from(before).slice(0, shared).join("") : before.slice(0, shared);
    before = head + part.slice(1);
    return before;
  });
}
