/* The map by keys: one stop of the tab key, then from dot to dot. */

const HELP = "Keys: arrows go to the nearest dot that way, Page Down and Page Up through all dots in the order of the lists, + and − zoom, Escape clears.";
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/* The arrows may never stop at a dot among nearer ones; these keys pass every dot, in the order of the lists. */
const STEPS = {
  PageDown: (current, last) => Math.min(current + 1, last),
  PageUp: (current) => Math.max(current - 1, 0),
  Home: () => 0,
  End: (current, last) => last,
};

/** `clear` is what Escape does. */
export function goByKeys(view, dots, tip, clear) {
  const { box, drawing } = view;
  box.setAttribute("aria-label", `${box.getAttribute("aria-label")} ${HELP}`);
  const help = document.createElement("p");
  help.className = "bs-keys";
  help.setAttribute("aria-hidden", "true");
  help.textContent = HELP;
  box.append(help);

  drawing.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (WAYS[event.key] || STEPS[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      const next = WAYS[event.key] ? dots.towards(WAYS[event.key]) : STEPS[event.key](dots.current, dots.links.length - 1);
      if (next >= 0) stand(next);
    } else if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      view.zoom(event.key === "+" ? 1.6 : 1 / 1.6, dots.place);
      tip.show(dots.link);
    } else if (event.key === "Escape") clear();
  });
  /* On the box, not the drawing: a drawing that listens for focus becomes a stop of the tab key itself. */
  box.addEventListener("focusin", (event) => {
    const index = dots.links.indexOf(event.target.closest("a"));
    if (index < 0) return;
    dots.stop(index);
    tip.show(dots.link);
  });
  box.addEventListener("focusout", () => tip.hide());

  function stand(index) {
    dots.stop(index);
    const { part } = view, { x, y } = dots.place;
    if (!view.holds(dots.place)) view.go({ x: x - part.w / 2, y: y - part.h / 2, w: part.w });
    dots.focus();
  }
}
