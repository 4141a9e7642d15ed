/* Papers → their abstracts, read from the papers' own pages: the index need not hold them twice, and a page that is then
   opened has come already. */

import { readText } from "./snippet.js";

/* A page writes no end of a paragraph where the next block says it. */
const ABSTRACT = /<p class="?bs-abstract\b[^>]*>([\s\S]*?)<\/?(?:p|h[1-6]|ul|ol|dl|div|details|pre|table|nav|section|article)\b/;
const TAGS = /<[^>]*>/g;
const REFERENCE = /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(amp|lt|gt|quot|apos|nbsp));/g;
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const MOST_KEPT = 200;

export class Excerpts {
  constructor(site) {
    this.site = site;
    this.kept = new Map();
  }

  /** The abstract of a paper; empty where the page cannot be had. */
  async abstract(id) {
    if (!this.kept.has(id)) {
      if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
      const text = await this.load(id);
      if (text === null) return "";
      this.kept.set(id, text);
      readText(text); // now, while nobody types
    }
    return this.kept.get(id) ?? "";
  }

  /** Whether it has come. */
  has(id) {
    return this.kept.has(id);
  }

  /** What is at hand already. */
  known(id) {
    return this.kept.get(id) ?? "";
  }

  async load(id) {
    try {
      const answer = await fetch(`${this.site}papers/${encodeURIComponent(id)}/`);
      return answer.ok ? readAbstract(await answer.text()) : "";
    } catch {
      return null; // no network: asked for again with the next results
    }
  }
}

/** The text of the abstract on a paper's page. */
export function readAbstract(page) {
  const found = ABSTRACT.exec(page);
  return found ? decode(found[1].replace(TAGS, "")).replace(/\s+/g, " ").trim() : "";
}

function decode(text) {
  return text.replace(REFERENCE, (_, decimal, hexadecimal, name) => {
    if (name) return NAMED[name];
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "�";
  });
}
