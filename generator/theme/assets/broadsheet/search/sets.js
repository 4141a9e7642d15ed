/* A text → many ascending lists of whole numbers: the reading half of `generator/search/sets.py`. */

import { digit } from "./packing.js";

const BITS = 6;

/** The lists one after the other; list i has `counts[i]` numbers from 0 to `limitOf(i)` - 1. */
export function unpackSets(text, counts, limitOf) {
  const found = new Int32Array(counts.reduce((sum, count) => sum + count, 0));
  const below = makeReader(text);
  const fill = (start, end, low, high) => {
    if (start === end) return;
    const middle = (start + end) >> 1;
    const number = low + middle - start + below(high - low + 1 - (end - start - 1));
    found[middle] = number;
    fill(start, middle, low, number - 1);
    fill(middle + 1, end, number + 1, high);
  };
  let at = 0;
  counts.forEach((count, i) => {
    fill(at, at + count, 0, limitOf(i) - 1);
    at += count;
  });
  return found;
}

/** A function that reads the next number below a limit, in truncated binary. */
function makeReader(text) {
  let [next, held, count] = [0, 0, 0];
  const read = (width) => {
    while (count < width) {
      held = (held << BITS) | digit(text.charCodeAt(next++));
      count += BITS;
    }
    count -= width;
    const value = held >>> count;
    held &= (1 << count) - 1;
    return value;
  };
  return (choices) => {
    const width = 31 - Math.clz32(choices);
    const short = 2 * 2 ** width - choices;
    const value = read(width);
    return value < short ? value : 2 * value + read(1) - short;
  };
}
