/* The written words of the papers, and a typed word → the words it may mean: the twin of `generator/search/lexicon.py`. */

import { compareText, stem } from "./analysis.js";
import { isEnglish } from "./english.js";

const SHORTEST = 3;
const MOST = 3;
const COMPLETIONS = 24;
const INFLECTED = 4;
const EIGHTHS = 8;
const FIRST = 12;
const LETTER = /\p{L}/gu;

/** `ordered` words by code points, `papers[i]` in how many papers the i-th stands. */
export function makeLexicon(ordered, papers) {
  return { ordered, papers, places: new Map(ordered.map((word, i) => [word, i])), masks: null, byLength: null };
}

/** What spelling needs is made when it is first needed. */
function prepare(lexicon) {
  if (lexicon.byLength) return;
  lexicon.byLength = new Map();
  lexicon.masks = new Int32Array(lexicon.ordered.length);
  lexicon.ordered.forEach((word, i) => {
    const letters = Array.from(word);
    lexicon.masks[i] = maskOf(letters);
    const group = lexicon.byLength.get(letters.length);
    if (group) group.push(i);
    else lexicon.byLength.set(letters.length, [i]);
  });
}

/** It stands in a paper or in an English dictionary, or is too short or too numerical to be misspelt. */
export function isWord(word, index) {
  const letters = (word.match(LETTER) ?? []).length;
  return index.lexicon.places.has(word) || letters < SHORTEST - 1 || isEnglish(word, index.english());
}

/** It stands in a paper, or another inflection of it does; of short words no inflection is looked for. */
export function isWritten(word, { ordered, places }) {
  const term = stem(word);
  if (places.has(word) || lengthOf(term) < INFLECTED) return places.has(word);
  const beginning = Array.from(term).slice(0, -1).join(""); // happi, happy
  for (let at = findFirst(ordered, beginning); at < ordered.length && ordered[at].startsWith(beginning); at++) {
    if (stem(ordered[at]) === term) return true;
  }
  return false;
}

/** The words that begin so (and go on), the most frequent first; then the shortest; then by code points. */
export function complete(beginning, lexicon) {
  const { ordered, papers } = lexicon;
  const found = [];
  for (let at = findFirst(ordered, beginning); at < ordered.length && ordered[at].startsWith(beginning); at++) {
    if (ordered[at] !== beginning) found.push(at);
  }
  found.sort((a, b) => papers[b] - papers[a] || lengthOf(ordered[a]) - lengthOf(ordered[b]) || a - b);
  return found.slice(0, COMPLETIONS).map((at) => ordered[at]);
}

/** Where the first word stands that is not before this. */
export function findFirst(ordered, word) {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(ordered[middle], word) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `[cost, word]` for the nearest words of the papers, best first. */
export function correct(word, lexicon) {
  const letters = Array.from(word);
  const limit = reach(letters.length);
  if (!limit) return [];
  prepare(lexicon);
  const mask = maskOf(letters);
  const found = [];
  for (let length = letters.length - limit; length <= letters.length + limit; length++) {
    for (const at of lexicon.byLength.get(length) ?? []) {
      if (bits(mask ^ lexicon.masks[at]) > 2 * limit) continue;
      const other = Array.from(lexicon.ordered[at]);
      const edits = distance(letters, other, limit);
      if (edits <= limit) found.push([cost(letters, other, edits, lexicon.papers[at]), at]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || lexicon.papers[b[1]] - lexicon.papers[a[1]] || a[1] - b[1]);
  return found.slice(0, MOST).map(([price, at]) => [price, lexicon.ordered[at]]);
}

/** How many edits a word of this length may be away. */
function reach(length) {
  return length < SHORTEST ? 0 : length < 6 ? 1 : 2;
}

function cost(word, other, edits, papers) {
  let price = EIGHTHS * edits - Math.min(EIGHTHS - 1, 31 - Math.clz32(papers));
  const swapped = word[0] === other[1] && word[1] === other[0];
  if (word[0] !== other[0] && !swapped) price += FIRST;
  return Math.max(1, price - (sameLetters(word, other) ? 2 : 0));
}

function sameLetters(one, two) {
  const here = new Set(one);
  const there = new Set(two);
  return here.size === there.size && [...here].every((letter) => there.has(letter));
}

function maskOf(letters) {
  return letters.reduce((mask, letter) => mask | (1 << (letter.codePointAt(0) & 31)), 0);
}

function bits(value) {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many characters it has, each counted once. */
export function lengthOf(word) {
  let length = 0;
  for (const _ of word) length++;
  return length;
}

/** Optimal string alignment; more than `limit` if so. */
export function distance(one, two, limit) {
  let before = [];
  let last = Array.from({ length: two.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= two.length; j++) {
      let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) best = Math.min(best, before[j - 2] + 1);
      row.push(best);
      least = Math.min(least, best);
    }
    if (least > limit && (!before.length || Math.min(...last) > limit)) return limit + 1;
    before = last;
    last = row;
  }
  return last[two.length];
}
