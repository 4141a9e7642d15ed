/* An index and a query → the papers in order, number by number as `generator/search/ranking.py` has them.

   Scores are whole numbers: for each word of the query the best of what a paper offers for it, added up. */

import { allowedPapers, everyPaper, havingPapers, meetBoth, meetEither, phrasePapers } from "./filters.js";
import { lengthOf } from "./lexicon.js";
import { parseQuery, writeClause } from "./query.js";
import { readWords, spans, writeRead } from "./wording.js";

const FULL = 256;
const TITLED = 32;
const NAME_BONUS = 1200;
const WHOLE_BONUS = 3000;
const BEGUN_BONUS = 1000;
const BEGUN_FROM = 3;
const TITLE_BONUS = 1000;
const TITLE_STEEP = 2;
const ALL_BONUS = 400;
const CUT = 6;
const COVERED = 224;
const PAPERS = 2 ** 21; // more than any index has: score and paper fit into one number to sort by
const GUESSES = 10;
const REMEMBERED = 8; // words whose papers are remembered: while one is typed, those before it stay the same

/**
 * `{ papers, shownFor, notes, weak, terms, words, covered, lacking }`: paper numbers, best first; `terms(paper)` are those of the
 * query that the paper has, and those it only suits; `covered(paper)` is how many of the query's `words` it has, and
 * `lacking(paper)` which it has not. What the index lacks it notes, and it must be asked again when that has come.
 */
export function rank(index, text, { typing = true, mend = true } = {}) {
  const { allowed: met, titled, notes, query } = allowedPapers(index, parseQuery(text));
  const asking = query.groups.filter(hasText);
  const texts = asking.map((group) => group.map((clause) => clause.text));
  const readings = asking.map((group, at) =>
    group.map(({ kind, text }) => readWords(index, text, typing && at === asking.length - 1, mend && kind === "words")));
  const units = readings.flatMap((group) => mergeUnits(group.map((reading) => reading.units)));
  if (!units.length) return everyAllowed(index, met, notes);
  const demands = titled ? asking.map((group, i) => titledPapers(index, group, readings[i])) : [];
  const allowed = met ? demands.reduce(meetBoth, met) : demands.length ? demands.reduce(meetBoth) : null;
  const mended = readings.flat().filter((reading) => reading.mended);
  const names = [...texts.flat(), ...mended.map((reading) => writeRead(reading))].flatMap(spans);
  const bonus = nameBonus(index, names, typing ? begunName(texts) : "");
  const scored = scorePapers(index, units, bonus, allowed, mended.length || units.length < 2 ? 0 : ALL_BONUS);
  const weak = !scored.papers.slice(0, GUESSES).some((paper) => scored.terms(paper).matched.length);
  const { matched } = scored.papers.length ? scored.terms(scored.papers[0]) : { matched: [] };
  return { ...scored, shownFor: mended.length ? writeMended(query.groups, readings, matched) : "", notes, weak, units };
}

/** The papers whose title or name has all words of one of these clauses, as they were read: mended, and finished. */
function titledPapers(index, group, readings) {
  const met = group.map(({ kind, text }, i) => {
    if (kind === "phrase") return phrasePapers(index, text, true);
    return readings[i].units.map(({ terms }) => havingPapers(index, [...terms.keys()], true)).reduce(meetBoth, everyPaper(index));
  });
  return met.reduce(meetEither);
}

/** Papers by their names alone, which need no part of the index: what can be shown while that is loaded. */
export function namedPapers(index, text) {
  const { groups } = parseQuery(text);
  if (groups.length !== 1 || groups[0].length !== 1 || groups[0][0].kind !== "words") return [];
  const bonus = nameBonus(index, spans(groups[0][0].text), begunName([[groups[0][0].text]]));
  return [...bonus].sort(([one, more], [two, most]) => most - more || one - two).map(([paper]) => paper);
}

function hasText(group) {
  return group.some(({ kind, negated }) => (kind === "words" || kind === "phrase") && !negated);
}

/** The query as it was mended, as the first paper has it, with all that is demanded. */
function writeMended(groups, readings, matched) {
  const rest = readings.values();
  const written = groups.map((group) => {
    const read = hasText(group) ? rest.next().value : [];
    return group.map((clause, i) => writeClause(clause, read[i]?.mended ? writeRead(read[i], matched) : "")).join(" OR ");
  });
  return written.join(" ");
}

/** What is typed last, written together: perhaps the beginning of a name. */
function begunName(texts) {
  return spans(texts.at(-1).at(-1)).find(([, whole]) => whole)?.[0] ?? "";
}

function everyAllowed(index, allowed, notes) {
  const papers = [];
  for (let paper = 0; allowed && paper < index.size; paper++) if (allowed[paper]) papers.push(paper);
  return { papers, terms: () => ({ matched: [], suited: [] }), words: 0, covered: () => 0, lacking: () => [], shownFor: "", notes, weak: false, units: [] };
}

/** Texts joined by OR are one wish: the words of all of them are alternatives. */
function mergeUnits(readings) {
  if (readings.length === 1) return readings[0];
  const terms = new Map();
  for (const unit of readings.flat()) {
    for (const [term, weight] of unit.terms) terms.set(term, Math.max(weight, terms.get(term) ?? 0));
  }
  return [{ word: "", terms }];
}

