/* The filters that are set → a list of buttons, one for each, that takes it away; and what they are called. */

import { FACETS } from "./address.js";
import { make } from "./view.js";

/** `[facet, value, label]` of each filter that is set; one that no paper found has is called by its value. */
export function setFilters(filters, facets) {
  return FACETS.flatMap((facet) => filters[facet].map((value) => [facet, value, facets[facet].find((row) => row.value === value)?.label ?? value]));
}

/** A list's items for these filters; `remove(facet, value)` is called for the one that is pressed. */
export function filterChips(set, remove) {
  return set.map(([facet, value, label]) => make("li", {},
    make("button", { type: "button", class: "bs-chip", "aria-label": `Remove filter ${label}`, click: () => remove(facet, value) }, label)));
}

/** Give the focus to the chip that now stands where one stood, or to the last; false where there is none. */
export function focusChip(list, place) {
  const chip = list.children[Math.min(place, list.childElementCount - 1)]?.firstChild;
  chip?.focus({ preventScroll: true });
  return Boolean(chip);
}
