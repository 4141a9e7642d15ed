/* Rows of papers, wherever they stand → a mark beside each to select it, and on lists a COinS span for reference managers. */

import { make } from "./elements.js";
import { paperAt } from "./records.js";
import { toggle } from "./steps.js";
import { listen, selection } from "./store.js";

// Rows that the build writes are told by their heading; those that scripts write have a class.
const ROWS = "h1:is(.bs-rows, .bs-paper, .bs-masthead) ~ ul > li > a:first-child, li > a.bs-title:first-child";
const YEAR = /(?:^| · )(?:\d+ \p{L}+ )?(\d{4})(?: \(year inferred\))?(?= · |$)/u; // of the day, where that is told

// The only words for these two acts, here and on the page of a paper.
export const SELECT = "Select paper";
export const UNSELECT = "Unselect paper";

/** Dress the rows that stand and those that scripts add later. */
export function dressRows(article, onList) {
  const dress = () => {
    let added = false;
    for (const link of article.querySelectorAll(ROWS)) {
      const id = paperAt(link.href);
      if (id === null || link.parentElement.querySelector(":scope > .bs-pick")) continue;
      link.parentElement.append(mark(id, link.textContent));
      if (onList) link.parentElement.append(coins(link));
      added = true;
    }
    // Zotero looks at a page once; this asks it to look again.
    if (added && onList) document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
  };
  dress();
  listen(() => article.querySelectorAll(".bs-pick[data-id]").forEach(press));
  const places = article.querySelector("[data-pages]") ? [article] : article.querySelectorAll("[data-search-results]"); // a filter adds rows at the end
  for (const place of places) new MutationObserver(dress).observe(place, { childList: true, subtree: true });
}

/** A button that takes a paper in and out; it shows the truth while rows are dressed. */
export function mark(id, title) {
  const button = make("button", { type: "button", class: "bs-pick", "data-id": id, "aria-label": `Select “${title}”`, click: () => toggle(id, title) });
  press(button);
  return button;
}

function press(button) {
  const chosen = selection().has(button.dataset.id);
  button.setAttribute("aria-pressed", String(chosen));
  button.title = chosen ? UNSELECT : SELECT;
}

/** What a row says, as a ContextObject in a span; `hidden` keeps it from eyes and ears alike. */
function coins(link) {
  const [, year] = YEAR.exec(link.parentElement.querySelector(":scope > small")?.textContent ?? "") ?? [];
  const said = new URLSearchParams({
    ctx_ver: "Z39.88-2004",
    rft_val_fmt: "info:ofi/fmt:kev:mtx:dc",
    "rft.type": "document",
    "rft.title": link.textContent,
    ...(year && { "rft.date": year }),
    "rft.identifier": published(link),
  });
  return make("span", { class: "Z3988", title: said.toString().replace(/\+/g, "%20"), hidden: true });
}

/** The page's address where the site is published, wherever it is read. */
function published(link) {
  return new URL(link.getAttribute("href"), document.querySelector('link[rel="canonical"]')?.href ?? link.baseURI).href;
}
