/* The results page's address ↔ what is asked: `?q=…&tag=…&year=…&org=…&digest=…&has=code&sort=oldest&page=2&exact=1`. */

export const FACETS = ["tag", "year", "org", "digest", "has"];
const ORDERS = ["date", "oldest", "comments"]; // beside the best match first
const YEAR = /^[0-9]{4}$/;

/** What an address asks: `{ text, filters: { tag: [...], … }, sort, page, exact }`; nonsense is left out. */
export function readAddress(search) {
  const given = new URLSearchParams(search);
  const filters = Object.fromEntries(FACETS.map((facet) => [facet, [...new Set(given.getAll(facet))]]));
  filters.year = filters.year.filter((year) => YEAR.test(year));
  return {
    text: given.get("q") ?? "",
    filters,
    sort: ORDERS.includes(given.get("sort")) ? given.get("sort") : "relevance",
    page: Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1),
    exact: given.get("exact") === "1",
  };
}

/** The address's query part; what is as usual is left out. */
export function writeAddress({ text, filters, sort, page, exact }) {
  const given = new URLSearchParams();
  if (text) given.set("q", text);
  for (const facet of FACETS) for (const value of filters[facet]) given.append(facet, value);
  if (sort !== "relevance") given.set("sort", sort);
  if (exact) given.set("exact", "1");
  if (page > 1) given.set("page", String(page));
  const result = given.toString();
  return result ? `?${result}` : "";
}

/** The order where nothing is asked in words: then no paper suits better than another, and the newest come first. */
export function withoutWords(sort) {
  return ORDERS.includes(sort) ? sort : "date";
}

/** The same question on its first page. */
export function fromStart(state, change) {
  return { ...state, page: 1, ...change };
}

/** Without any filter. */
export function noFilters() {
  return Object.fromEntries(FACETS.map((facet) => [facet, []]));
}

/** How many filters are set. */
export function countFilters(filters) {
  return FACETS.reduce((sum, facet) => sum + filters[facet].length, 0);
}

/** The filters with one value set or taken away. */
export function toggle(filters, facet, value) {
  const values = filters[facet];
  const changed = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...filters, [facet]: changed };
}
