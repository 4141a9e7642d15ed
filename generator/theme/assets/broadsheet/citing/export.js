/* Records → a panel with a tab for each format, to copy or to download. */

import { make } from "./elements.js";
import { FORMATS } from "./formats.js";

const SHOWN = 20; // records in the preview; all are copied and downloaded
let panels = 0;

/**
 * `load` gives the records, now or later; `name` is what a file is called. `block` is an element with a `code` that stands on
 * the page already; else one is made when it is first needed.
 */
export class ExportPanel {
  constructor({ load, name, block = null, more = [] }) {
    this.load = load;
    this.name = name;
    this.prefix = `bs-cite-${panels++}`;
    this.block = block ?? make("div", { class: "bs-code bs-export__code" }, make("pre", { tabindex: "0" }, make("code")));
    this.block.id = `${this.prefix}-panel`;
    this.block.setAttribute("role", "tabpanel");
    this.tabs = FORMATS.map((format, i) => make("button", {
      type: "button", role: "tab", id: `${this.prefix}-${format.key}`, class: "bs-export__tab", "aria-controls": this.block.id,
      click: () => this.choose(i), keydown: (event) => this.move(event),
    }, format.label));
    this.status = make("span", { class: "bs-export__status", role: "status" });
    this.bar = make("div", { class: "bs-export" },
      make("div", { role: "tablist", class: "bs-export__tabs", "aria-label": "Format" }, this.tabs),
      make("div", { class: "bs-export__do" },
        make("button", { type: "button", class: "bs-button", click: () => this.copy() }, "Copy"),
        make("button", { type: "button", class: "bs-button", click: () => this.download() }, "Download"),
        more, this.status));
    this.mark(0);
  }

  mark(chosen) {
    this.chosen = chosen;
    this.tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === chosen));
      tab.tabIndex = i === chosen ? 0 : -1;
    });
    this.block.setAttribute("aria-labelledby", this.tabs[chosen].id);
  }

  choose(index) {
    this.mark(index);
    return this.show();
  }

  move(event) {
    const last = FORMATS.length - 1;
    const steps = { ArrowRight: this.chosen === last ? 0 : this.chosen + 1, ArrowLeft: this.chosen || FORMATS.length, Home: 0, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = event.key === "ArrowLeft" ? steps.ArrowLeft - 1 : steps[event.key];
    this.tabs[next].focus();
    this.choose(next);
  }

  /** Write the preview anew. */
  async show() {
    await this.withText(SHOWN, (text, all) => {
      this.block.querySelector("code").textContent = text;
      this.say(all > SHOWN ? `The first ${SHOWN} of ${all.toLocaleString("en")} are shown; Copy and Download take all.` : "");
    });
  }

  async copy() {
    await this.withText(Infinity, async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        this.say("Copied");
      } catch {
        this.say("The browser does not let a page copy here; use Download");
      }
    });
  }

  async download() {
    await this.withText(Infinity, (text, all, format) => {
      const file = new Blob([`${text}\n`.replace(/\n/g, format.newline)], { type: `${format.type};charset=utf-8` });
      const link = make("a", { href: URL.createObjectURL(file), download: `${this.name()}.${format.extension}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      this.say("Downloaded");
    });
  }

  /** Do something with the chosen format's text of at most so many records; say what went wrong. */
  async withText(most, act) {
    const format = FORMATS[this.chosen];
    try {
      const records = await this.load();
      if (format === FORMATS[this.chosen]) await act(format.write(records.slice(0, most)), records.length, format);
    } catch {
      this.say("The citations could not be loaded; try again");
    }
  }

  say(text) {
    this.status.textContent = text;
  }
}
