/* Printable text ↔ whole numbers and sorted words: the reading half of `generator/search/packing.py`. */

const FIRST = 0x23;
const LEFT_OUT = 0x5c; // the backslash is no digit
const LAST = 64; // last digits
const HIGHER = 26; // higher ones
const ASTRAL = /[\ud800-\udfff]/;

/** The value of a digit by its code. */
export function digit(code) {
  return code > LEFT_OUT ? code - FIRST - 1 : code - FIRST;
}

/** The numbers of a text: a number's last character is below `LAST`, those before it are not. */
export function unpackNumbers(text) {
  const result = new Int32Array(text.length);
  let count = 0;
  let high = 0;
  for (let i = 0; i < text.length; i++) {
    const value = digit(text.charCodeAt(i));
    if (value < LAST) {
      result[count++] = high * LAST + value;
      high = 0;
    } else {
      high = high * HIGHER + value - LAST + 1;
    }
  }
  return result.slice(0, count);
}

/** Numbers as a text of last digits and one of what is left. */
export function unpackPlanes([last, rest]) {
  return unpackNumbers(rest).map((high, i) => high * LAST + digit(last.charCodeAt(i)));
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
