/* A text and the terms of a query → `[text, matched]` pairs to show, in full or around the matches; joined, they are the text. */

import { findChunks, readChunk, stem } from "./analysis.js";

const CUT = "…";

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
  const to = from + size >= text.length ? text.length : wordEnd(text, from + size);
  const segments = cutSegments(text, matches, from, to);
  return [...(from > 0 ? [[CUT, false]] : []), ...segments, ...(to < text.length ? [[CUT, false]] : [])];
}

/** `[{ from, to, term }]` in order, without overlaps. */
function findMatches(text, terms) {
  const found = [];
  let before = null;
  for (const { written, start } of findChunks(text)) {
    const chunk = readChunk(written.normalize("NFKC"));
    const joined = chunk.joined || chunk.parts.join("");
    const whole = [chunk.marked, joined].map(stem).find((term) => term && terms.has(term));
    const pair = before && stem(before.joined + joined);
    if (pair && terms.has(pair)) found.push({ from: before.start, to: start + written.length, term: pair });
    else if (whole) found.push({ from: start, to: start + written.length, term: whole });
    else found.push(...findParts(written, start, terms));
    before = { joined, start };
  }
  return found;
}

/** The parts of a chunk that match, or the pairs of an unspaced run. */
function findParts(written, start, terms) {
  const found = [];
  for (const { part, at, term } of partsOf(written)) {
    if (terms.has(term)) found.push({ from: start + at, to: start + at + part.length, term });
  }
  return found;
}

function partsOf(written) {
  const { parts } = readChunk(written.normalize("NFKC"));
  const result = [];
  let at = 0;
  for (const part of parts) {
    const place = written.toLowerCase().indexOf(part, at);
    if (place < 0) continue; // written in another form than found: accents, ligatures
    result.push({ part, at: place, term: stem(part) });
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

/** Not between the halves of one character. */
function whole(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at + 1 : at;
}

function cutSegments(text, matches, from, to) {
  const segments = [];
  let at = from;
  for (const match of matches) {
    if (match.from < at || match.to > to) continue;
    if (match.from > at) segments.push([text.slice(at, match.from), false]);
    segments.push([text.slice(match.from, match.to), true]);
    at = match.to;
  }
  if (at < to) segments.push([text.slice(at, to), false]);
  return segments;
}
