/* Papers of a list → others like these, with what each is like; from the file of related papers, which is loaded when it is asked for. */

import { countPapers, make, siteUrl } from "./elements.js";
import { loadAll } from "./records.js";
import { mark } from "./rows.js";
import { listenForRefusals } from "./store.js";

const MOST = 10; // papers that are proposed
const NAMED = 2; // of those that one is like; of more it is told how many
const LABEL = 48; // characters of a title that is named in passing

/**
 * The papers that are related to the `chosen` ones and not among them, at most `most`: `[{ paper, score, like }]`, papers by their
 * places. The score is the sum of those the site gives, `like` the chosen ones, those that say most first; of equals the one related to
 * more of them comes first, then the newer.
 */
export function propose(near, chosen, most = MOST) {
  const own = new Set(chosen);
  const found = new Map();
  for (const paper of own) {
    const pairs = near[paper] ?? [];
    for (let i = 0; i < pairs.length; i += 2) {
      if (own.has(pairs[i])) continue;
      if (!found.has(pairs[i])) found.set(pairs[i], { paper: pairs[i], score: 0, like: [] });
      const one = found.get(pairs[i]);
      one.score += pairs[i + 1];
      one.like.push([paper, pairs[i + 1]]);
    }
  }
  const best = [...found.values()].sort((a, b) => b.score - a.score || b.like.length - a.like.length || a.paper - b.paper).slice(0, most);
  return best.map(({ like, ...one }) => ({ ...one, like: like.sort(([a, more], [b, most]) => most - more || a - b).map(([paper]) => paper) }));
}

/** Adler-32 of identifiers, a line each, as `generator/citing/alike.py` has it. */
export function checksum(ids) {
  let [low, high] = [1, 0];
  for (const byte of new TextEncoder().encode(ids.join("\n"))) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}

/** The section at the end of the page; `shown` gives the identifiers of the papers that stand there, `renew` loads all papers anew. */
export class Alike {
  constructor(address, shown, renew) {
    Object.assign(this, { address, shown, renew, table: null });
    this.button = make("button", { type: "button", class: "bs-button", click: () => this.ask() }, "Find papers like these");
    this.status = make("p", { class: "bs-alike__status", role: "status", tabindex: "-1" }, "Others that the site knows as related to the papers above.");
    this.list = make("ul");
    this.section = make("section", { class: "bs-alike", "aria-labelledby": "alike", hidden: true },
      make("h2", { id: "alike" }, "Papers like these"), this.status, this.button, this.list);
    listenForRefusals((why) => this.table && this.say(why));
  }

  /** Load what is needed, once; where it does not come, the button stays. */
  async ask() {
    this.section.dataset.asked = ""; // room is kept from now on
    this.say("Looking for them…");
    try {
      this.table ??= await this.load();
    } catch {
      return this.say("The related papers could not be loaded; try again");
    }
    this.show();
    this.status.focus({ preventScroll: true });
  }

  /** What the site says of related papers, for the papers it cites: else places would mean others. Those known may be from before
      the site was built anew. */
  async load() {
    let [known, answer] = await Promise.all([loadAll(), fetch(this.address, { cache: "no-cache" })]);
    const { of, near } = await answer.json();
    if (of !== checksum([...known.keys()])) known = await this.renew();
    const ids = [...known.keys()];
    if (of !== checksum(ids)) throw new Error("of other papers");
    return { near, records: [...known.values()].map(({ record }) => record), places: new Map(ids.map((id, i) => [id, i])) };
  }

  show() {
    const shown = this.shown();
    this.section.hidden = !shown.length;
    this.button.hidden = this.table !== null;
    if (!this.table) return;
    const chosen = shown.flatMap((id) => this.table.places.get(id) ?? []);
    const found = propose(this.table.near, chosen);
    const at = Array.from(this.list.children).findIndex((row) => row.contains(document.activeElement));
    const part = document.activeElement?.localName;
    this.list.replaceChildren(...found.map((one) => this.row(one)));
    const told = found.length ? `${countPapers(found.length)}, the most related first.` : "The site knows no others that are related to these.";
    if (this.status.textContent !== told) this.say(told);
    if (at >= 0) (this.list.children[Math.min(at, found.length - 1)]?.querySelector(part) ?? this.status).focus();
  }

  row({ paper, like }) {
    const { id, title, date, inferred } = this.table.records[paper];
    const named = like.slice(0, like.length === NAMED + 1 ? NAMED + 1 : NAMED); // “and 1 more” takes the room of a name
    const others = like.length - named.length;
    const parts = named.flatMap((one, i) => [i ? (i === named.length - 1 && !others ? " and " : ", ") : "", this.link(one)]);
    return make("li", {},
      make("a", { class: "bs-title", href: addressOf(id) }, title),
      make("small", {}, date && `${date[0]}${inferred ? " (year inferred)" : ""} · `, "like ", parts, others > 0 && ` and ${others.toLocaleString("en")} more`),
      mark(id, title));
  }

  link(place) {
    const { id, title } = this.table.records[place];
    return make("a", { href: addressOf(id), title }, short(title));
  }

  say(text) {
    this.status.textContent = text;
  }
}

function addressOf(id) {
  return siteUrl(`papers/${encodeURIComponent(id)}/`);
}

/** What stands before a title's colon, or its first words. */
export function short(title) {
  const [head] = title.split(": ");
  const signs = [...head]; // whole ones, also those of two units
  if (signs.length <= LABEL) return head;
  const cut = signs.lastIndexOf(" ", LABEL);
  return `${signs.slice(0, cut > LABEL / 2 ? cut : LABEL).join("")}…`;
}
