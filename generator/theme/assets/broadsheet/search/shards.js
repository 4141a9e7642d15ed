/* The files of the index ↔ what a ranking asks for; files come when they are wanted, once, and are kept by their names,
   which hold the hash of the content. The format is that of `generator/search/shards.py`. */

import { readEnglish } from "./english.js";
import { findFirst, makeLexicon } from "./lexicon.js";
import { slugify } from "./slug.js";
import { unpackNumbers, unpackPlanes, unpackWords, unstep } from "./packing.js";
import { unpackSets } from "./sets.js";

const FORMAT = "broadsheet search 4";
const MANIFEST = "index.json";
const CACHE = "broadsheet-search";
const ABSTRACT_FROM = 64; // where the positions of an abstract begin

/** Something did not load; asking again tries again. */
export class LoadError extends Error {
  name = "LoadError";
}

/** Files below a folder; each is asked for once, and kept where the browser lets pages keep things. */
export class Store {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
  }

  /** The content of a file whose name holds its hash. */
  file(name) {
    if (!this.files.has(name)) {
      const loading = this.load(name);
      this.files.set(name, loading);
      loading.catch(() => this.files.delete(name));
    }
    return this.files.get(name);
  }

  async load(name) {
    const address = this.folder + name;
    const cache = await openCache();
    const kept = await cache?.match(address).catch(() => undefined);
    const known = kept && (await parse(kept).catch(() => undefined)); // else it is damaged, and fetched again
    return known ?? fetchKept(cache, address);
  }

  /** The list of files: the newest there is, or the one kept, where there is no network. */
  async manifest() {
    const address = this.folder + MANIFEST;
    const cache = await openCache();
    try {
      return await fetchKept(cache, address, { cache: "no-cache" });
    } catch (error) {
      const kept = await cache?.match(address).catch(() => undefined);
      if (kept) return parse(kept);
      throw error;
    }
  }

  /** Forget kept files that the index no longer names. */
  async tidy(names) {
    const cache = await openCache();
    for (const request of (await cache?.keys().catch(() => [])) ?? []) {
      const name = request.url.startsWith(this.folder) ? request.url.slice(this.folder.length) : "";
      if (name && name !== MANIFEST && !names.has(name)) await cache.delete(request).catch(() => {});
    }
  }
}

async function openCache() {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    return undefined; // private windows, full disks, pages without a secure address
  }
}

async function fetchFile(address, options) {
  try {
    const answer = await fetch(address, options);
    if (answer.ok) return answer;
  } catch {
    // told below
  }
  throw new LoadError(address);
}

/** The content of a file, which is kept once it proved to be one. */
async function fetchKept(cache, address, options) {
  const answer = await fetchFile(address, options);
  const content = await parse(answer.clone());
  await cache?.put(address, answer).catch(() => {});
  return content;
}

async function parse(answer) {
  try {
    return await answer.json();
  } catch {
    throw new LoadError(answer.url);
  }
}

/** An index at hand as far as it was loaded; what is asked for and lacks is noted in `wanted` (file names). */
export class Index {
  constructor(store, manifest) {
    this.store = store;
    this.manifest = manifest;
    this.size = manifest.papers;
    this.starts = manifest.terms.map(([first]) => first);
    this.loaded = new Map();
    this.wanted = new Set();
  }

  /** Load the list of files, and what every search needs. */
  static async open(folder) {
    const store = new Store(folder);
    const manifest = await store.manifest();
    if (manifest.format !== FORMAT) throw new LoadError(MANIFEST);
    const index = new Index(store, manifest);
    const [names, words, columns] = await Promise.all([manifest.names, manifest.words, manifest.columns].map((name) => store.file(name)));
    index.names = readNames(names);
    index.lexicon = makeLexicon(unpackWords(words.words), unpackNumbers(words.papers));
    index.columns = readColumns(columns, index.size, manifest.digests ?? {});
    if (manifest.titles.length === 1) await index.need(manifest.titles[0], readTitles);
    store.tidy(new Set(listFiles(manifest)));
    return index;
  }

  /** Load what was wanted. */
  async fetchWanted() {
    const names = [...this.wanted];
    this.wanted.clear();
    await Promise.all(names.map(async (name) => this.loaded.set(name, await this.store.file(name))));
  }

  async need(name, read) {
    if (!this.loaded.has(name)) this.loaded.set(name, read(await this.store.file(name)));
    return this.loaded.get(name);
  }

  /** The read content of a file, or nothing yet. */
  look(name, read) {
    const content = this.loaded.get(name);
    if (content === undefined) {
      this.wanted.add(name);
      return null;
    }
    if (content.raw !== false) this.loaded.set(name, { raw: false, value: read(content) });
    return this.loaded.get(name).value;
  }

  /** The number of the shard that a term would be in; -1 for one before all. */
  shardOf(term) {
    const at = findFirst(this.starts, term);
    return this.starts[at] === term ? at : at - 1;
  }

  shard(number) {
    return this.look(this.manifest.terms[number][1], (content) => readTerms(content, this.manifest));
  }

  entry(term) {
    const number = this.shardOf(term);
    return number < 0 ? null : (this.shard(number)?.terms.get(term) ?? null);
  }

  /** Whether some paper has this term. */
  has(term) {
    return this.postings(term) !== null;
  }

  /** Whether some paper suits this term that lacks it. */
  suits(term) {
    return this.meaning(term) !== null;
  }

  /** `{ rarity, papers, levels }` of a term, or null. */
  postings(term) {
    return this.entry(term)?.has ?? null;
  }

  meaning(term) {
    return this.entry(term)?.suits ?? null;
  }

