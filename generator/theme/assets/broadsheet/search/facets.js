/* Papers found and the filters chosen → the papers that pass, and counts for each facet: AND across facets, OR within. */

import { FACETS } from "./address.js";

/** How a facet reads the columns: the values of a paper as numbers, and what each number is called. */
const READERS = {
  tag: (columns) => ({ values: (paper) => columns.tagged[paper], names: columns.tags }),
  year: (columns) => ({ values: (paper) => (columns.years[paper] ? [columns.years[paper]] : []), names: null }),
  org: (columns) => ({ values: (paper) => [columns.organisation[paper]], names: columns.organisations }),
  digest: (columns) => ({ values: (paper) => columns.seen[paper], names: columns.digests }),
  has: (columns) => ({ values: (paper) => (columns.code[paper] ? [0] : []), names: [["code", "Has code"]] }),
};

/** `{ papers, facets }`: a facet's counts are of the papers that pass all other facets. */
export function applyFilters(columns, papers, filters, counting) {
  if (!counting && !FACETS.some((facet) => filters?.[facet]?.length)) return { papers, facets: null };
  const readers = FACETS.map((facet) => READERS[facet](columns));
  const chosen = FACETS.map((facet, i) => numbersOf(readers[i].names, filters?.[facet] ?? []));
  const counts = FACETS.map(() => new Map());
  const passed = [];
  for (const paper of papers) {
    let failed = -1; // the only facet that the paper does not pass
    let failures = 0;
    for (let i = 0; i < FACETS.length && failures < 2; i++) {
      if (chosen[i] && !some(readers[i].values(paper), chosen[i])) {
        failed = i;
        failures++;
      }
    }
    if (failures > 1) continue;
    if (!failures) passed.push(paper);
    if (!counting) continue;
    for (let i = 0; i < FACETS.length; i++) {
      if (failures && i !== failed) continue;
      for (const value of readers[i].values(paper)) counts[i].set(value, (counts[i].get(value) ?? 0) + 1);
    }
  }
  const facets = counting ? Object.fromEntries(FACETS.map((facet, i) => [facet, list(facet, counts[i], readers[i].names, chosen[i])])) : null;
  return { papers: passed, facets };
}

function some(values, chosen) {
  for (const value of values) if (chosen.has(value)) return true;
  return false;
}

/** The numbers behind the values of an address; what nobody has is a number that no paper has; null for no filter. */
function numbersOf(names, values) {
  if (!values.length) return null;
  return new Set(values.map((value) => (names ? names.findIndex(([id]) => id === value) : Number(value))));
}

function list(facet, counts, names, chosen) {
  const all = new Map(counts);
  for (const number of chosen ?? []) if (!all.has(number)) all.set(number, 0);
  const rows = [...all].filter(([number]) => !names || (number >= 0 && names[number][0])).map(([number, count]) => ({
    value: names ? names[number][0] : String(number),
    label: names ? names[number][1] || names[number][0] : String(number),
    count,
    chosen: chosen?.has(number) ?? false,
  }));
  const byYear = (a, b) => Number(b.value) - Number(a.value);
  const byCount = (a, b) => b.count - a.count || (a.label < b.label ? -1 : 1);
  return rows.sort(facet === "year" ? byYear : byCount);
}