function scorePapers(index, units, bonus, allowed, whole) {
  const found = units.map((unit) => findPapers(index, unit));
  const had = found.map((one) => one.had);
  const suited = found.map((one) => one.suited);
  const covered = (paper) => had.reduce((sum, own) => sum + (own.points[paper] >= 0), 0);
  const complete = (paper) => had.every((own) => own.points[paper] >= 0);
  const scores = new Int32Array(index.size).fill(-1);
  let best = 0;
  for (let paper = 0; paper < index.size; paper++) {
    if (allowed && !allowed[paper]) continue;
    const extra = (bonus.get(paper) ?? 0) + (complete(paper) ? whole : 0);
    scores[paper] = scorePaper(paper, had, suited, extra);
    best = Math.max(best, scores[paper] - extra);
  }
  const keys = new Float64Array(index.size);
  let count = 0;
  for (let paper = 0; paper < index.size; paper++) {
    const score = scores[paper];
    if (score >= 0 && (score * CUT >= best || complete(paper))) keys[count++] = paper - score * PAPERS;
  }
  const papers = Array.from(keys.subarray(0, count).sort(), (key) => ((key % PAPERS) + PAPERS) % PAPERS);
  const lacking = (paper) => units.filter((_, i) => had[i].points[paper] < 0).map(({ word }) => word);
  return { papers, terms: (paper) => termsOf(paper, had, suited), words: units.length, covered, lacking };
}

const remembered = new WeakMap(); // index → unit as text → what it found

/** What papers have for a unit, and what they suit. */
function findPapers(index, unit) {
  const key = JSON.stringify([...unit.terms]);
  const known = remembered.get(index) ?? new Map();
  const result = known.get(key) ?? {
    had: best(index, unit, (term) => index.postings(term)),
    suited: best(index, unit, (term) => index.meaning(term)),
  };
  known.delete(key);
  if (!index.wanted.size) known.set(key, result); // else a part of the index is still to come
  if (known.size > REMEMBERED) known.delete(known.keys().next().value);
  remembered.set(index, known);
  return result;
}

/** For each paper the best points that one of the unit's terms gives it, and which; its weight if any stands in the title. */
function best(index, unit, look) {
  const result = { points: new Int32Array(index.size).fill(-1), from: new Uint16Array(index.size), titled: new Int16Array(index.size), terms: [...unit.terms.keys()] };
  result.terms.forEach((term, number) => {
    const found = look(term);
    if (!found) return;
    const weight = unit.terms.get(term);
    const worth = found.rarity * weight;
    for (let i = 0; i < found.papers.length; i++) {
      const paper = found.papers[i];
      const level = found.levels[i];
      const points = Math.floor((worth * (level % TITLED)) / FULL);
      if (points > result.points[paper]) {
        result.points[paper] = points;
        result.from[paper] = number;
      }
      if (level >= TITLED && weight > result.titled[paper]) result.titled[paper] = weight;
    }
  });
  return result;
}

/** The score, or -1 for a paper that has nothing. */
function scorePaper(paper, had, suited, bonus) {
  let covered = 0;
  let any = false;
  for (const own of had) if (own.points[paper] >= 0) covered++;
  any = covered > 0;
  const shrink = FULL - Math.floor(((FULL - COVERED) * covered) / had.length);
  let score = bonus;
  let titled = 0;
  for (let i = 0; i < had.length; i++) {
    const may = suited[i].points[paper];
    if (may >= 0) any = true;
    score += Math.max(0, had[i].points[paper], Math.floor((Math.max(0, may) * shrink) / FULL));
    titled += had[i].titled[paper];
  }
  if (!any) return -1;
  if (had.length > 1) {
    const share = Math.floor((titled * TITLE_STEEP) / had.length) - (TITLE_STEEP - 1) * FULL;
    score += Math.max(0, Math.floor((TITLE_BONUS * share) / FULL));
  }
  return score;
}

/** The terms of the query that a paper has, and those it only suits. */
function termsOf(paper, had, suited) {
  const covered = had.filter((own) => own.points[paper] >= 0).length;
  const shrink = FULL - Math.floor(((FULL - COVERED) * covered) / had.length);
  const matched = new Set();
  const guessed = new Set();
  had.forEach((own, i) => {
    const other = suited[i];
    if (own.points[paper] >= 0) matched.add(own.terms[own.from[paper]]);
    else if (Math.floor((Math.max(0, other.points[paper]) * shrink) / FULL)) guessed.add(other.terms[other.from[paper]]);
  });
  return { matched: [...matched], suited: [...guessed] };
}

/** Points for papers whose name stands in the query, and for those whose name begins with all of it. */
function nameBonus(index, names, begun) {
  const bonus = new Map();
  const found = names.map(([name, whole]) => [name, whole ? WHOLE_BONUS : NAME_BONUS]);
  const letters = lengthOf(begun);
  if (letters >= BEGUN_FROM) {
    for (const name of index.names.keys()) {
      if (name.startsWith(begun)) found.push([name, Math.floor((BEGUN_BONUS * letters) / lengthOf(name))]);
    }
  }
  for (const [name, points] of found) {
    for (const paper of index.names.get(name) ?? []) bonus.set(paper, Math.max(bonus.get(paper) ?? 0, points));
  }
  return bonus;
}
