/* The hard demands of a query → the papers that meet them, as bytes (1: meets). The twin of `generator/search/filters.py`. */

import { fold, isStopWord, splitChunks, stem } from "./analysis.js";

const ABSTRACT_FROM = 64; // positions from here on are in the abstract
const TITLED = 32; // levels from here on say: in the title or the name

/** `{ allowed, titled, notes, query }`: `allowed` is null where nothing is demanded; hopeless filters have become text. */
export function allowedPapers(index, query) {
  const notes = [...query.notes];
  const groups = query.groups.map((group) => group.map((clause) => readable(index, clause, notes)));
  const titled = groups.some((group) => group.some((clause) => clause.kind === "in"));
  let allowed = null;
  for (const group of groups) {
    if (group[0].kind === "in" || group.some(isWish)) continue;
    const met = group.map((clause) => findPapers(index, clause, titled)).reduce(meetEither);
    allowed = allowed ? meetBoth(allowed, met) : met;
  }
  return { allowed, titled, notes, query: { groups, notes } };
}

function isWish(clause) {
  return clause.kind === "words" && !clause.negated;
}

/** A tag or an organisation that no paper has is searched as text, and said so. */
function readable(index, clause, notes) {
  const named = clause.kind === "tag" || clause.kind === "org";
  if (!named || clause.negated || byKind(index, clause, false).includes(1)) return clause;
  notes.push(`No paper has ${clause.kind}:${clause.text}; it was searched as text.`);
  return { kind: "words", text: clause.text, negated: false, first: 0, last: 0 };
}

function findPapers(index, clause, titled) {
  const found = byKind(index, clause, titled);
  return clause.negated ? found.map((value) => 1 - value) : found;
}

function byKind(index, clause, titled) {
  if (clause.kind === "phrase" || clause.kind === "words") return phrasePapers(index, clause.text, titled);
  if (clause.kind === "date") return datedPapers(index, clause);
  return everyPaper(index).map((_, paper) => (TESTS[clause.kind](index.columns, paper, clause, chosen(index, clause)) ? 1 : 0));
}

function datedPapers(index, { first, last }) {
  const days = index.orders()?.days;
  return everyPaper(index).map((_, paper) => (index.columns.years[paper] > 0 && days && first <= days[paper] && days[paper] <= last ? 1 : 0));
}

/** All papers. */
export function everyPaper(index) {
  return new Uint8Array(index.size).fill(1);
}

function words(text) {
  return splitChunks(text).flatMap((chunk) => chunk.parts);
}

/** A tag or organisation however it is written: `Mixture of experts` is mixture-of-experts. */
function keyOf(text) {
  return words(fold(text)).join("");
}

let last = { clause: null, chosen: null };

/** The numbers of the tags or organisations that a clause names, by id or label. */
export function chosen(index, clause) {
  if (last.clause === clause) return last.chosen;
  const key = keyOf(clause.text);
  const rows = clause.kind === "tag" ? index.columns.tags : clause.kind === "org" && key ? index.columns.organisations : [];
  const numbers = rows.flatMap((row, number) => (row.some((name) => keyOf(name) === key) ? [number] : []));
  last = { clause, chosen: new Set(numbers) };
  return last.chosen;
}

const TESTS = {
  tag: (columns, paper, _, wanted) => columns.tagged[paper].some((tag) => wanted.has(tag)),
  org: (columns, paper, _, wanted) => wanted.has(columns.organisation[paper]),
  year: (columns, paper, { first, last }) => columns.years[paper] > 0 && first <= columns.years[paper] && columns.years[paper] <= last,
  has: (columns, paper, { text }) => (text === "date" ? columns.years[paper] > 0 : columns.code[paper] === 1),
  in: () => true,
};

/**
 * The papers where the words follow each other in the title or the abstract, in any inflection, stop words left out. What is
 * written without a space may also stand elsewhere, and be written together or apart.
 */
export function phrasePapers(index, text, titled) {
  const chunks = splitChunks(text);
  const all = chunks.flatMap((chunk) => chunk.parts);
  const terms = all.filter((word) => !isStopWord(word)).map(stem);
  if (!terms.length) return all.map((word) => havingPapers(index, [stem(word)], titled)).reduce(meetBoth, everyPaper(index)); // stop words have no place
  const [{ marked, joined }] = chunks;
  if (chunks.length === 1 && (marked || all.length === 1)) return havingPapers(index, [stem(marked || all[0])], titled);
  const met = chunks.length === 1 ? havingPapers(index, [stem(joined)], titled) : new Uint8Array(index.size);
  for (const [paper, starts] of adjoiningPapers(index, terms)) if (!titled || Math.min(...starts) < ABSTRACT_FROM) met[paper] = 1;
  return met;
}

/** The papers that have one of these terms, anywhere or in the title or name. */
export function havingPapers(index, terms, titled) {
  const met = new Uint8Array(index.size);
  for (const term of terms) {
    const found = index.postings(term);
    found?.papers.forEach((paper, i) => (met[paper] |= !titled || found.levels[i] >= TITLED));
  }
  return met;
}

/** The papers that are in both. */
export function meetBoth(one, two) {
  return one.map((value, paper) => value & two[paper]);
}

/** The papers that are in either. */
export function meetEither(one, two) {
  return one.map((value, paper) => value | two[paper]);
}

/** Paper → where it has these terms one after the other. */
export function adjoiningPapers(index, terms) {
  const tables = terms.map((term) => index.places(term) ?? new Map()); // all at once, so that all that lacks is loaded at once
  let found = null;
  tables.forEach((here, at) => {
    const next = new Map();
    for (const [paper, places] of found ? [...here].filter(([paper]) => found.has(paper)) : here) {
      const starts = Array.from(places, (place) => place - at).filter((start) => !found || found.get(paper).includes(start));
      if (starts.length) next.set(paper, starts);
    }
    found = next;
  });
  return found ?? new Map();
}
