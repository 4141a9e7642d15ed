/* The words of a query → units: for each word the terms that may stand for it. The twin of `generator/search/wording.py`. */

import { isStopWord, splitChunks, stem } from "./analysis.js";
import { adjoiningPapers } from "./filters.js";
import { complete, correct, isWord, isWritten } from "./lexicon.js";

const FULL = 256;
const JOINED = 3;
const BEGUN = 200;
const BEGUN_TOO = 64;
const LONGER = 2;
const STEM = 5;
const MENDED = 224;
const ONCE = 8;
const SPREAD = 4;
const LEAST = 2;

/** `{ units: [{ word, terms: Map(term → weight) }], read, mended }`; `read`: each word as a list of what it may be, the nearest first. */
export function readWords(index, text, typing, mend) {
  const chunks = splitChunks(text);
  const words = chunks.flatMap((chunk) => chunk.parts);
  const joined = joinWords(index, chunks, words);
  const units = [];
  const read = [];
  let mended = false;
  const ranking = words.some((word) => !isStopWord(word)) ? words.filter((word) => !isStopWord(word)) : words;
  words.forEach((word, at) => {
    if (!ranking.includes(word)) {
      read.push([word]);
      return;
    }
    const terms = new Map([[stem(word), FULL], ...joined[at]]);
    let known = [...terms.keys()].some((term) => index.has(term) || index.suits(term));
    known ||= index.wanted.size > 0; // not yet told: this reading is for what must be loaded, and another will follow
    if ((typing && at === words.length - 1) || (!known && Array.from(word).length >= STEM)) {
      addCompletions(terms, word, known, index.lexicon);
      known ||= terms.size > 1;
    }
    const better = mend && !known ? mendWord(word, index) : [];
    for (const [other, weight] of better) terms.set(stem(other), Math.max(weight, terms.get(stem(other)) ?? 0));
    mended ||= better.length > 0;
    read.push(mendedAs(word, better));
    units.push({ word, terms });
  });
  return { units, read, mended };
}

/** For each word the terms that it makes with its neighbours or its marks. */
function joinWords(index, chunks, words) {
  const found = words.map(() => new Map());
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 2; end <= Math.min(words.length, start + JOINED); end++) {
      const whole = words.slice(start, end).join("");
      if (!index.names.has(whole) && !isWritten(whole, index.lexicon)) continue; // this needs no part of the index to be loaded
      const term = stem(whole);
      if (index.has(term)) for (let at = start; at < end; at++) found[at].set(term, FULL);
    }
  }
  let at = 0;
  for (const chunk of chunks) {
    if (chunk.marked && index.has(chunk.marked)) found[at + chunk.parts.length - 1].set(chunk.marked, FULL);
    at += chunk.parts.length;
  }
  return found;
}

function addCompletions(terms, word, known, lexicon) {
  if (known && Array.from(word).length < LONGER) return;
  for (const other of complete(word, lexicon)) {
    const term = stem(other);
    if (!terms.has(term)) terms.set(term, known ? BEGUN_TOO : BEGUN);
  }
}

/**
 * The words it may stand for, with weights: near ones, the nearest first, or two that stand side by side in a paper. What must
 * be loaded for it is asked for last: the English words, and where words stand.
 */
function mendWord(word, index) {
  const near = correct(word, index.lexicon);
  const halves = findHalves(word, index.lexicon);
  if (!(near.length || halves.length) || isWord(word, index)) return [];
  if (!near.length) return index.wanted.size ? [] : sideBySide(halves, index).map((half) => [half, FULL]);
  const best = near[0][0];
  return near
    .filter(([cost]) => cost - best <= SPREAD)
    .map(([cost, other]) => [other, Math.floor((MENDED * (ONCE + 1)) / (ONCE + 1 + cost - best))]);
}

/** What the word may be: other words, or those that it is written together of; itself where nothing is better. */
function mendedAs(word, better) {
  const parts = better.map(([other]) => other);
  if (parts.join("") === word) return [parts.join(" ")];
  return parts.length ? parts : [word];
}

/** A text that was read, with its words mended: to those that a paper was `matched` by, else to the nearest. */
export function writeRead({ read }, matched = []) {
  return read.map((words) => words.find((word) => matched.includes(stem(word))) ?? words[0]).join(" ");
}

/** `debertav3` → deberta, v3: the pairs of words of the papers that it may be, written together. */
function findHalves(word, lexicon) {
  const letters = Array.from(word);
  const pairs = [];
  for (let at = LEAST; at < letters.length - 1; at++) {
    const pair = [letters.slice(0, at).join(""), letters.slice(at).join("")];
    if (pair.every((half) => isWritten(half, lexicon))) pairs.push(pair);
  }
  return pairs;
}

/** The first pair that some paper has so. */
function sideBySide(pairs, index) {
  return pairs.find((pair) => adjoiningPapers(index, pair.map(stem)).size) ?? [];
}

/** Up to four neighbouring chunks written together, and whether that is the whole text. */
export function spans(text) {
  const chunks = splitChunks(text).map((chunk) => chunk.marked || chunk.joined || chunk.parts.join(""));
  const found = [];
  for (let start = 0; start < chunks.length; start++) {
    for (let end = start + 1; end <= Math.min(chunks.length, start + 4); end++) {
      found.push([chunks.slice(start, end).join(""), end - start === chunks.length]);
    }
  }
  return found;
}
