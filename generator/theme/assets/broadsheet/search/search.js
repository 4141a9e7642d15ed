/* A question of the page → its answer: the papers in order, filtered, counted, cut to a page, with titles and excerpts. */

import { withoutWords } from "./address.js";
import { Excerpts } from "./excerpts.js";
import { applyFilters } from "./facets.js";
import { chosen } from "./filters.js";
import { parseQuery, withDates, writeClause } from "./query.js";
import { namedPapers, rank } from "./ranking.js";
import { Index } from "./shards.js";
import { excerpt, highlight } from "./snippet.js";

const EXCERPT = 220; // characters on the results page
const SHORT = 180; // in the box, which shows two lines
const FEW = 4; // words of a query: then rows tell which of them a paper lacks
const ADVICE = 4; // simpler queries that are tried where nothing was found
const SURE = 100; // the least weight of a term that is marked
const PATIENCE = 120; // milliseconds without another key before excerpts are fetched

/** Two papers by what is known of each: the undated come last either way, and of as many comments the newest first. */
const newestFirst = ({ days }, a, b) => days[b] - days[a]; // of two undated no number, and so no order
const ORDERS = {
  date: newestFirst,
  oldest: ({ days }, a, b) => (Number.isFinite(days[a] + days[b]) ? days[a] - days[b] : days[b] - days[a]),
  comments: (known, a, b) => known.comments[b] - known.comments[a] || newestFirst(known, a, b),
};

export class Search {
  constructor(site) {
    this.site = site;
    this.excerpts = new Excerpts(site);
    this.opening = null;
  }

