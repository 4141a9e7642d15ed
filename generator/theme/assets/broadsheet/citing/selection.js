/* The page of the selection: one's own papers, or those that the address lists, to be cited, shared, and unselected. */

import { Alike } from "./alike.js";
import { countPapers, make, siteUrl } from "./elements.js";
import { ExportPanel } from "./export.js";
import { codes, isUnknown, readLink, writeLink } from "./links.js";
import { everyId, keptPapers, loadAll } from "./records.js";
import { UNSELECT, mark } from "./rows.js";
import { describe, doAgain, forget, isLast, step, takeBack, ways } from "./steps.js";
import { MOST, hasRoom, listen, listenForRefusals, selection, whyNot } from "./store.js";

const OWN = "My selection";
const SHARED = "A shared selection";
const SHARED_LEAD = "Papers that somebody has put together. Cite them, or select what you want to keep.";
// Who holds a telephone shares by what it has for that.
const HAS_SHEET = "share" in navigator && matchMedia("(pointer: coarse)").matches;

/** Bring the page to life; `root` is `[data-selection]`. */
export function openSelection(root) {
  new SelectionPage(root);
}

class SelectionPage {
  constructor(root) {
    this.known = null; // every paper, once loaded
    this.codes = null; // and all by what links call them
    this.done = null; // the step that took in a list that is shared
    this.heading = document.querySelector("h1");
    this.lead = document.querySelector(".bs-lead");
    this.ownLead = this.lead.textContent;
    this.status = make("p", { class: "bs-selection__status", role: "status" });
    this.undo = make("button", { type: "button", class: "bs-button", hidden: true, click: () => this.go(takeBack) });
    this.redo = make("button", { type: "button", class: "bs-button", hidden: true, click: () => this.go(doAgain) });
    this.list = make("ul");
    this.panel = new ExportPanel({ load: () => this.records(), name: () => "selection" });
    this.way = make("button", { type: "button", class: "bs-button", click: () => this.goToCite() }, "Cite these");
    this.share = make("button", { type: "button", class: "bs-button", click: () => this.shareList() }, HAS_SHEET ? "Share this list" : "Copy a link to this list");
    this.adopt = make("button", { type: "button", class: "bs-button", click: () => this.adoptAll() }, "Select all");
    this.own = make("a", { href: siteUrl("selection/"), class: "bs-button" }, "My own selection");
    this.clear = make("button", { type: "button", class: "bs-button", click: () => this.change([], `${countPapers(this.shown().length)} unselected.`) }, "Unselect all");
    this.forget = make("button", { type: "button", class: "bs-button", click: () => this.forgetAll() }, "Forget what was selected");
    this.actions = make("div", { class: "bs-selection__do" }, this.adopt, this.own, this.way, this.share, this.clear, this.forget);
    this.cite = make("section", { class: "bs-selection__cite", "aria-label": "Cite" }, this.panel.bar, this.panel.block);
    root.append(make("div", { class: "bs-selection__head" }, this.status, this.undo, this.redo), this.actions, this.list, this.cite);
    const { related } = root.dataset; // where the site knows of any
    this.alike = related ? new Alike(related, () => this.shown().map(([id]) => id).filter((id) => this.known?.has(id) ?? true), async () => this.learn(await loadAll(true))) : null;
    if (this.alike) root.parentElement.append(this.alike.section);
    addEventListener("hashchange", () => this.show());
    listen(() => this.show());
    listenForRefusals((why) => this.say(why));
    this.show();
    loadAll().then((known) => this.learn(known), () => this.panel.show());
  }

  /** Show what is known now. */
  learn(known) {
    this.known = known;
    this.codes = codes(everyId(known));
    this.show();
    return known;
  }

  /** The papers that the address lists, as many as a selection may have, or null where it lists none. */
  shared() {
    const listed = readLink(location.hash, this.codes);
    this.cut = listed?.length > MOST; // by another hand: a row for each of very many would stop the browser
    return listed?.slice(0, MOST) ?? null;
  }

  shown() {
    return keptPapers(this.shared()?.map((id) => [id, isUnknown(id) ? "A paper" : id]) ?? [...selection()]);
  }

  async records() {
    const known = await loadAll();
    return this.shown().filter(([id]) => known.has(id)).map(([id]) => known.get(id).record);
  }

