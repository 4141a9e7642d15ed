/* The settings that MiniSearch is usually recommended with. */

export const OPTIONS = {
  fields: ["title", "name", "tags", "organisation", "abstract"],
  storeFields: ["title"],
  searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.2 },
};
