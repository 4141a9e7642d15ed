/* Answers of the search → elements; every text becomes a text node, so that nothing in it is ever markup. */

import { siteUrl } from "./client.js";

/** An element with attributes and children; texts become text nodes, nothing becomes no child. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Set a text or an attribute where it is another: what stays as it is costs the browser nothing. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** `[text, matched]` pairs as text nodes and `<mark>`s. */
export function marked(segments) {
  return segments.map(([text, matched]) => (matched ? make("mark", {}, text) : text));
}

/** The address of a paper. */
export function paperUrl(hit) {
  return siteUrl(`papers/${encodeURIComponent(hit.id)}/`);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The texts before and behind the year of a day, which is given by its number in the year. */
function aroundYear({ year, day, inferred }) {
  const date = new Date(0);
  date.setUTCFullYear(year, 0, day);
  return [day ? `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ` : "", inferred ? " (year inferred)" : ""];
}

/** Name, day, organisation or number of authors, comments and the first tags in a line, as lists have them; with links where `linked`. */
export function facts(hit, most, linked) {
  const parts = [];
  if (hit.name) parts.push(make("b", {}, hit.name));
  if (hit.year) {
    const [before, behind] = aroundYear(hit);
    parts.push([before, linked ? make("a", { href: siteUrl(`years/${hit.year}/`) }, String(hit.year)) : String(hit.year), behind]);
  }
  if (hit.organisation) parts.push(hit.organisation);
  else if (hit.authors !== null) parts.push(countOf(hit.authors, "author"));
  if (hit.comments) parts.push(countOf(hit.comments, "comment"));
  for (const tag of hit.tags.slice(0, most)) {
    parts.push(linked ? make("a", { href: siteUrl(`tags/${encodeURIComponent(tag.id)}/`) }, tag.label) : tag.label);
  }
  return parts.flatMap((part, i) => (i ? [" · ", part] : [part]).flat());
}

/** Put excerpts, which come later, into a list that stands already; a link under the pointer stays the same link. */
export function fillSnippets(list, hits) {
  hits.forEach((hit, i) => {
    const element = list.children[i];
    if (element?.dataset.paper === hit.id) element.querySelector("[data-snippet]").replaceChildren(...marked(hit.snippet));
  });
}

const NUMBERS = new Intl.NumberFormat("en");

/** “1 comment”, “1,234 comments”. */
function countOf(number, thing) {
  return `${NUMBERS.format(number)} ${thing}${number === 1 ? "" : "s"}`;
}

/** “1 paper”, “1,234 papers”. */
export function countPapers(number) {
  return countOf(number, "paper");
}

/** What is said when a part of the index did not come, with a button to try again. */
export function failure(again) {
  return make(
    "div",
    { class: "bs-failure", role: "alert" },
    make("p", {}, navigator.onLine === false ? "You are offline, and this part of the search has not been loaded yet." : "A part of the search could not be loaded."),
    make("button", { type: "button", class: "bs-button", click: again }, "Try again"),
  );
}
