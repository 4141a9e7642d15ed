/* The results page: its address → a list of papers with facets, order and pages; every change is a step in the history. */

import { countFilters, fromStart, noFilters, readAddress, toggle, withoutWords, writeAddress } from "./address.js";
import { filterChips, focusChip, setFilters } from "./chips.js";
import { Channel, siteUrl } from "./client.js";
import { facetPanel } from "./facetpanel.js";
import { leave, leftAt } from "./place.js";
import { countPapers, facts, failure, fillSnippets, make, marked, paperUrl } from "./view.js";

const PAGE_SIZE = 20;
const ORDERS = [["relevance", "Best match"], ["date", "Newest"], ["oldest", "Oldest"], ["comments", "Most comments"]];
const NUMBERED = /\barxiv\.org\/|\bhuggingface\.co\/papers\/|^\s*(?:arxiv:\s*)?\d{4}\.\d{4,5}(?:v\d+)?\s*$/i; // somebody pasted what leads to a paper elsewhere
const TITLE = document.title;
const WIDE = matchMedia("(min-width: 60em)");

/** Bring the page to life; `root` is `[data-search-results]`. */
export function openResults(root) {
  new ResultsPage(root);
}

class ResultsPage {
  constructor(root) {
    this.root = root;
    this.form = document.querySelector("form[data-search-form]") ?? document.querySelector("article form.bs-search");
    this.input = this.form.querySelector("input");
    this.state = readAddress(location.search);
    this.opened = new Set(); // facets that show all their values
    this.left = leftAt();
    this.build();
    this.offerOrder(this.state.text.trim()); // an answer tells better
    this.channel = new Channel((answer) => this.show(answer));
    this.whole = new Channel(() => {});
    this.input.required = false;
    if (this.input.value === this.input.defaultValue) this.input.value = this.state.text; // else somebody was quicker than the script
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(fromStart(this.state, { text: this.input.value.trim(), exact: false }));
    });
    root.addEventListener("bs-search", ({ detail }) => {
      this.input.value = detail;
      this.go(fromStart(this.state, { text: detail, filters: noFilters(), exact: false }));
    });
    addEventListener("popstate", () => this.root.isConnected && this.restore());
    addEventListener("pagehide", () => this.root.isConnected && leave());
    addEventListener("online", () => this.root.dataset.state === "failed" && this.ask());
    this.ask();
  }

  build() {
    this.status = make("p", { class: "bs-results__count", role: "status", tabindex: -1 });
    this.chips = make("ul", { class: "bs-chips", role: "list", "aria-label": "Filters that are set" });
    this.free = make("p", { class: "bs-results__free" });
    this.set = make("div", { class: "bs-results__set", hidden: true }, this.chips, this.free);
    this.notes = make("div", { class: "bs-results__notes" });
    this.sort = make("select", { id: "bs-sort", change: () => this.narrow({ sort: this.sort.value }) },
      ORDERS.map(([value, label]) => make("option", { value }, label)));
    this.told = make("span", { class: "bs-results__told", role: "status" });
    const copy = make("button", { type: "button", class: "bs-button", click: () => this.copyLink() }, "Copy link");
    this.select = make("button", { type: "button", class: "bs-button", title: "Select all papers found", click: () => this.selectAll() }, "Select all");
    this.taken = make("p", { role: "status" });
    this.undo = make("button", { type: "button", class: "bs-button", hidden: true, click: () => this.takeBack() }, "Undo");
    this.tools = make("div", { class: "bs-results__tools" },
      make("label", { for: "bs-sort" }, "Order"), this.sort, copy, document.querySelector("script[data-citing]") && this.select, this.told);
    this.summary = make("summary", {}, "Filters");
    this.facets = make("div", { class: "bs-facets__body" });
    this.reach = make("button", { type: "button", class: "bs-button bs-facets__reach", click: () => this.leaveFilters() });
    this.aside = make("details", { class: "bs-facets" }, this.summary, this.facets, this.reach);
    this.list = make("ol", { class: "bs-results__list" });
    this.trouble = make("div");
    this.pager = make("nav", { class: "bs-pager", "aria-label": "Pages of results", hidden: true });
    this.body = make("div", { class: "bs-results__body" }, this.aside,
      make("div", { class: "bs-results__main" }, this.set, this.trouble, this.list, this.pager));
    this.head = make("div", { class: "bs-results__head" }, this.status, this.tools);
    this.root.replaceChildren(
      this.head,
      make("div", { class: "bs-results__taken" }, this.taken, this.undo), this.notes, this.body);
    this.aside.open = WIDE.matches;
    WIDE.addEventListener("change", () => (this.aside.open = WIDE.matches));
  }

  /** Ask something else, as a step in the history. */
  go(state) {
    this.left = 0;
    history.pushState(null, "", location.pathname + writeAddress(state));
    this.state = state;
    this.ask();
  }

  restore() {
    this.state = readAddress(location.search);
    this.input.value = this.state.text;
    this.ask();
  }

  ask() {
    const { text, filters, sort, page, exact } = this.state;
    document.title = text ? `${text} - ${TITLE}` : TITLE;
    this.tellTaken("", null);
    if (!text.trim() && !countFilters(filters)) return this.rest();
    this.root.dataset.state = "busy";
    this.channel.ask({
      text, filters, sort, mend: !exact, typing: true, facets: true, from: (page - 1) * PAGE_SIZE, count: PAGE_SIZE,
    });
  }

  /** Without words there is no best match. */
  offerOrder(words) {
    this.sort.options[0].disabled = !words;
    this.sort.value = words ? this.state.sort : withoutWords(this.state.sort);
  }

  /** Nothing is asked. */
  rest() {
    this.left = 0;
    this.channel.hush();
    this.status.textContent = "";
    this.trouble.replaceChildren();
    for (const part of [this.notes, this.facets, this.list]) part.replaceChildren();
    this.body.hidden = this.tools.hidden = this.pager.hidden = true;
    this.root.dataset.state = "idle";
  }

  show({ id, result, problem, complete }) {
    const pages = Math.max(1, Math.ceil((result?.total ?? 0) / PAGE_SIZE));
    if (result && this.state.page > pages) { // an address of a time with more papers
      this.state = { ...this.state, page: pages };
      history.replaceState(null, "", location.pathname + writeAddress(this.state));
      this.ask();
      return;
    }
    if (id === this.shown && complete) {
      fillSnippets(this.list, result.hits);
      this.root.dataset.state = "done";
      return;
    }
    this.shown = id;
    this.trouble.replaceChildren();
    this.body.hidden = false;
    if (problem) {
      this.status.textContent = "";
      this.root.dataset.state = "failed";
      for (const part of [this.notes, this.facets, this.list]) part.replaceChildren();
      this.pager.hidden = this.tools.hidden = this.set.hidden = true;
      this.trouble.append(failure(() => this.ask()));
      return;
    }
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const chip = [...this.chips.children].findIndex((one) => one.contains(focused));
    this.tools.hidden = !result.total;
    this.total = result.total;
    this.reach.textContent = result.total ? `Show ${countPapers(result.total)}` : "No paper passes these filters";
    if (this.state.text) this.head.dataset.asked = this.state.text;
    else delete this.head.dataset.asked;
    this.offerOrder(result.words);
    const filters = countFilters(this.state.filters);
    this.status.textContent = result.total || !filters ? countPapers(result.total) + having(result) + this.place(pages) : "No paper passes these filters";
    this.showFilters(setFilters(this.state.filters, result.facets), result.total);
    this.list.start = (this.state.page - 1) * PAGE_SIZE + 1;
    this.list.replaceChildren(...result.hits.map((hit, i) => item(hit, i === result.rest)));
    this.notes.replaceChildren(...this.tell(result));
    this.facets.replaceChildren(...facetPanel(result.facets, this.opened, (facet, value) => this.filter(facet, value)).filter(Boolean));
    this.summary.textContent = filters ? `Filters (${filters})` : "Filters";
    this.aside.hidden = !this.facets.childElementCount;
    this.showPages(pages);
    if (focused && !isShown(focused) && !focusChip(this.chips, chip)) {
      const again = document.getElementById(focused.id);
      (isShown(again) ? again : this.status).focus({ preventScroll: true });
    }
    if (complete) this.root.dataset.state = "done";
    if (this.left > scrollY) scrollTo(0, this.left);
    this.left = 0;
  }

  /** Above the list and in the title; where nothing passes, what they keep back is offered with its number. */
  showFilters(set, total) {
    this.set.hidden = !set.length;
    this.chips.replaceChildren(...filterChips(set, (facet, value) => this.filter(facet, value)));
    this.free.hidden = !total;
    this.free.replaceChildren(this.link("Remove all filters", { filters: noFilters() }));
    if (set.length) document.title = `${[this.state.text, ...set.map(([, , label]) => label)].filter(Boolean).join(", ")} - ${TITLE}`;
  }

  filter(facet, value) {
    this.narrow({ filters: toggle(this.state.filters, facet, value) });
  }

  /** Close them, and go to what they leave. */
  leaveFilters() {
    this.aside.open = false;
    this.status.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "start" });
  }

  /** Ask otherwise, for what the box says by now. */
  narrow(change) {
    const text = this.input.value.trim();
    this.go(fromStart(this.state, text === this.state.text.trim() ? change : { ...change, text, exact: false }));
  }

  /** What the reader should know of how the query was read, and ways on where nothing was found. */
  tell(result) {
    const lines = result.notes.map((note) => make("p", {}, note));
    if (NUMBERED.test(this.state.text)) lines.unshift(make("p", {}, "Digests give no arXiv numbers: search for the title or words of it."));
    if (result.shownFor) {
      lines.unshift(make("p", {}, "Showing results for ", this.link(result.shownFor, { text: result.shownFor }),
        ". Search instead for ", this.link(this.state.text, { exact: true }), "."));
    }
    if (result.weak && result.total) lines.push(make("p", {}, "No paper has these words. These may suit what they mean."));
    if (result.suggestion) {
      lines.unshift(make("p", {}, "Did you mean ", this.link(result.suggestion, { text: result.suggestion, exact: false }), "?"));
    }
    if (countFilters(this.state.filters) && !result.total) {
      lines.push(make("p", {}, this.link(`Remove all filters: ${countPapers(result.unfiltered)}`, { filters: noFilters() })));
    }
    if (!result.total && !countFilters(this.state.filters)) lines.push(this.advise(result));
    return lines;
  }

  advise(result) {
    const ways = result.relaxed.map(({ text, total }) => make("li", {}, "Try ", this.link(text, { text, exact: false }), `: ${countPapers(total)}`));
    return make("ul", {}, ways,
      make("li", {}, "Try fewer or more general words."),
      make("li", {}, "Read ", make("a", { href: siteUrl("search/") }, "what a query may say"), "."));
  }

  /** A link to a changed question, followed without leaving the page. */
  link(label, change) {
    const state = fromStart(this.state, change);
    return make("a", {
      href: location.pathname + writeAddress(state),
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if ("filters" in change) return this.narrow(change);
        this.input.value = state.text;
        this.go(state);
      },
    }, label);
  }

  /** Which page it is, where it is not the first. */
  place(pages) {
    return this.state.page > 1 ? `, page ${this.state.page} of ${pages}` : "";
  }

  showPages(count) {
    const here = this.state.page;
    this.pager.hidden = count < 2;
    const near = new Set([1, here - 1, here, here + 1, count]);
    for (const n of [2, count - 1]) if (near.has(n - 1) && near.has(n + 1)) near.add(n); // no gap of one page
    const numbers = [...near].filter((n) => n >= 1 && n <= count).sort((a, b) => a - b);
    const parts = numbers.flatMap((n, i) => [i && n - numbers[i - 1] > 1 ? "…" : null, n === here ? make("strong", { "aria-current": "page" }, String(n)) : this.turn(String(n), n)]);
    this.pager.replaceChildren(...[here > 1 ? this.turn("← Previous", here - 1) : null, ...parts, here < count ? this.turn("Next →", here + 1) : null].filter(Boolean));
  }

  turn(label, page) {
    const link = this.link(label, { page });
    link.addEventListener("click", (event) => event.defaultPrevented && this.root.scrollIntoView({ block: "start" }));
    return link;
  }

  async copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.say("Copied");
    } catch {
      this.say("Copy the address from the address bar");
    }
  }

  /** All papers found, of all pages, into the reader's selection. */
  async selectAll() {
    if (this.root.dataset.state === "busy") return; // others are about to stand there
    this.tellTaken("Selecting…"); // at once, so that what is below moves as the button is pressed
    const found = () => new Promise((tell, fail) => {
      this.whole.listen = ({ result }) => (result ? tell(result.papers) : fail());
      this.whole.ask({ ...this.channel.question, whole: true });
    });
    try {
      const { selectFound } = await import("../citing/citing.js");
      const { told, undo } = await selectFound(this.total, found, () => this.lapse());
      this.tellTaken(told, undo);
    } catch {
      this.tellTaken("The papers could not be loaded; try again");
    }
  }

  takeBack() {
    this.tellTaken(this.back(), null);
  }

  /** Something else was done to the selection since. */
  lapse() {
    if (this.undo === document.activeElement) this.select.focus();
    this.undo.hidden = true;
    this.back = null;
  }

  /** What was done to the selection, and the way back, until something else is asked; where nothing was done, the way there was. */
  tellTaken(told, undo = this.back) {
    this.taken.textContent = told;
    this.back = undo;
    this.undo.hidden = !undo;
  }

  say(text) {
    this.told.textContent = text;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => (this.told.textContent = ""), 4000 + 60 * text.length);
  }
}

/** How many of the papers have all the words, where others only may suit. */
function having({ total, words, whole, weak }) {
  if (whole === total || weak) return "";
  return `, ${whole ? whole.toLocaleString("en") : "none"} with ${words > 1 ? "all the words" : "the word"}`;
}

/** Whether it stands on the page and can be seen. */
function isShown(element) {
  return element?.getClientRects().length > 0;
}

/** A row; before the `first` of those that come behind the order's others it is said why they do. */
function item(hit, first) {
  return make("li", { "data-paper": hit.id },
    first ? make("p", { class: "bs-results__rest" }, "Papers with fewer of the words, which may suit too") : null,
    make("a", { class: "bs-title", href: paperUrl(hit) }, marked(hit.title)),
    make("small", {}, facts(hit, 4, true), hit.lacking.length ? ` · without “${hit.lacking.join("”, “")}”` : null),
    make("span", { class: "bs-line", "data-snippet": true }, marked(hit.snippet)));
}
