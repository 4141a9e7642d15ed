/* The part of the drawing that is shown: where it lies and how near it is; who listens is told of each change. */

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const NEAREST = 12; // times
const MOVING = 180; // milliseconds

export class View {
  constructor(box, drawing) {
    const { x, y, width, height } = drawing.viewBox.baseVal;
    this.box = box;
    this.drawing = drawing;
    this.full = { x, y, w: width, h: height };
    this.part = { ...this.full };
    this.listeners = [];
    this.frame = 0;
  }

  listen(heard) {
    this.listeners.push(heard);
  }

  /** The drawing's units in a pixel of the screen. */
  get unit() {
    return this.part.w / (this.drawing.clientWidth || this.full.w);
  }

  /** How much smaller labels and dots are on a small screen. */
  get small() {
    return Math.min(1, 0.52 + this.drawing.clientWidth / 2200);
  }

  get isWhole() {
    return this.part.w >= this.full.w * 0.999;
  }

  show() {
    const { drawing, part, full, small } = this;
    drawing.setAttribute("viewBox", [part.x, part.y, part.w, part.h].join(" "));
    drawing.style.setProperty("--bs-scale", (this.unit * small).toFixed(4));
    drawing.style.setProperty("--bs-dot", Math.min(16, 8 * small * small * Math.sqrt(full.w / part.w)).toFixed(1) + "px");
    this.box.classList.toggle("bs-zoomed", !this.isWhole);
    for (const heard of this.listeners) heard();
  }

  go(next, slowly) {
    next = this.within(next);
    cancelAnimationFrame(this.frame);
    if (!slowly || calm.matches) {
      this.part = next;
      this.show();
      return;
    }
    const from = this.part, start = performance.now();
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - start) / MOVING));
      this.part = Object.fromEntries(["x", "y", "w", "h"].map((key) => [key, from[key] + (next[key] - from[key]) * share]));
      this.show();
      if (share < 1) this.frame = requestAnimationFrame(step);
    };
    step(start);
  }

  goHome() {
    this.go({ ...this.full }, true);
  }

  zoom(factor, at = this.middle(), slowly = false) {
    const { part } = this, w = this.width(part.w / factor), share = w / part.w;
    this.go({ x: at.x - (at.x - part.x) * share, y: at.y - (at.y - part.y) * share, w }, slowly);
  }

  middle() {
    const { x, y, w, h } = this.part;
    return { x: x + w / 2, y: y + h / 2 };
  }

  holds({ x, y }) {
    const { part } = this;
    return x >= part.x && x <= part.x + part.w && y >= part.y && y <= part.y + part.h;
  }

  /** The place in the drawing of one on the screen. */
  place({ clientX, clientY }) {
    const edge = this.drawing.getBoundingClientRect(), { part } = this;
    return { x: part.x + ((clientX - edge.left) / edge.width) * part.w, y: part.y + ((clientY - edge.top) / edge.height) * part.h };
  }

  width(wanted) {
    return Math.min(this.full.w, Math.max(this.full.w / NEAREST, wanted));
  }

  within(next) {
    const { full } = this, w = this.width(next.w), h = (w * full.h) / full.w;
    return { x: between(full.x, next.x, full.x + full.w - w), y: between(full.y, next.y, full.y + full.h - h), w, h };
  }
}

function between(low, value, high) {
  return Math.min(high, Math.max(low, value));
}
