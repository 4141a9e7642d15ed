/* What changed the selection, act by act → the way back and forth, kept in this browser: after a reload, from another page and in every
   window of the site. The last act is always the first to be taken back. */

import { countPapers, siteUrl } from "./elements.js";
import { MOST, clear, hasRoom, isText, keep, refuse, selection, whyNot } from "./store.js";

const KEY = `${new URL(siteUrl("")).pathname}.selection-steps`;
const KEPT = 20; // steps; older ones are forgotten
let own = null; // the steps, where the browser keeps nothing
let kept = (pairs) => pairs; // as those that papers were joined into, once these are known
let marked = null; // the last mark on this page: its step, and the steps that were before it

/** Have these pairs of identifier and title selected; the step that was: `out` are `[place, identifier, title]`, `in` identifiers. */
export function step(pairs) {
  const done = differ(chosen(), kept(pairs));
  write({ done: [done, ...read().done], undone: [] }); // first, for who hears of the change asks for the way back
  keep(kept(pairs));
  return done;
}

/** Take a paper in, or out if it is in; where there is no room for it, who listens for that hears why. A mark that is taken back at once,
    on the same page, was a slip, and leaves nothing behind. */
export function toggle(id, title) {
  if (!selection().has(id)) {
    if (!hasRoom(1)) return refuse(whyNot(1));
    const before = read();
    marked = { step: step([...chosen(), [id, title]]), before };
  } else if (marked?.step.in[0] === id && isLast(marked.step)) {
    write(marked.before);
    keep(chosen().filter(([one]) => one !== id));
  } else step(chosen().filter(([one]) => one !== id));
}

/** The step that would be taken back now, and the one that would be done again; nothing, where there is none. */
export function ways() {
  const { done: [last], undone: [next] } = read();
  return { last, next };
}

/** Whether nothing was done since. */
export function isLast(step) {
  return JSON.stringify(step) === JSON.stringify(ways().last);
}

/** What taking it back does, in words. */
export function describe({ out, in: came }) {
  return out.length ? `select ${countPapers(out.length)} again` : `unselect ${countPapers(came.length)}`;
}

/** Take back the last step; what that did, in words, or why it cannot be. */
export function takeBack() {
  return go("done", "undone");
}

/** Do again what was taken back last; the same. */
export function doAgain() {
  return go("undone", "done");
}

function go(from, to) {
  const steps = read();
  const [last, ...rest] = steps[from];
  if (!last) { // the browser's data were cleared meanwhile
    keep(chosen());
    return "There is nothing left to take back.";
  }
  const pairs = before(chosen(), last);
  if (pairs.length > MOST) return whyNot(last.out.length);
  write({ [from]: rest, [to]: [differ(chosen(), pairs), ...steps[to]] });
  keep(pairs);
  return last.out.length ? `${countPapers(last.out.length)} selected again.` : `${countPapers(last.in.length)} unselected.`;
}

/** Have selection and steps name papers as `how` does. */
export function follow(how) {
  kept = how;
  const ids = (pairs) => JSON.stringify(pairs.map(([id]) => id));
  if (ids(chosen()) === ids([...selection()])) return; // steps follow as they are read
  write(read());
  keep(chosen());
}

/** Keep nothing any more: no selection, no step, no title. */
export function forget() {
  own = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
  clear();
}

function chosen() {
  return kept([...selection()]);
}

/** The pairs that were: what went out is in its old places, what came in is out, and all else stays. */
function before(pairs, { out, in: came }) {
  const moved = new Set([...out.map(([, id]) => id), ...came]);
  const were = pairs.filter(([id]) => !moved.has(id));
  for (const [place, ...pair] of out) were.splice(place, 0, pair);
  return were;
}

function differ(were, are) {
  const [was, is] = [were, are].map((pairs) => new Set(pairs.map(([id]) => id)));
  return {
    out: were.flatMap(([id, title], place) => (is.has(id) ? [] : [[place, id, title]])),
    in: [...is].filter((id) => !was.has(id)),
  };
}

/** Both ways, the next step first. */
function read() {
  const { done, undone } = own ?? stored();
  return { done: effects(done), undone: effects(undone) };
}

/** What each did to the papers as they are called now; steps that would change nothing are none. */
function effects(steps) {
  let pairs = [...selection()];
  return steps.flatMap((one) => {
    const were = before(pairs, one);
    const did = differ(kept(were), kept(pairs));
    pairs = were;
    return did.out.length + did.in.length ? [did] : [];
  });
}

function stored() {
  try {
    const { done, undone } = JSON.parse(localStorage.getItem(KEY));
    return { done: done.filter(isStep), undone: undone.filter(isStep) };
  } catch {
    return { done: [], undone: [] }; // nothing, or somebody else's content
  }
}

function isStep(one) {
  const whole = Array.isArray(one?.out) && Array.isArray(one.in) && one.in.every(isText);
  return whole && one.out.every((row) => Array.isArray(row) && row.length === 3 && row[0] >= 0 && row.slice(1).every(isText));
}

function write({ done, undone }) {
  const steps = { done: done.slice(0, KEPT), undone: undone.slice(0, KEPT) };
  try {
    localStorage.setItem(KEY, JSON.stringify(steps));
    own = null;
  } catch {
    own = steps; // full or forbidden
  }
}
