/* Where records come from: a paper's page holds its own, `cite.json` of the site holds all, with the pages that list each. */

import { siteUrl } from "./elements.js";
import { follow } from "./steps.js";

const ARXIV = /^https:\/\/arxiv\.org\/abs\/(.+)$/;
const PAPERS = siteUrl("papers/");
const LISTS = new Set(["page", "by-title", "by-comments"]);

/** The identifier of the paper whose page is at an absolute address, or null. */
export function paperAt(address) {
  const [, id] = /^([^/?#]+)\/(?:index\.html)?(?:[?#].*)?$/.exec(address.startsWith(PAPERS) ? address.slice(PAPERS.length) : "") ?? [];
  return id && !LISTS.has(id) ? decoded(id) : null;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // anything may stand in the address of a page that there is not
  }
}

/** The record of the paper whose page this is; null elsewhere. */
export function recordOfPage() {
  const id = paperAt(location.href);
  const title = content("citation_title");
  if (!id || title === null) return null;
  const url = document.querySelector("link[rel=cite-as]")?.getAttribute("href") ?? null;
  return {
    id,
    title,
    name: document.querySelector(".bs-facts strong")?.textContent ?? "",
    date: content("citation_publication_date")?.split("/").map(Number) ?? null,
    inferred: document.querySelector(".bs-facts em") !== null,
    url,
    arxiv: ARXIV.exec(url ?? "")?.[1] ?? null,
  };
}

function content(name) {
  return document.querySelector(`meta[name="${name}"]`)?.content ?? null;
}

let loading = null;
let kept = new Map(); // identifier that was given up → identifier and title of the paper that was joined with its own

/** Pairs of identifier and title, each paper once, as those that are kept, as far as papers are loaded. */
export function keptPapers(pairs) {
  return [...new Map(pairs.map((pair) => kept.get(pair[0]) ?? pair))];
}

/** The identifiers of these papers, and those that were given up. */
export function everyId(papers) {
  return [...kept.keys(), ...papers.keys()];
}

/** Every paper: identifier → `{ record, lists }`, newest first; a failure is forgotten, so that one can try again, and so is all where
    the site is to be asked `anew`. */
export function loadAll(anew = false) {
  if (anew) loading = null;
  loading ??= fetchAll(anew ? "no-cache" : "default").catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function fetchAll(cache) {
  const answer = await fetch(siteUrl("cite.json"), { cache });
  if (!answer.ok) throw new Error(`cite.json: ${answer.status}`);
  const items = await answer.json();
  kept = new Map(items.flatMap(({ id, title, custom }) => (custom.formerly ?? []).map((former) => [former, [id, title]])));
  follow(keptPapers);
  return new Map(items.map((item) => [item.id, { record: recordOf(item), lists: item.custom.in }]));
}

function recordOf(item) {
  return {
    id: item.id,
    title: item.title,
    name: item.custom.name ?? "",
    date: item.issued?.["date-parts"][0] ?? null,
    inferred: item.issued?.circa === true,
    url: item.URL ?? null,
    arxiv: item.archive_location ?? null,
  };
}