  /** Paper → positions of a term, or null. One file has the positions of several shards. */
  places(term) {
    const entry = this.entry(term);
    if (!entry?.has) return null;
    const number = this.shardOf(term);
    const group = Math.floor(number / this.manifest.places_of);
    const lengths = this.look(this.manifest.lengths, readLengths);
    const shards = this.look(this.manifest.places[group], (content) => content);
    if (!lengths || !shards) return null;
    const shard = this.shard(number);
    shard.places ??= readPlaces(shards[number - group * this.manifest.places_of], shard.papers, lengths);
    return shard.places(entry.start, entry.has.papers);
  }

  /** The set of English words; an empty one until it has come. */
  english() {
    return this.look(this.manifest.english, readEnglish);
  }

  /** The ids, titles and names of these papers. */
  async titles(papers) {
    const block = this.manifest.block;
    const files = [...new Set(papers.map((paper) => this.manifest.titles[Math.floor(paper / block)]))];
    await Promise.all(files.map((name) => this.need(name, readTitles)));
    return papers.map((paper) => this.loaded.get(this.manifest.titles[Math.floor(paper / block)])[paper % block]);
  }

  /**
   * `{ days, comments }` of each paper: the day, from 1970-01-01 on, the least where it is unknown; 0 comments where none are known.
   * Nothing until these have come.
   */
  orders() {
    const { orders, titles } = this.manifest;
    if (orders) return this.look(orders, (packed) => this.readOrders(unpackNumbers(packed.days), unpackNumbers(packed.comments)));
    const read = this.loaded.get(titles[0]) ?? [];
    return this.readOrders(read.map(({ day }) => day), read.map(({ comments }) => comments));
  }

  readOrders(days, comments) {
    const { years } = this.columns;
    return { days: Array.from(days, (day, paper) => (day ? new Date(0).setUTCFullYear(years[paper], 0, day) / 864e5 : -Infinity)), comments };
  }
}

function listFiles(manifest) {
  return [manifest.titles, manifest.columns, manifest.names, manifest.words, manifest.english, manifest.orders ?? [], manifest.lengths, manifest.places, manifest.terms.map(([, name]) => name)].flat();
}

function readNames({ names, papers }) {
  const numbers = unpackNumbers(papers);
  let at = 0;
  return new Map(unpackWords(names).map((name) => {
    const count = numbers[at++];
    const found = unstep(numbers, at, count);
    at += count;
    return [name, found];
  }));
}

function readTerms(shard, manifest) {
  const [counts, levels, suits, suitable] = [shard.counts, shard.levels, shard.suits, shard.suitable].map(unpackNumbers);
  const papers = unpackSets(shard.papers, counts, () => manifest.papers);
  const suited = unpackSets(shard.suited, suits, () => manifest.papers);
  const found = new Map();
  let at = 0;
  let other = 0;
  unpackWords(shard.terms).forEach((term, i) => {
    const [end, otherEnd] = [at + counts[i], other + suits[i]];
    found.set(term, {
      start: at,
      has: counts[i] ? { rarity: rarityOf(counts[i], manifest.rarities), papers: papers.subarray(at, end), levels: levels.subarray(at, end) } : null,
      suits: suits[i] ? { rarity: manifest.unit, papers: suited.subarray(other, otherEnd), levels: suitable.subarray(other, otherEnd) } : null,
    });
    [at, other] = [end, otherEnd];
  });
  return { terms: found, papers, places: null };
}

function rarityOf(count, rarities) {
  let found = 0;
  for (const [papers, rarity] of rarities) if (papers <= count) found = rarity;
  return found;
}

function readLengths(lengths) {
  return { titles: unpackNumbers(lengths.titles), abstracts: unpackPlanes(lengths.abstracts) };
}

/** A function that gives a term's positions by paper, by the number of its first posting; `papers` are those of all postings. */
function readPlaces({ sizes, places }, papers, { titles, abstracts }) {
  const counts = unpackNumbers(sizes);
  const numbers = unpackSets(places, counts, (i) => titles[papers[i]] + abstracts[papers[i]]);
  const ends = counts.slice();
  for (let i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
  const positions = (i, paper) =>
    numbers.subarray(ends[i] - counts[i], ends[i]).map((place) => (place < titles[paper] ? place : place - titles[paper] + ABSTRACT_FROM));
  return (start, own) => new Map(Array.from(own, (paper, i) => [paper, positions(start + i, paper)]));
}

/** The head of a title is its name and a colon, where it has one; an id is the slug of the title, unless it is given. A day is
    that of the year, 0 where there is none. */
function readTitles({ ids, names, titles, ...numbers }) {
  const [heads, days, authors, comments] = [numbers.headed, numbers.days, numbers.authors, numbers.comments].map(unpackNumbers);
  return titles.map((rest, i) => {
    const title = heads[i] ? `${names[i]}: ${rest}` : rest;
    return {
      id: ids[i] || slugify(title), name: names[i], title,
      day: days[i] >> 1, inferred: days[i] % 2 === 1, authors: authors[i] ? authors[i] - 1 : null, comments: comments[i],
    };
  });
}

function readColumns(columns, size, titles) {
  const years = unpackNumbers(columns.years).map((year) => (year ? year + columns.first - 1 : 0));
  return {
    tags: columns.tags,
    organisations: columns.organisations,
    digests: columns.digests.map((name) => [name, titles[name] ?? name]),
    years,
    code: unpackNumbers(columns.code),
    organisation: unpackNumbers(columns.organisation),
    tagged: readLists(unpackNumbers(columns.tagged), size),
    seen: readLists(unpackNumbers(columns.seen), size),
  };
}

function readLists(numbers, size) {
  let at = 0;
  return Array.from({ length: size }, () => {
    const count = numbers[at++];
    at += count;
    return numbers.subarray(at - count, at);
  });
}
