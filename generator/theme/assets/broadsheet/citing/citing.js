/* Brings citing to a page: formats on a paper's page, all of a list, marks beside papers, and the way to one's selection. */

import { countPapers, make, siteUrl } from "./elements.js";
import { ExportPanel } from "./export.js";
import { loadAll, recordOfPage } from "./records.js";
import { SELECT, UNSELECT, dressRows, mark } from "./rows.js";
import { isLast, step, takeBack, toggle, ways } from "./steps.js";
import { hasRoom, listen, listenForRefusals, MOST, selection, whyNot } from "./store.js";

const article = document.querySelector("article.md-content__inner");
const place = document.querySelector("[data-selection]");
const record = recordOfPage();
let offered = null; // the step that a button on this page takes back, and what is done as another follows it

if (record) offerFormats(record);
showWay();
listen(() => offered && !isLast(offered.done) && offered.lapse());
if (place) import("./selection.js").then(({ openSelection }) => openSelection(place));
else tellRefusals();
for (const box of document.querySelectorAll("details.bs-citing")) box.addEventListener("toggle", () => fillBox(box), { once: true });
if (article) dressRows(article, record === null && place === null);

/** The paper's page: a mark beside its title, formats above the BibTeX that stands there, and the whole abstract where reference
    managers look. */
function offerFormats(record) {
  const line = document.querySelector("#cite ~ .bs-formats");
  const block = document.querySelector("#cite ~ .bs-code");
  const pick = make("button", { type: "button", class: "bs-button bs-export__pick", click: () => toggle(record.id, record.title) });
  const label = () => (pick.textContent = selection().has(record.id) ? UNSELECT : SELECT);
  label();
  listen(label);
  line?.replaceWith(new ExportPanel({ load: () => [record], name: () => record.id, block, more: [pick] }).bar);
  document.querySelector("h1.bs-paper")?.after(mark(record.id, record.title));
  const abstract = document.querySelector(".bs-abstract:not(.bs-none)");
  if (abstract) document.head.append(make("meta", { name: "citation_abstract", content: abstract.textContent }));
}

/** A list's box, opened for the first time: its papers are those that `cite.json` says it lists. */
function fillBox(box) {
  const list = box.dataset.collection;
  const load = async () => [...(await loadAll()).values()].filter(({ lists }) => !list || lists.includes(list)).map(({ record }) => record);
  const name = () => list.split("/").filter(Boolean).at(-1) ?? "papers";
  const take = (lapse) => load().then((records) => takeIn(records.map(({ id, title }) => [id, title]), lapse), () => ({ told: "The papers could not be loaded; try again" }));
  const [pick, undo] = selectAll(take, (text) => panel.say(text));
  const panel = new ExportPanel({ load, name, more: [pick, undo] });
  box.querySelector("summary").after(panel.bar, panel.block);
  panel.show();
}

/** Two buttons: one for what `take` does, one that takes that back, until something else is done; `say` tells what was done. */
function selectAll(take, say) {
  const undo = make("button", { type: "button", class: "bs-button", hidden: true, click: () => say(takeBack()) }, "Undo");
  const lapse = () => {
    if (undo === document.activeElement) pick.focus();
    undo.hidden = true;
  };
  const pick = make("button", { type: "button", class: "bs-button", click: async () => {
    const done = await take(lapse);
    if (done.undo) undo.hidden = false;
    say(done.told);
  } }, "Select all");
  return [pick, undo];
}

/** In the header a link to the selection, on every page while there is one, or one that can be had back. It stands behind the title, which gives way: nothing moves. */
function showWay() {
  const number = make("span");
  const rest = make("span", { class: "bs-selected__rest" });
  const way = make("a", { class: "md-header__button bs-selected", href: siteUrl("selection/"), title: "My selection" }, number, rest);
  const show = ({ size }) => {
    const { last, next } = ways();
    const gone = size ? 0 : (last ?? next)?.out.length ?? 0;
    const [count, thing] = countPapers(size || gone).split(" ");
    number.textContent = count;
    rest.textContent = ` ${thing} ${size ? "selected" : "to bring back"}`;
    way.classList.toggle("bs-selected--gone", gone > 0);
    way.hidden = !size && !gone;
  };
  show(selection());
  listen(show);
  (document.querySelector(".md-header__title") ?? document.body.firstElementChild).after(way);
}

/** Why a paper was not taken in, until something else happens. */
function tellRefusals() {
  const told = make("p", { class: "bs-refused", role: "status" });
  listen(() => (told.textContent = ""));
  listenForRefusals((why) => (told.textContent = why));
  document.body.append(told);
}

/**
 * Take all papers that were found into the selection; `load` gives their pairs of identifier and title. `{ told, undo }`: in words what was
 * done, and, where papers came in, what takes them out again and tells that, until something else is done: then `lapse` is called.
 */
export async function selectFound(total, load, lapse) {
  if (total > MOST) return { told: `${whyNot(total)} Narrow the search first.` };
  return takeIn(await load(), lapse);
}

/** The same for papers that are at hand. */
function takeIn(pairs, lapse) {
  const more = new Map(pairs.filter(([id]) => !selection().has(id)));
  if (!more.size) return { told: "All of these are selected already." };
  if (!hasRoom(more.size)) return { told: whyNot(pairs.length) };
  offered = { done: step([...selection(), ...more]), lapse };
  const before = pairs.length - more.size;
  return { told: `${countPapers(more.size)} selected` + (before ? `; ${before} ${before === 1 ? "was" : "were"} already.` : "."), undo: takeBack };
}
