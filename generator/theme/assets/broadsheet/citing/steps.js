/* What changed the selection by more than a mark → the way back, kept in this browser: after a reload, from another page and in every
   window of the site. No way back is lost by taking it. */

import { countPapers, siteUrl } from "./elements.js";
import { MOST, isText, keep, selection, whyNot } from "./store.js";

const KEY = `${new URL(siteUrl("")).pathname}.selection-steps`;
const KEPT = 2_000; // papers that the steps may name together; the last step may name any number
let own = null; // the steps, where the browser keeps nothing

/** Have these pairs of identifier and title selected; the step that was: `out` are `[place, identifier, title]`, `in` identifiers. */
export function step(pairs) {
  const done = differ([...selection()], pairs);
  write([done, ...read()]); // first, for who hears of the change asks for the way back
  keep(pairs);
  return done;
}

/** The last step that would still change something if it were taken back, or nothing. */
export function lastStep() {
  return read().find(isOpen);
}

/** Whether it would. */
export function isOpen(step) {
  return countOpen(step) > 0;
}

/** What taking it back does, in words. */
export function describe(step) {
  const papers = countPapers(countOpen(step));
  return step.out.length ? `select ${papers} again` : `unselect ${papers}`;
}

/** Take it back: what went out is in its old places, what came in is out, and all else stays. Why it cannot be, or nothing. */
export function takeBack(step) {
  const moved = new Set([...step.out.map(([, id]) => id), ...step.in]);
  const pairs = [...selection()].filter(([id]) => !moved.has(id));
  for (const [place, ...pair] of step.out) pairs.splice(place, 0, pair);
  if (pairs.length > MOST) return whyNot(step.out.length);
  const back = differ([...selection()], pairs);
  const steps = read().filter((one) => JSON.stringify(one) !== JSON.stringify(step));
  write(back.out.length && !steps.some(isOpen) ? [back, ...steps] : steps); // in front of older ones it would be the next to be taken back
  keep(pairs);
  return "";
}

function differ(before, after) {
  const [was, is] = [before, after].map((pairs) => new Set(pairs.map(([id]) => id)));
  return {
    out: before.flatMap(([id, title], place) => (is.has(id) ? [] : [[place, id, title]])),
    in: [...is].filter((id) => !was.has(id)),
  };
}

function countOpen(step) {
  const chosen = selection();
  return step.out.filter(([, id]) => !chosen.has(id)).length + step.in.filter((id) => chosen.has(id)).length;
}

function read() {
  if (own) return own;
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]").filter(isStep);
  } catch {
    return []; // somebody else's content
  }
}

function isStep(one) {
  const whole = Array.isArray(one?.out) && Array.isArray(one.in) && one.in.every(isText);
  return whole && one.out.every((row) => Array.isArray(row) && row.length === 3 && row[0] >= 0 && row.slice(1).every(isText));
}

function write(steps) {
  let papers = 0;
  const kept = steps.filter((one, i) => (papers += one.out.length + one.in.length) <= KEPT || !i);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    own = null;
  } catch {
    own = kept; // full or forbidden
  }
}
