/* The title of the dot that is pointed at, stood on or tapped, beside it; with its topic where a dot is a paper. */

export class Tip {
  /** `topics` are the names of topics by number, or nothing where the title says it. */
  constructor(box, topics) {
    this.box = box;
    this.topics = topics;
    this.element = document.createElement("div");
    this.element.className = "bs-tip";
    this.element.setAttribute("aria-hidden", "true");
    this.element.hidden = true;
    box.append(this.element);
  }

  hide() {
    this.element.hidden = true;
  }

  show(link, hint = "") {
    const tip = this.element;
    tip.textContent = link.getAttribute("aria-label");
    for (const more of [this.topics[link.parentNode.dataset?.topic], hint].filter(Boolean)) {
      tip.appendChild(document.createElement("small")).textContent = more;
    }
    tip.hidden = false;
    const dot = link.getBoundingClientRect(), edge = this.box.getBoundingClientRect();
    const left = Math.min(Math.max(4, dot.left + dot.width / 2 - edge.left - tip.offsetWidth / 2), edge.width - tip.offsetWidth - 6);
    const gap = link.hasAttribute("aria-current") ? 16 : 8; // clear of the ring
    const above = dot.top - edge.top - tip.offsetHeight - gap;
    tip.style.transform = `translate(${left}px,${above < 2 ? dot.bottom - edge.top + gap : above}px)`;
  }
}
