/* The search box in the header: a combobox over a list of papers; loads the results page's script where that page is. */

import { Channel, resultsUrl, siteUrl, warm } from "./client.js";
import { fillList } from "./options.js";
import { countPapers, failure, make, setAttribute, setText } from "./view.js";

const SHOWN = 8;
const KEYS = new Set(["/", "s", "f"]);
const WIDE = matchMedia("(min-width: 60em)");

class Box {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.input = root.querySelector("input");
    this.clear = make("button", { type: "reset", class: "bs-find__button bs-find__clear", "aria-label": "Clear the search" });
    this.back = make("button", { type: "button", class: "bs-find__button bs-find__close", "aria-label": "Close the search" });
    this.opener = root.querySelector(".bs-find__open");
    this.panel = make("div", { class: "bs-find__panel", hidden: true });
    this.status = make("p", { class: "bs-find__status" });
    this.spoken = make("span", { class: "bs-unseen", role: "status" }); // outside of what is hidden, or it is not spoken
    this.list = make("div", { class: "bs-find__list", role: "listbox", id: "bs-find-list", "aria-label": "Papers" });
    this.all = make("a");
    this.foot = make("p", { class: "bs-find__foot", hidden: true }, this.all);
    this.trouble = make("div");
    this.root.append(this.spoken);
    this.form.prepend(this.back);
    this.form.append(make("kbd", { class: "bs-find__key", "aria-hidden": "true" }, "/"), this.clear);
    this.form.after(this.panel);
    this.panel.append(this.status, this.trouble, this.list, this.foot);
    this.active = -1;
    this.channel = new Channel((answer) => this.show(answer));
    this.form.action = siteUrl("search/");
    this.opener.href = siteUrl("search/");
    this.dress();
    this.listen();
    if (document.activeElement === this.input) this.open(); // somebody was quicker than the script
  }

  dress() {
    const attributes = {
      role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list",
      "aria-haspopup": "listbox", enterkeyhint: "search", autocapitalize: "off", spellcheck: "false",
    };
    for (const [key, value] of Object.entries(attributes)) this.input.setAttribute(key, value);
    this.clear.hidden = !this.input.value;
  }

  listen() {
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("focus", () => this.open());
    this.input.addEventListener("click", () => this.open());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("reset", () => setTimeout(() => (this.input.focus(), this.ask())));
    this.opener.addEventListener("click", (event) => this.enter(event));
    this.back.addEventListener("click", () => this.close(true));
    this.list.addEventListener("click", (event) => event.target.closest("a") && !isElsewhere(event) && this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the box
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget) && document.hasFocus()) this.close();
    });
    document.addEventListener("pointerdown", (event) => this.root.contains(event.target) || this.close());
    document.addEventListener("keydown", (event) => this.callByKey(event));
    addEventListener("online", () => this.trouble.firstChild && this.ask());
    addEventListener("pageshow", (event) => event.persisted && this.close());
  }

  /** From the button of narrow windows. */
  enter(event) {
    if (isElsewhere(event)) return;
    event.preventDefault();
    this.root.dataset.open = "";
    this.input.focus();
    if (!("CloseWatcher" in window)) return;
    this.watcher = new CloseWatcher(); // hears the telephone's way back
    this.watcher.onclose = () => this.close(true);
  }

  open() {
    if (this.root.dataset.open === undefined || this.panel.hidden) warm();
    this.root.dataset.open = "";
    document.documentElement.dataset.finding = "";
    if (!WIDE.matches && this.panel.hidden) this.unfold();
    if (this.input.value.trim()) this.ask();
  }

  unfold() {
    this.panel.hidden = false;
    setAttribute(this.input, "aria-expanded", String(this.list.childElementCount > 0));
  }

  close(returning = false) {
    if (this.root.dataset.open === undefined) return;
    this.watcher?.destroy();
    this.channel.hush();
    this.point(-1);
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    delete this.root.dataset.open;
    delete document.documentElement.dataset.finding;
    if (this.root.contains(document.activeElement)) {
      this.input.blur();
      if (returning && !WIDE.matches) this.opener.focus();
    }
  }

  callByKey(event) {
    if (!KEYS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const here = event.target;
    if (here instanceof HTMLElement && (here.isContentEditable || here.matches("input:not([type=checkbox], [type=radio]), textarea, select"))) return;
    event.preventDefault();
    const own = document.querySelector("[data-search-results][data-live=ready]") && document.querySelector("article form[role=search] input");
    if (!own) this.root.dataset.open = "";
    (own ?? this.input).focus();
    (own ?? this.input).select();
  }

  press(event) {
    if (event.isComposing) return;
    const size = this.list.childElementCount;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.panel.hidden) this.ask();
      else if (size) this.point(wrap(this.active + (event.key === "ArrowDown" ? 1 : -1), size));
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.list.children[this.active].click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!WIDE.matches || this.panel.hidden) this.close(true);
      else this.fold();
    }
  }

  fold() {
    this.channel.hush();
    this.point(-1);
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    const target = resultsUrl(text);
    this.close();
    const page = document.querySelector("[data-search-results][data-live=ready]");
    if (page) page.dispatchEvent(new CustomEvent("bs-search", { detail: text }));
    else location.assign(target);
  }

  ask() {
    const text = this.input.value;
    this.clear.hidden = !text;
    if (!text.trim()) {
      this.channel.hush();
      this.empty();
      return;
    }
    this.channel.ask({ text, typing: true, count: SHOWN });
  }

  empty() {
    this.fill([]);
    this.trouble.replaceChildren();
    this.foot.hidden = true;
    this.tell("");
    if (WIDE.matches) this.fold();
    else this.unfold();
  }

  show({ id, question, result, problem }) {
    if (question.text !== this.input.value) return;
    if (result?.early) {
      this.named = id;
      this.fill(result.hits);
      return this.unfold();
    }
    if (id === this.shown && result) return fillList(this.list, result.hits); // the same, with excerpts
    this.shown = id;
    this.trouble.replaceChildren();
    if (problem) {
      if (id !== this.named) this.fill([]); // papers whose names are typed stay
      this.point(-1);
      this.tell("");
      this.foot.hidden = true;
      this.trouble.append(failure(() => (this.input.focus(), this.ask())));
    } else {
      this.fill(result.hits);
      this.tell(describe(result));
      this.foot.hidden = false;
      this.all.href = resultsUrl(question.text.trim());
      setText(this.all, result.total ? `All results: ${countPapers(result.total)}` : "What else to try");
    }
    this.unfold();
  }

  /** Have these papers in the list; the one pointed at stays so, wherever it stands by now. */
  fill(hits) {
    const pointed = this.list.children[this.active]?.dataset.paper;
    fillList(this.list, hits);
    this.point(hits.findIndex((hit) => hit.id === pointed));
  }

  tell(text) {
    setText(this.status, text);
    this.spoken.textContent = text; // set each time, so that it is spoken each time
  }

  point(index) {
    this.pointed?.setAttribute("aria-selected", "false");
    const option = this.list.children[index];
    this.pointed = option;
    this.active = index;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }
}

/** A click that opens another tab or window is the browser's. */
function isElsewhere(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

/** From the last on to the box itself (-1), and from there to the first. */
function wrap(index, size) {
  return index >= size ? -1 : index < -1 ? size - 1 : index;
}

function describe(result) {
  if (!result.total) return "No paper found";
  const count = countPapers(result.total);
  if (result.shownFor) return `Showing results for “${result.shownFor}” · ${count}`;
  return result.weak ? `No paper has these words; ${count} that may suit` : count;
}

function findResultsPage() {
  const page = document.querySelector("[data-search-results]");
  if (page && !page.dataset.live) {
    page.dataset.live = "loading";
    import("./results.js").then(({ openResults }) => {
      openResults(page);
      page.dataset.live = "ready";
    }, () => {
      page.dataset.state = "failed";
      page.replaceChildren(failure(() => location.reload()));
    });
  }
}

document.querySelectorAll(".bs-find").forEach((root) => new Box(root));
findResultsPage();