  show() {
    const shared = this.shared() !== null;
    const papers = this.shown();
    const gone = this.known ? papers.filter(([id]) => !this.known.has(id)).length : 0;
    document.title = document.title.replace(shared ? OWN : SHARED, shared ? SHARED : OWN);
    this.heading.textContent = shared ? SHARED : OWN;
    this.lead.textContent = shared ? SHARED_LEAD : this.ownLead;
    const focused = document.activeElement;
    const place = Array.from(this.list.children).findIndex((row) => row.contains(focused));
    this.list.replaceChildren(...papers.map(([id, title]) => this.row(id, title, shared)));
    if (place >= 0) this.list.children[place]?.querySelector(focused.localName)?.focus(); // more may become known at any time
    const none = shared && gone === papers.length && gone > 0;
    const lost = gone ? ` ${gone === 1 ? "One" : gone} of them cannot be cited: no longer on this site.` : "";
    if (none) this.say("This link leads to no paper of this site; it may have been cut off, or its papers have left.");
    else this.say(papers.length ? `${countPapers(papers.length)}${this.cut ? ", the first of those that the link lists" : ""}.${lost}` : "Nothing is selected. A mark beside each paper of a list, and a button on its page, selects it.");
    this.offerWays(shared);
    this.own.hidden = !shared;
    this.adopt.hidden = !shared || none;
    this.clear.hidden = shared || !papers.length;
    this.share.hidden = !papers.length || none;
    this.way.hidden = this.cite.hidden = !papers.length || (this.known !== null && gone === papers.length);
    if (papers.length) this.panel.show();
    this.alike?.show();
  }

  row(id, title, shared) {
    const found = this.known?.get(id);
    const shown = found?.record.title ?? title;
    const { date, inferred } = found?.record ?? {};
    const facts = !this.known ? "\u00a0" : !found ? "no longer on this site" : date ? `${date[0]}${inferred ? " (year inferred)" : ""}` : ""; // its line is kept
    return make("li", {},
      isUnknown(id) || (shared && this.known && !found) ? make("span", { class: "bs-title" }, shown) : make("a", { class: "bs-title", href: siteUrl(`papers/${encodeURIComponent(id)}/`) }, shown),
      facts && make("small", {}, facts),
      shared ? found && mark(id, shown) : this.outButton(id, shown));
  }

  outButton(id, title) {
    return make("button", { type: "button", class: "bs-pick bs-pick--out", "aria-label": `Unselect “${title}”`, title: UNSELECT, click: () => this.takeOut(id, title) });
  }

  takeOut(id, title) {
    const own = this.shown();
    const place = own.findIndex(([one]) => one === id);
    this.change(own.filter(([one]) => one !== id), `Unselected: ${title}`);
    (this.list.children[Math.min(place, this.list.children.length - 1)]?.querySelector("button") ?? this.undo).focus();
  }

  change(pairs, told) {
    step(pairs);
    this.say(pairs.length ? `${told} (${countPapers(pairs.length)} left)` : told);
    if (!pairs.length) this.undo.focus();
  }

  /** Offer the way back from the last step, whenever that was, and forth again, and to forget both where nothing else is kept; on a list
      that is shared only the way back from what was done to it. */
  offerWays(shared) {
    const { last, next } = ways();
    this.undo.hidden = !last || (shared && !isLast(this.done));
    this.redo.hidden = !next || shared;
    this.forget.hidden = !(last || next) || shared || selection().size > 0;
    if (last) this.undo.textContent = `Undo: ${describe(last)}`;
    if (next) this.redo.textContent = `Redo: ${describe(next)}`;
  }

  /** One step, back or forth; who goes on finds the button where it was. */
  go(take) {
    const pressed = document.activeElement;
    this.say(take());
    if (pressed.hidden) this.focusTop();
  }

  forgetAll() {
    forget();
    this.say("Forgotten: this browser keeps nothing of what you selected.");
    this.focusTop();
  }

  focusTop() {
    this.heading.tabIndex = -1;
    this.heading.focus();
  }

  adoptAll() {
    if (!this.known) return this.say("The papers are still being loaded; try again.");
    const own = selection();
    const more = this.shown().filter(([id]) => !own.has(id) && this.known?.has(id)).map(([id]) => [id, this.known.get(id).record.title]);
    if (!more.length) return this.say("All of these are selected already.");
    if (!hasRoom(more.length)) return this.say(whyNot(more.length));
    this.done = step([...own, ...more]);
    this.offerWays(true);
    this.say(`${countPapers(more.length)} selected; your own selection has ${countPapers(selection().size)}.`);
  }

  /** Past a list that may be long. */
  goToCite() {
    this.cite.scrollIntoView({ block: "center" });
    this.panel.tabs[this.panel.chosen].focus({ preventScroll: true });
  }

  async shareList() {
    const link = `${siteUrl("selection/")}#${writeLink(this.shown().map(([id]) => id), this.codes)}`;
    try {
      if (HAS_SHEET) return await navigator.share({ title: countPapers(this.shown().length), url: link });
    } catch (error) {
      if (error.name === "AbortError") return; // the reader's own choice
    }
    try {
      await navigator.clipboard.writeText(link);
      this.say("The link is copied.");
    } catch {
      location.hash = link.split("#")[1];
      this.say("The address of this page is now the link.");
    }
  }

  say(text) {
    this.status.textContent = text;
  }
}
