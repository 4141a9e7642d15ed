/* The page's side of the search: questions out, answers to the newest of them in; knows no element.

   The search runs in the page and not in a worker: an answer takes a millisecond or two, less than the way to a worker and
   back, and stands in the list before the browser draws the letter that was typed. */

const SITE = new URL("../../../", import.meta.url).href;

/** The absolute address of something below the site, wherever the site lies. */
export function siteUrl(path) {
  return SITE + path;
}

/** The address of the results page for a query. */
export function resultsUrl(text) {
  return siteUrl("search/") + (text ? `?q=${encodeURIComponent(text).replace(/%20/g, "+")}` : "");
}

/**
 * A channel of questions: `ask(question)` drops what this channel asked before. `listen` hears
 * `{ id, question, result, complete }`, perhaps twice (snippets come later), or `{ id, question, problem }`.
 */
export class Channel {
  constructor(listen) {
    this.listen = listen;
    this.newest = 0;
  }

  async ask(question) {
    const id = ++this.newest;
    const fresh = () => this.newest === id;
    const tell = (answer) => this.listen({ id, question, ...answer });
    try {
      const search = await load();
      await search.answer(question, fresh, tell);
    } catch (error) {
      if (error.name !== "LoadError") console.error(error);
      if (fresh()) tell({ problem: true });
    }
  }

  /** Forget what was asked. */
  hush() {
    this.newest++;
  }
}

/** Begin to load what every search needs, before the first key is pressed. */
export function warm() {
  load().then((search) => search.open()).catch(() => {}); // a question will tell
}

let loading = null;
let failures = 0;

/** The search; a failure is forgotten, and asked for by another address, since browsers remember scripts that did not come. */
function load() {
  loading ??= import(failures ? `./search.js?${failures}` : "./search.js")
    .then(({ Search }) => new Search(SITE))
    .catch((error) => {
      loading = null;
      failures++;
      throw error instanceof TypeError ? Object.assign(error, { name: "LoadError" }) : error;
    });
  return loading;
}
