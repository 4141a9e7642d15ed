/* The map by hand: zoom, drag, pinch, keys from dot to dot, a topic picked out by its box in the legend; and what the address names. */

import { Dots } from "./dots.js";
import { Found } from "./found.js";
import { goByHand } from "./hands.js";
import { goByKeys } from "./keys.js";
import { Labels } from "./labels.js";
import { Tip } from "./tip.js";
import { Topics } from "./topics.js";
import { View } from "./view.js";

const box = document.querySelector(".bs-map-box");
const drawing = box?.querySelector(".bs-map");
if (drawing) enliven();

function enliven() {
  const view = new View(box, drawing), dots = new Dots(drawing);
  const tools = makeTools([
    ["+", "Zoom in", () => view.zoom(1.6, undefined, true)],
    ["−", "Zoom out", () => view.zoom(1 / 1.6, undefined, true)],
    ["All", "All of the map", () => { topics.pick(); view.goHome(); }],
  ]);
  box.classList.add("bs-live");
  box.insertBefore(tools, drawing);
  const labels = new Labels(view, tools), topics = new Topics(drawing, labels);
  const tip = new Tip(box, dots.links.length > labels.count ? topics.names() : []); // a circle is called by its topic
  view.listen(() => (dots.isFocused && view.holds(dots.place) ? tip.show(dots.link) : tip.hide()));
  goByHand(view, tip);
  const found = new Found(view, dots, topics);
  goByKeys(view, dots, tip, () => {
    topics.open(null);
    found.clear();
    tip.hide();
  });
  new ResizeObserver(() => view.show()).observe(box);
  view.show();
}

function makeTools(rows) {
  const tools = document.createElement("div");
  tools.className = "bs-tools";
  for (const [sign, name, act] of rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.title = name;
    button.addEventListener("click", act);
    tools.append(button);
  }
  return tools;
}
