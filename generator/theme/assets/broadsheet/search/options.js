/* Papers found → the options of the box's list. With every letter typed most papers and most of their texts stay: only what
   changes is exchanged, which spares the browser most of its work. */

import { facts, make, marked, paperUrl, setAttribute } from "./view.js";

/** Make the list show these papers. */
export function fillList(list, hits) {
  const wanted = new Set(hits.map((hit) => hit.id));
  const before = new Map(Array.from(list.children, (option) => [option.dataset.paper, option]));
  for (const [id, option] of before) if (!wanted.has(id)) option.remove();
  hits.forEach((hit, i) => {
    const option = before.get(hit.id) ?? makeOption(hit);
    setAttribute(option, "id", `bs-find-${i}`);
    setSegments(option.children[0], hit.title);
    setSegments(option.children[1], hit.snippet);
    if (list.children[i] !== option) list.insertBefore(option, list.children[i] ?? null);
  });
}

function makeOption(hit) {
  return make(
    "a",
    { class: "bs-find__option", role: "option", href: paperUrl(hit), tabindex: "-1", "aria-selected": "false", "data-paper": hit.id },
    make("span", { class: "bs-find__title" }),
    make("span", { class: "bs-find__snippet" }),
    make("span", { class: "bs-find__facts" }, facts(hit, 2, false)),
  );
}

const shown = new WeakMap(); // element → its segments as text

function setSegments(element, segments) {
  const text = JSON.stringify(segments);
  if (shown.get(element) === text) return;
  shown.set(element, text);
  element.replaceChildren(...marked(segments));
}
