/* Brings citing to a page: formats on a paper's page, all of a list, marks beside papers, and the way to one's selection. */

import { countPapers, make, siteUrl } from "./elements.js";
import { ExportPanel } from "./export.js";
import { loadAll, recordOfPage } from "./records.js";
import { dressRows, mark } from "./rows.js";
import { add, listen, listenForRefusals, MOST, selection, toggle, whyNot } from "./store.js";

const article = document.querySelector("article.md-content__inner");
const place = document.querySelector("[data-selection]");
const record = recordOfPage();

if (record) offerFormats(record);
if (place) import("./selection.js").then(({ openSelection }) => openSelection(place));
else showWay();
for (const box of document.querySelectorAll("details.bs-citing")) box.addEventListener("toggle", () => fillBox(box), { once: true });
if (article) dressRows(article, record === null && place === null);

/** The paper's page: a mark beside its title, formats above the BibTeX that stands there, and the whole abstract where reference
    managers look. */
function offerFormats(record) {
  const line = document.querySelector("#cite ~ .bs-formats");
  const block = document.querySelector("#cite ~ .bs-code");
  const pick = make("button", { type: "button", class: "bs-button bs-export__pick", click: () => toggle(record.id, record.title) });
  const label = () => (pick.textContent = selection().has(record.id) ? "Unselect paper" : "Select paper");
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
  const take = () => load().then((records) => takeIn(records.map(({ id, title }) => [id, title])), () => "The papers could not be loaded; try again");
  const pick = make("button", { type: "button", class: "bs-button", click: async () => panel.say(await take()) }, "Select all");
  const panel = new ExportPanel({ load, name, more: [pick] });
  box.querySelector("summary").after(panel.bar, panel.block);
  panel.show();
}

/** A link to the selection, on every page while there is one, and why a paper was not taken in. */
function showWay() {
  const link = make("a", { href: siteUrl("selection/") });
  const told = make("p", { role: "status" });
  const way = make("aside", { class: "bs-selected", "aria-label": "My selection" }, told, link);
  const show = (chosen) => {
    link.textContent = `${countPapers(chosen.size)} selected`;
    way.hidden = chosen.size === 0;
  };
  show(selection());
  listen(show);
  listen(() => (told.textContent = ""));
  listenForRefusals((why) => (told.textContent = why));
  document.body.append(way);
}

/** Take all papers that were found into the selection; `load` gives their pairs of identifier and title. In words what was done. */
export async function selectFound(total, load) {
  if (total > MOST) return `${whyNot(total)} Narrow the search first.`;
  return takeIn(await load());
}

/** The same for papers that are at hand. */
function takeIn(pairs) {
  const added = add(pairs);
  if (added < 0) return whyNot(pairs.length);
  if (!added) return "All of these are in your selection already.";
  const before = pairs.length - added;
  return `${countPapers(added)} added to your selection` + (before ? `; ${before} ${before === 1 ? "was" : "were"} in it already.` : ".");
}
