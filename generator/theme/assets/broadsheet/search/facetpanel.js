/* Counted facets → a column of boxes to tick; what is ticked is told to `change(facet, value)`. */

import { make } from "./view.js";

const LABELS = { tag: "Tags", year: "Years", org: "Organisations", digest: "Digests", has: "Links" };
const SHOWN = 8; // values before “More”

/** The panel for `facets`: facet → `[{ value, label, count, chosen }]`, the most frequent first. */
export function facetPanel(facets, opened, change) {
  return Object.entries(LABELS).map(([facet, label]) => group(facet, label, facets[facet] ?? [], opened, change));
}

function group(facet, label, values, opened, change) {
  if (!values.length) return null;
  const rows = values.map((value) => row(facet, value, change));
  const first = rows.filter((_, i) => i < SHOWN || values[i].chosen);
  const rest = rows.filter((_, i) => i >= SHOWN && !values[i].chosen);
  return make(
    "fieldset",
    { class: "bs-facet" },
    make("legend", {}, label),
    first,
    rest.length ? more(facet, label, rest, opened) : null,
  );
}

function more(facet, label, rows, opened) {
  const box = make("details", { class: "bs-facet__more" }, make("summary", { id: `bs-more-${facet}` }, `${rows.length} more`, make("span", { class: "bs-unseen" }, ` ${label.toLowerCase()}`)), rows);
  box.open = opened.has(facet);
  box.addEventListener("toggle", () => (box.open ? opened.add(facet) : opened.delete(facet)));
  return box;
}

function row(facet, { value, label, count, chosen }, change) {
  const box = make("input", { type: "checkbox", id: `bs-facet-${facet}-${value}`, name: facet, value, change: () => change(facet, value) });
  box.checked = chosen;
  return make(
    "label",
    { class: "bs-facet__row" },
    box,
    make("span", { class: "bs-facet__label" }, label),
    make("span", { class: "bs-facet__count" }, count.toLocaleString("en")),
  );
}
