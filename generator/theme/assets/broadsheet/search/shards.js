/* The files of the index ↔ what a ranking asks for; files come when they are wanted, once, and are kept by their names,
   which hold the hash of the content. The format is that of `generator/search/shards.py`. */

import { readEnglish } from "./english.js";
import { findFirst, makeLexicon } from "./lexicon.js";
import { slugify } from "./slug.js";
import { unpackNumbers, unpackPlanes, unpackWords, unstep } from "./packing.js";

const FORMAT = "broadsheet search 1";
const MANIFEST = "index.json";
const CACHE = "broadsheet-search";

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
    if (kept) return kept.json();
    const answer = await fetchFile(address);
    await cache?.put(address, answer.clone()).catch(() => {});
    return parse(answer);
  }

  /** The list of files: the newest there is, or the one kept, where there is no network. */
  async manifest() {
    const address = this.folder + MANIFEST;
    const cache = await openCache();
    try {
      const answer = await fetchFile(address, { cache: "no-cache" });
      await cache?.put(address, answer.clone()).catch(() => {});
      return await parse(answer);
    } catch (error) {
      const kept = await cache?.match(address).catch(() => undefined);
      if (kept) return kept.json();
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

  /** Paper → positions of a term, or null. One file has the positions of several shards, one after the other. */
  places(term) {
    const entry = this.entry(term);
    if (!entry?.has) return null;
    const number = this.shardOf(term);
    const group = Math.floor(number / this.manifest.places_of);
    const read = this.look(this.manifest.places[group], readPlaces);
    let start = entry.start;
    for (let before = group * this.manifest.places_of; before < number; before++) start += this.shard(before)?.postings ?? 0;
    return this.wanted.size || !read ? null : read(start, entry.has);
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

  /** A number for each paper that grows with its date; 0 where that is unknown. */
  async dates() {
    return this.need(this.manifest.dates, ({ days }) => unpackNumbers(days));
  }
}

function listFiles(manifest) {
  return [manifest.titles, manifest.columns, manifest.names, manifest.words, manifest.english, manifest.dates, manifest.places, manifest.terms.map(([, name]) => name)].flat();
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
  const [counts, papers, levels] = [shard.counts, shard.papers, shard.levels].map(unpackNumbers);
  const [suits, suited, suitable] = [shard.suits, shard.suited, shard.suitable].map(unpackNumbers);
  const found = new Map();
  let at = 0;
  let other = 0;
  unpackWords(shard.terms).forEach((term, i) => {
    found.set(term, {
      start: at,
      has: counts[i] ? { rarity: rarityOf(counts[i], manifest.rarities), papers: unstep(papers, at, counts[i]), levels: levels.subarray(at, at + counts[i]) } : null,
      suits: suits[i] ? { rarity: manifest.unit, papers: unstep(suited, other, suits[i]), levels: suitable.subarray(other, other + suits[i]) } : null,
    });
    at += counts[i];
    other += suits[i];
  });
  return { terms: found, postings: at };
}

function rarityOf(count, rarities) {
  let found = 0;
  for (const [papers, rarity] of rarities) if (papers <= count) found = rarity;
  return found;
}

/** A function that gives a term's positions by paper. */
function readPlaces({ sizes, places }) {
  const lengths = unpackNumbers(sizes);
  const numbers = unpackPlanes(places);
  const offsets = new Int32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) offsets[i + 1] = offsets[i] + lengths[i];
  return (start, { papers }) => new Map(Array.from(papers, (paper, i) => [paper, unstep(numbers, offsets[start + i], lengths[start + i])]));
}

/** The head of a title is its name and a colon, where it has one; an id is the slug of the title, unless it is given. */
function readTitles({ ids, names, titles, headed }) {
  const heads = unpackNumbers(headed);
  return titles.map((rest, i) => {
    const title = heads[i] ? `${names[i]}: ${rest}` : rest;
    return { id: ids[i] || slugify(title), name: names[i], title };
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
