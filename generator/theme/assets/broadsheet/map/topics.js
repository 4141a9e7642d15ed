/* Topics: an open box of the lists, or one under the pointer or the focus, picks out its dots. */

export class Topics {
  constructor(drawing, labels) {
    this.drawing = drawing;
    this.labels = labels;
    this.boxes = [...document.querySelectorAll(".bs-legend details")];
    for (const box of this.boxes) this.watch(box);
  }

  /** The names, by number. */
  names() {
    return this.boxes.map((box) => box.querySelector("summary span").firstChild.textContent.trim());
  }

  watch(box) {
    const head = box.querySelector("summary"), { topic } = box.dataset;
    head.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") this.pick(topic);
    });
    head.addEventListener("pointerleave", () => this.pick());
    head.addEventListener("focus", () => {
      if (head.matches(":focus-visible")) this.pick(topic);
    });
    head.addEventListener("blur", () => this.pick());
    box.addEventListener("toggle", () => this.pick());
  }

  /** That topic, or those whose boxes are open. */
  pick(topic) {
    const chosen = topic === undefined ? this.boxes.filter((box) => box.open).map((box) => box.dataset.topic) : [topic];
    this.drawing.classList.toggle("bs-chosen", chosen.length > 0);
    for (const part of this.drawing.querySelectorAll("[data-topic]")) part.classList.toggle("bs-on", chosen.includes(part.dataset.topic));
    this.labels.thin();
  }

  /** Where the dots of a box's topic lie in the drawing. */
  shape(box) {
    return this.drawing.querySelector(`g[data-topic="${box.dataset.topic}"]`).getBBox();
  }

  /** Opens one box, or none, and closes the others. */
  open(one) {
    for (const box of this.boxes) box.open = box === one;
    this.pick();
  }
}
