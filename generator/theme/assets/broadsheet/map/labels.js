/* The labels of topics keep inside the view; one that would cover a larger topic's is left out until there is room. */

export class Labels {
  /** `tools` are the buttons, which no label may cover. */
  constructor(view, tools) {
    this.view = view;
    this.tools = tools;
    this.labels = [...view.drawing.querySelectorAll(".bs-labels text")].map((text) => {
      const lines = [...text.children], first = +lines[0].getAttribute("y"), last = +lines.at(-1).getAttribute("y");
      return { text, lines, x: +lines[0].getAttribute("x"), y: (first + last) / 2 };
    });
    view.listen(() => this.thin());
  }

  get count() {
    return this.labels.length;
  }

  thin() {
    const { unit } = this.view, gap = 5 * unit, taken = [this.corner(unit)];
    for (const label of this.labels) {
      const shape = this.lay(label, unit);
      const hit = taken.some((other) =>
        shape.x < other.x + other.width + gap && other.x < shape.x + shape.width + gap &&
        shape.y < other.y + other.height && other.y < shape.y + shape.height
      );
      if (hit && !label.text.classList.contains("bs-on")) label.text.style.display = "none";
      else taken.push(shape);
    }
  }

  /** Where the buttons are, in the drawing's units. */
  corner(unit) {
    const { part, drawing } = this.view, own = this.tools.getBoundingClientRect(), edge = drawing.getBoundingClientRect();
    return { x: part.x + (own.left - edge.left) * unit, y: part.y + (own.top - edge.top) * unit, width: own.width * unit, height: own.height * unit };
  }

  /** Puts the lines of a label at its home, or beside it where they would leave a view that shows the home. */
  lay({ text, lines, x, y }, unit) {
    const { part, small } = this.view, height = 18 * small * unit;
    text.style.display = "";
    lines.forEach((line, number) => {
      line.setAttribute("x", x);
      line.setAttribute("y", y + (number - (lines.length - 1) / 2) * height);
    });
    const shape = text.getBBox();
    const seen = x > part.x && x < part.x + part.w && y > part.y && y < part.y + part.h;
    const left = part.x + 4 * unit - shape.x, right = part.x + part.w - 4 * unit - shape.x - shape.width;
    const shift = !seen ? 0 : left > 0 ? left : right < 0 ? right : 0;
    if (shift) for (const line of lines) line.setAttribute("x", x + shift);
    shape.x += shift;
    return shape;
  }
}
