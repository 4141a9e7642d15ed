/* What the address names on the map: `map/#topic-…` opens the box of that topic, and shows the map rather than the box. */

export function followAddress(view, topics) {
  function follow() {
    const box = document.getElementById(location.hash.slice(1));
    if (!topics.boxes.includes(box)) return;
    topics.open(box);
    view.box.scrollIntoView();
  }

  addEventListener("hashchange", follow);
  if (document.readyState === "complete") follow();
  else addEventListener("load", follow);
}
