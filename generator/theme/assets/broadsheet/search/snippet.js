/* A text and the terms of a query → `[text, matched]` pairs to show, in full or around the matches; joined, they are the text. */

import { findChunks, readChunk, stem } from "./analysis.js";

const CUT = "…";
const STOP = /[\s.,;:…–—]/;
const HEAD = 2; // first letters that a word and its stem have in common
const MOST_KEPT = 20000; // remembered chunks of texts

/** The whole text with its matches. */
export function highlight(text, terms) {
  return cutSegments(text, findMatches(text, terms), 0, text.length);
}

/** About `size` characters of the text, where most different terms stand together. */
export function excerpt(text, terms, size) {
  if (text.length <= size) return highlight(text, terms);
  const matches = findMatches(text, terms);
  let from = chooseStart(matches, size);
  from = from > 0 ? wordStart(text, from) : 0;
  const to = from + size >= text.length ? text.length : beforeStop(text, from, wordEnd(text, from + size));
  const segments = cutSegments(text, matches, from, to);
  return [...(from > 0 ? [[CUT, false]] : []), ...segments, ...(to < text.length ? [[CUT, false]] : [])];
}

/** `[{ from, to, term }]` in order; they may overlap: two words, and the term that they are written together. */
function findMatches(text, terms) {
  const heads = new Set(Array.from(terms, (term) => term.slice(0, HEAD)));
  const found = [];
  let before = null; // the chunk before, if a term may be it and what follows it
  for (const chunk of readText(text)) {
    const pair = before && !text.slice(before.end, chunk.start).trim() ? stem(before.joined + chunk.joined) : "";
    const likely = heads.has(chunk.head);
    const whole = likely && chunk.wholes.find((term) => terms.has(term));
    if (pair && terms.has(pair)) found.push({ from: before.start, to: chunk.end, term: pair });
    if (whole) found.push({ from: chunk.start, to: chunk.end, term: whole });
    else if (chunk.parts) for (const part of chunk.parts) if (terms.has(part.term)) found.push(part);
    before = likely || chunk.head.length < HEAD ? chunk : null;
  }
  return found.sort((one, two) => one.from - two.from);
}

const kept = new Map(); // text → its chunks: the same texts are shown again with every letter typed
let keptChunks = 0;

/** The chunks of a text: where they stand, written together, and the terms that each, or its parts, are found by. */
export function readText(text) {
  let chunks = kept.get(text);
  if (!chunks) {
    chunks = Array.from(findChunks(text), ({ written, start }) => describe(written, start));
    if ((keptChunks += chunks.length) > MOST_KEPT) {
      kept.clear();
      keptChunks = chunks.length;
    }
    kept.set(text, chunks);
  }
  return chunks;
}

function describe(written, start) {
  const { parts, joined, marked } = readChunk(written.normalize("NFKC"));
  const together = joined || parts.join("");
  return {
    start,
    end: start + written.length,
    joined: together,
    head: together.slice(0, HEAD),
    wholes: (marked ? [marked, together] : [together]).map(stem).filter(Boolean),
    parts: parts.length > 1 ? placeParts(written, start, parts) : null,
  };
}

/** The parts of a chunk, or the pairs of an unspaced run. */
function placeParts(written, start, parts) {
  const result = [];
  const lower = written.toLowerCase();
  let at = 0;
  for (const part of parts) {
    const place = lower.indexOf(part, at);
    if (place < 0) continue; // written in another form than found: accents, ligatures
    result.push({ from: start + place, to: start + place + part.length, term: stem(part) });
    at = place + 1;
  }
  return result;
}
function chooseStart(matches, size) {
  let best = { start: 0, worth: 0 };
  matches.forEach((match, i) => {
    const seen = new Set();
    for (let j = i; j < matches.length && matches[j].to <= match.from + size - 40; j++) seen.add(matches[j].term);
    if (seen.size > best.worth) best = { start: match.from, worth: seen.size };
  });
  return Math.max(0, best.start - 40);
}

/** The beginning of the word after this place, if that is near. */
function wordStart(text, at) {
  const space = text.indexOf(" ", at);
  return space >= 0 && space - at < 30 ? space + 1 : whole(text, at);
}

function wordEnd(text, at) {
  const space = text.lastIndexOf(" ", at);
  return at - space < 30 ? space : whole(text, at);
}

/** Not behind a sign that ends or parts a sentence: the mark of omission stands for it. */
function beforeStop(text, from, at) {
  while (at > from && STOP.test(text[at - 1])) at--;
  return at;
}

/** Not between the halves of one character. */
function whole(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at + 1 : at;
}

/** The text between two places; matches that overlap are marked as one. */
function cutSegments(text, matches, from, to) {
  const segments = [];
  let at = from;
  for (const match of matches) {
    if (match.from < from || match.to > to || match.to <= at) continue;
    if (match.from > at) segments.push([text.slice(at, match.from), false]);
    const start = match.from < at ? at - segments.pop()[0].length : match.from;
    segments.push([text.slice(start, match.to), true]);
    at = match.to;
  }
  if (at < to) segments.push([text.slice(at, to), false]);
  return segments;
}
