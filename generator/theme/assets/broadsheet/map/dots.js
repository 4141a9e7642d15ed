/* The drawing's links → the dots, in the order of the lists, each with its place; one of them is the stop of the tab key. */

const PAPER = /papers\/([^/]+)\/(?:index\.html)?$/; // served, or from disk

export class Dots {
  /** A dot's title becomes its name, so that the browser's own tooltip does not stand beside ours. */
  constructor(drawing) {
    this.links = [...drawing.querySelectorAll("a")];
    this.places = this.links.map(placeOf);
    this.current = 0;
    for (const link of this.links) {
      const title = link.querySelector("title");
      link.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    this.links[0].setAttribute("tabindex", "0");
  }

  get link() {
    return this.links[this.current];
  }

  get place() {
    return this.places[this.current];
  }

  /** The dot that the tab key comes to. */
  stop(index) {
    this.link.setAttribute("tabindex", "-1");
    this.current = index;
    this.link.setAttribute("tabindex", "0");
  }

  /** The browser would scroll the drawing in its box; only the page may move, and no dot hide under its header. */
  focus() {
    this.link.focus({ preventScroll: true });
    const { top, bottom } = this.link.getBoundingClientRect();
    if (top < 130 || bottom > innerHeight - 20) scrollBy(0, top - innerHeight / 2);
  }

  get isFocused() {
    return document.activeElement === this.link;
  }

  /** The dot that leads to a paper's page, or -1. */
  ofPaper(id) {
    return this.links.findIndex((link) => PAPER.exec(link.getAttribute("href"))?.[1] === id);
  }

  /** The nearest dot that way, or -1. Of dots in one place, those after the current one lie right and down, those before it left and up. */
  towards([dx, dy]) {
    const here = this.place, onward = dx + dy > 0;
    let best = -1, least = Infinity;
    this.places.forEach((place, index) => {
      const x = place.x - here.x, y = place.y - here.y;
      const ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
      if (index === this.current || ahead < 0 || (ahead === 0 && (aside > 0 || index > this.current !== onward))) return;
      const far = ahead + 2.5 * aside;
      if (far < least || (far === least && !onward)) [least, best] = [far, index];
    });
    return best;
  }
}

function placeOf(link) {
  const mark = link.lastElementChild;
  if (mark.localName === "circle") return { x: mark.cx.baseVal.value, y: mark.cy.baseVal.value };
  const [, x, y] = /M(-?[\d.]+) (-?[\d.]+)/.exec(mark.getAttribute("d"));
  return { x: +x, y: +y };
}