  /** The index; a failure is forgotten, so that the next question tries again. */
  open() {
    this.opening ??= Index.open(`${this.site}assets/search/`).catch((error) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  /** Tell the answer, at first without excerpts where they are not at hand; `fresh` says whether it is still wanted. */
  async answer(question, fresh, tell) {
    try {
      await this.find(await this.open(), question, fresh, tell);
    } catch (error) {
      if (error.name === "LoadError") this.opening = null; // the site may have been built anew, with files of other names
      throw error;
    }
  }

  async find(index, question, fresh, tell) {
    const found = await this.rank(index, question.text, question, fresh, () => this.tellNamed(index, question, fresh, tell));
    if (!found) return;
    const all = question.text.trim() ? found.papers : Array.from({ length: index.size }, (_, paper) => paper);
    const { papers, facets } = applyFilters(index.columns, all, question.filters, question.facets);
    const most = !question.facets ? 0 : papers.reduce((sum, paper) => Math.max(sum, found.covered(paper)), 0);
    const having = new Set(question.facets ? papers.filter((paper) => found.covered(paper) === most) : []); // the box does not tell
    const sort = found.words ? question.sort : withoutWords(question.sort);
    const inOrder = Object.hasOwn(ORDERS, sort);
    const ordered = inOrder ? await this.order(index, papers, having, ORDERS[sort]) : papers;
    if (question.whole) return this.tellWhole(index, ordered, fresh, tell);
    const from = question.from ?? 0;
    const shown = ordered.slice(from, from + question.count);
    const titles = await index.titles(shown);
    const sure = sureTerms(found);
    const wanted = wantedTags(index, found.shownFor || question.text, question.filters);
    const hits = () => shown.map((paper, i) => ({
      ...this.hit(index, paper, titles[i], [...sure, ...found.terms(paper).matched], question, wanted), lacking: lackedWords(found, paper),
    }));
    const result = {
      total: papers.length,
      words: found.words,
      whole: most === found.words ? having.size : 0,
      rest: inOrder ? shown.findIndex((paper) => !having.has(paper)) : -1,
      unfiltered: all.length,
      facets,
      shownFor: found.shownFor,
      notes: found.notes,
      weak: found.weak,
      ...(question.facets && !all.length ? await this.help(index, question, fresh) : { suggestion: "", relaxed: [] }),
      ...(question.facets ? await this.datedQuery(index, question, fresh) : {}),
    };
    if (!fresh()) return;
    const complete = titles.every(({ id }) => this.excerpts.has(id));
    tell({ result: { ...result, hits: hits() }, complete });
    if (!complete && (await this.loadExcerpts(titles, question, fresh))) tell({ result: { ...result, hits: hits() }, complete: true });
  }

  /** All papers by identifier and title, without what a page of them shows. */
  async tellWhole(index, papers, fresh, tell) {
    const titles = await index.titles(papers);
    if (fresh()) tell({ result: { papers: titles.map(({ id, title }) => [id, title]) } });
  }

  /** The box need not wait for all: papers whose names are typed are known already. */
  async tellNamed(index, question, fresh, tell) {
    const named = question.facets ? [] : namedPapers(index, question.text).slice(0, question.count);
    if (!named.length) return;
    const titles = await index.titles(named);
    if (fresh()) tell({ result: { early: true, hits: named.map((paper, i) => this.hit(index, paper, titles[i], [], question)) } });
  }

  /** Load the abstracts of these papers, when nobody types on; false where the answer is no longer wanted. */
  async loadExcerpts(titles, question, fresh) {
    if (!question.facets) await new Promise((done) => setTimeout(done, PATIENCE));
    if (!fresh()) return false;
    await Promise.all(titles.map(({ id }) => this.excerpts.abstract(id)));
    return fresh();
  }

  /** Rank, load what was lacking, and rank again; `waiting` is called before the first loading. */
  async rank(index, text, { typing = true, mend = true }, fresh, waiting = () => {}) {
    let waited = false;
    for (;;) { // each round loads files that were not there, so there is a last one
      const found = rank(index, text, { typing, mend });
      if (!index.wanted.size) return found;
      if (!waited) waiting();
      waited = true;
      await index.fetchWanted();
      if (!fresh()) return null;
    }
  }

  /** In this order those `having` as many words as any has, then those that may suit; equals as they suit. */
  async order(index, papers, having, compare) {
    let known;
    while (!(known = index.orders())) await index.fetchWanted();
    const place = new Map(papers.map((paper, i) => [paper, i]));
    return [...papers].sort((a, b) => having.has(b) - having.has(a) || compare(known, a, b) || place.get(a) - place.get(b));
  }

  /** For a query without an answer: what it may have meant, and what simpler queries would find. */
  async help(index, question, fresh) {
    const mended = question.mend === false ? await this.rank(index, question.text, { typing: false }, fresh) : null;
    const relaxed = [];
    const simpler = [question.text.replace(/["“”„«»]/g, " "), plainWords(question.text), ...withoutOne(question.text)];
    for (const text of new Set(simpler.map((one) => one.replace(/\s+/g, " ").trim()))) {
      if (!text || text === question.text.trim() || relaxed.length === ADVICE) continue;
      const found = await this.rank(index, text, {}, fresh);
      if (found?.papers.length) relaxed.push({ text, total: found.papers.length });
    }
    return { suggestion: mended?.papers.length ? mended.shownFor : "", relaxed };
  }

  /** A month in words may be meant as one. */
  async datedQuery(index, question, fresh) {
    const text = withDates(question.text);
    const found = text ? await this.rank(index, text, {}, fresh) : null;
    return found?.papers.length ? { suggestion: text } : {};
  }

  hit(index, paper, { id, name, title, ...told }, matched, question, wanted = new Set()) {
    const { columns } = index;
    const terms = new Set(matched);
    const tags = Array.from(columns.tagged[paper], (tag) => ({ id: columns.tags[tag][0], label: columns.tags[tag][1] }));
    const [handle, organisation] = columns.organisations[columns.organisation[paper]] ?? ["", ""];
    return {
      id,
      name,
      title: highlight(title, terms),
      snippet: excerpt(this.excerpts.known(id), terms, question.facets ? EXCERPT : SHORT),
      ...told,
      year: columns.years[paper],
      organisation: organisation || handle,
      code: columns.code[paper] === 1,
      tags: tags.sort((one, two) => wanted.has(two.id) - wanted.has(one.id)), // those that the paper is shown for come first
    };
  }
}

/** The words that a paper has not, where it has others of a few; of a query that was mended they are not what was typed. */
function lackedWords(found, paper) {
  const lacking = found.shownFor ? [] : found.lacking(paper);
  return found.words <= FEW && lacking.length < found.words ? lacking.filter(Boolean) : [];
}

/** The terms that stand for a word of the query for sure: they are marked, beside those a paper was found by. */
function sureTerms(found) {
  return (found.units ?? []).flatMap((unit) => [...unit.terms].filter(([, weight]) => weight >= SURE).map(([term]) => term));
}

/** The ids of the tags that papers are shown for: those that are ticked, and those that the query names. */
function wantedTags(index, text, filters) {
  const named = parseQuery(text).groups.flat().filter((clause) => clause.kind === "tag" && !clause.negated);
  const numbers = named.flatMap((clause) => [...chosen(index, clause)]);
  return new Set([...(filters?.tag ?? []), ...numbers.map((number) => index.columns.tags[number][0])]);
}

/** A query of filters alone without each of them in turn. */
function withoutOne(text) {
  const { groups } = parseQuery(text);
  if (plainWords(text) || groups.length > ADVICE) return [];
  const written = groups.map((group) => group.map((clause) => writeClause(clause, "")).join(" OR "));
  return written.map((_, i) => written.filter((_, other) => other !== i).join(" "));
}

/** A query without filters, exclusions and marks. */
function plainWords(text) {
  const kept = parseQuery(text).groups.flat().filter((clause) => !clause.negated && (clause.kind === "words" || clause.kind === "phrase"));
  return kept.map((clause) => clause.text).join(" ");
}
