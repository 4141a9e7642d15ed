/* The map by mouse and finger: the wheel zooms, a drag moves, two fingers do both, and a tap tells what it hit. */

export function goByHand(view, tip) {
  const { drawing } = view, fingers = new Map();
  let dragged = false, finger = false, tapped = null;
  view.listen(() => (tapped = null));

  drawing.addEventListener("wheel", (event) => {
    /* The page scrolls on when there is nothing left to zoom out of. */
    if (event.deltaY > 0 && view.isWhole) return;
    event.preventDefault();
    view.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), view.place(event));
  }, { passive: false });

  drawing.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    finger = event.pointerType === "touch";
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    dragged = fingers.size > 1;
  });
  drawing.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other ? pinch(event, before, other) : drag(event, before)) fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      drawing.classList.remove("bs-held");
    });
  }

  function pinch({ clientX, clientY }, before, other) {
    const was = Math.hypot(before.x - other.x, before.y - other.y), now = Math.hypot(clientX - other.x, clientY - other.y);
    dragged = true;
    if (was > 8 && now > 8) view.zoom(now / was, view.place({ clientX: (clientX + other.x) / 2, clientY: (clientY + other.y) / 2 }));
    return true;
  }

  /* Whether it was one. */
  function drag(event, before) {
    if (!dragged && Math.hypot(event.clientX - before.x, event.clientY - before.y) < 4) return false;
    if (event.pointerType === "touch" && view.isWhole) return false;
    if (!dragged && drawing.setPointerCapture) drawing.setPointerCapture(event.pointerId);
    dragged = true;
    drawing.classList.add("bs-held");
    const { part } = view, unit = part.w / drawing.clientWidth;
    view.go({ x: part.x - (event.clientX - before.x) * unit, y: part.y - (event.clientY - before.y) * unit, w: part.w });
    return true;
  }

  /* A finger covers several dots: its first tap tells which one it hit, and the second on that one opens the paper. */
  drawing.addEventListener("click", (event) => {
    const link = event.target.closest("a"), first = finger && event.detail > 0 && link !== tapped; // a key's has no detail
    if (dragged || (first && link)) event.preventDefault();
    if (!dragged && first) {
      tapped = link;
      if (link) tip.show(link, "Tap again to open");
      else tip.hide();
    }
    dragged = false;
  }, true);
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
  drawing.addEventListener("touchstart", (event) => {
    if (event.touches.length > 1) event.preventDefault();
  }, { passive: false });

  drawing.addEventListener("pointerover", (event) => {
    const link = event.target.closest("a");
    if (link && !fingers.size) tip.show(link);
  });
  drawing.addEventListener("pointerout", () => tip.hide());
}
