/* The least page a search can have: a box, and a list of the first papers. `engine.js` is the engine that is measured. */

import { open } from "./engine.js";

const SHOWN = 8; // as in Broadsheet's own box
const box = document.querySelector("#box");
const find = open(); // promise of `(text, most) → [{ id, title }]`
let asked = 0;

box.addEventListener("input", async () => {
  const number = ++asked;
  const text = box.value;
  const hits = await (await find)(text, SHOWN);
  if (number !== asked) return;
  document.querySelector("#list").replaceChildren(...hits.map(item));
  document.querySelector("#status").textContent = `${hits.length} shown for ${text}`;
});

function item({ id, title }) {
  const link = document.createElement("a");
  link.href = `papers/${id}/`;
  link.textContent = title;
  const element = document.createElement("li");
  element.append(link);
  return element;
}

window.findPapers = async (text, most) => (await (await find)(text, most)).map(({ id }) => id);
