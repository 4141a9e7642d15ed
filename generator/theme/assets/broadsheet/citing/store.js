/* The reader's selection: identifiers and titles, kept in this browser, the same in every window of the site. */

import { countPapers, siteUrl } from "./elements.js";

const KEY = `${new URL(siteUrl("")).pathname}.selection`;
export const MOST = 500; // papers: the selection's page has a row for each, and a link to it names each
const NOT_KEPT = "This browser does not let the site keep your selection: it is gone when you leave this page.";
const HALF = /\p{Surrogate}/u; // half of a character, which no address can hold
const listeners = new Set();
const refusals = new Set();
let chosen = read();

addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  chosen = read();
  tell();
});

// A page that comes back out of the browser's memory has slept through changes.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  chosen = read();
  tell();
});

function read() {
  try {
    const rows = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Map(rows.filter(isPair).slice(0, MOST));
  } catch {
    return new Map(); // no store, or somebody else's content
  }
}

function isPair(row) {
  return Array.isArray(row) && row.length === 2 && row.every(isText);
}

/** Whether it is a text that an address can hold. */
export function isText(one) {
  return typeof one === "string" && !HALF.test(one);
}

function tell() {
  for (const listen of listeners) listen(chosen);
}

/** Identifier → title, in the order of choosing. */
export function selection() {
  return chosen;
}

/** Keep these pairs of identifier and title; where the browser keeps nothing, for as long as the page stands. */
export function keep(pairs) {
  chosen = new Map(pairs);
  let kept = true;
  try {
    localStorage.setItem(KEY, JSON.stringify([...chosen]));
  } catch {
    kept = false; // full or forbidden
  }
  tell();
  if (!kept) queueMicrotask(() => refuse(NOT_KEPT)); // once the act itself is told
}

/** Keep none, not even that there are none. */
export function clear() {
  chosen = new Map();
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
  tell();
}

/** Tell those who listen for that. */
export function refuse(why) {
  for (const listener of refusals) listener(why);
}

/** Whether there is room for so many papers more. */
export function hasRoom(more) {
  return chosen.size + more <= MOST;
}

/** Why there is no room for so many papers more. */
export function whyNot(more) {
  if (more > MOST) return `These are ${countPapers(more)}; at most ${MOST} can be selected together.`;
  if (more === 1) return `Your selection is full: it has ${countPapers(chosen.size)}. Unselect some first.`;
  return `Your selection has ${countPapers(chosen.size)} already; with these it would have more than ${MOST}.`;
}

/** Hear why a paper was not taken in, or is not kept. */
export function listenForRefusals(listener) {
  refusals.add(listener);
}

/** Hear of every change, also of one made in another window. */
export function listen(listener) {
  listeners.add(listener);
}
