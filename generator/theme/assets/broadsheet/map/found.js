/* What the address names on the map: of `map/#topic-…` the topic's dots, of `map/?paper=…` the paper's, which gets a ring and the focus;
   both may stand together. The map is shown rather than the lists, and where it is small, from near. */

const SMALL = 600; // pixels: on a narrower map a dot among hundreds is a speck
const AROUND = { dot: 0.3, topic: 0.4 }; // of the map's width, at least

export class Found {
  constructor(view, dots, topics) {
    this.view = view;
    this.dots = dots;
    this.topics = topics;
    addEventListener("hashchange", () => {
      if (!this.topic) return; // somewhere else on the page
      this.clear();
      this.follow(-1, true);
    });
    const begin = () => this.follow(dots.ofPaper(new URLSearchParams(location.search).get("paper")));
    if (document.readyState === "complete") begin();
    else addEventListener("load", begin);
  }

  /** The box of the topic that the address names. */
  get topic() {
    return this.topics.boxes.find((one) => one.id && one.id === location.hash.slice(1));
  }

  /** Takes the ring away. */
  clear() {
    this.ring?.remove();
    this.link?.removeAttribute("aria-current");
  }

  /** To the dot of this index, or to none, and to the topic of the address. */
  follow(index, slowly = false) {
    const { view, topics, topic: box } = this;
    if (box) topics.open(box);
    if (index >= 0) this.mark(index);
    else if (!box) return;
    if (view.drawing.clientWidth < SMALL) view.go(index >= 0 ? this.near(this.dots.place, AROUND.dot) : this.near(topics.shape(box), AROUND.topic), slowly);
    view.box.scrollIntoView();
    if (index >= 0) this.dots.focus();
  }

  mark(index) {
    const { drawing } = this.view, { namespaceURI } = drawing;
    this.dots.stop(index);
    this.link = this.dots.link;
    this.link.setAttribute("aria-current", "true");
    this.ring = document.createElementNS(namespaceURI, "g");
    this.ring.setAttribute("class", "bs-here");
    for (const part of ["ground", "line"]) {
      const circle = this.ring.appendChild(document.createElementNS(namespaceURI, "circle"));
      circle.setAttribute("class", `bs-here__${part}`);
      circle.setAttribute("cx", this.dots.place.x);
      circle.setAttribute("cy", this.dots.place.y);
    }
    drawing.append(this.ring);
  }

  /** The part of the map around a shape: all of it, and not less than a share of the whole. */
  near({ x, y, width = 0, height = 0 }, share) {
    const { full } = this.view, ratio = full.h / full.w;
    const w = Math.max(full.w * share, 1.3 * Math.max(width, height / ratio) + 60);
    return { x: x + (width - w) / 2, y: y + (height - w * ratio) / 2, w };
  }
}
