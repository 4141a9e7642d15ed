/* MiniSearch over an index made beforehand (`makeindex.mjs`). */

import MiniSearch from "./minisearch.mjs";
import { OPTIONS } from "./options.mjs";

export async function open() {
  const answer = await fetch("index.json");
  const search = MiniSearch.loadJSON(await answer.text(), OPTIONS);
  return (text, most) => search.search(text).slice(0, most);
}
