/* The map by hand: zoom, drag, pinch, keys from dot to dot, a topic picked out by its box in the legend or by the address. */
(function () {
  "use strict";
  var box = document.querySelector(".bs-map-box");
  var map = box && box.querySelector(".bs-map");
  if (!map) return;
  var whole = map.viewBox.baseVal;
  var full = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
  var view = { x: full.x, y: full.y, w: full.w, h: full.h };
  var links = Array.prototype.slice.call(map.querySelectorAll("a"));
  var spots = links.map(function (link) {
    var mark = link.lastElementChild;
    if (mark.localName === "circle") return { x: mark.cx.baseVal.value, y: mark.cy.baseVal.value };
    var at = /M(-?[\d.]+) (-?[\d.]+)/.exec(mark.getAttribute("d"));
    return { x: +at[1], y: +at[2] };
  });
  var calm = matchMedia("(prefers-reduced-motion: reduce)");
  var frame = 0;
  box.classList.add("bs-live");

  /* ---- the part of the map that is shown ---- */

  function show() {
    map.setAttribute("viewBox", [view.x, view.y, view.w, view.h].join(" "));
    var unit = view.w / (map.clientWidth || full.w);
    map.style.setProperty("--bs-scale", (unit * small()).toFixed(4));
    map.style.setProperty("--bs-dot", Math.min(16, 8 * small() * small() * Math.sqrt(full.w / view.w)).toFixed(1) + "px");
    box.classList.toggle("bs-zoomed", view.w < full.w * 0.999);
    thin(unit);
    tapped = null;
    hideTip();
  }

  /* How much smaller labels and dots are on a small screen. */
  function small() { return Math.min(1, 0.52 + map.clientWidth / 2200); }

  var labels = Array.prototype.slice.call(map.querySelectorAll(".bs-labels text"));
  labels.forEach(function (label) {
    var lines = label.children, first = +lines[0].getAttribute("y"), last = +lines[lines.length - 1].getAttribute("y");
    label.bsHome = { x: +lines[0].getAttribute("x"), y: (first + last) / 2 };
  });

  /* Labels keep inside the view; one that would cover a larger topic's is left out until there is room. */
  function thin(unit) {
    var taken = [], line = 18 * small() * unit;
    var corner = tools.getBoundingClientRect(), edge = map.getBoundingClientRect();
    taken.push({
      x: view.x + (corner.left - edge.left) * unit, y: view.y + (corner.top - edge.top) * unit,
      width: corner.width * unit, height: corner.height * unit
    });
    labels.forEach(function (label) {
      var lines = label.children, home = label.bsHome;
      label.style.display = "";
      for (var i = 0; i < lines.length; i++) {
        lines[i].setAttribute("x", home.x);
        lines[i].setAttribute("y", home.y + (i - (lines.length - 1) / 2) * line);
      }
      var shape = label.getBBox();
      var seen = home.x > view.x && home.x < view.x + view.w && home.y > view.y && home.y < view.y + view.h;
      var left = view.x + 4 * unit - shape.x, right = view.x + view.w - 4 * unit - shape.x - shape.width;
      var shift = !seen ? 0 : left > 0 ? left : right < 0 ? right : 0;
      if (shift) {
        for (i = 0; i < lines.length; i++) lines[i].setAttribute("x", home.x + shift);
        shape.x += shift;
      }
      var gap = 5 * unit;
      var hit = taken.some(function (other) {
        return shape.x < other.x + other.width + gap && other.x < shape.x + shape.width + gap &&
          shape.y < other.y + other.height && other.y < shape.y + shape.height;
      });
      if (hit && !label.classList.contains("bs-on")) label.style.display = "none";
      else taken.push(shape);
    });
  }

  function within(next) {
    next.w = Math.min(full.w, Math.max(full.w / 12, next.w));
    next.h = (next.w * full.h) / full.w;
    next.x = Math.min(full.x + full.w - next.w, Math.max(full.x, next.x));
    next.y = Math.min(full.y + full.h - next.h, Math.max(full.y, next.y));
    return next;
  }

  function go(next, slowly) {
    next = within(next);
    cancelAnimationFrame(frame);
    if (!slowly || calm.matches) {
      view = next;
      return show();
    }
    var from = view, start = performance.now();
    (function step(now) {
      var part = Math.min(1, Math.max(0, (now - start) / 180));
      view = {};
      ["x", "y", "w", "h"].forEach(function (key) { view[key] = from[key] + (next[key] - from[key]) * part; });
      show();
      if (part < 1) frame = requestAnimationFrame(step);
    })(start);
  }

  function zoom(factor, at, slowly) {
    at = at || { x: view.x + view.w / 2, y: view.y + view.h / 2 };
    var w = Math.min(full.w, Math.max(full.w / 12, view.w / factor)), k = w / view.w;
    go({ x: at.x - (at.x - view.x) * k, y: at.y - (at.y - view.y) * k, w: w }, slowly);
  }

  function place(event) {
    var edge = map.getBoundingClientRect();
    return { x: view.x + ((event.clientX - edge.left) / edge.width) * view.w, y: view.y + ((event.clientY - edge.top) / edge.height) * view.h };
  }

  /* ---- buttons ---- */

  var tools = document.createElement("div");
  tools.className = "bs-tools";
  [["+", "Zoom in", function () { zoom(1.6, null, true); }], ["−", "Zoom out", function () { zoom(1 / 1.6, null, true); }], ["All", "All of the map", function () { pick(null); go({ x: full.x, y: full.y, w: full.w }, true); }]].forEach(function (row) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = row[0];
    button.setAttribute("aria-label", row[1]);
    button.title = row[1];
    button.addEventListener("click", row[2]);
    tools.appendChild(button);
  });
  box.insertBefore(tools, map);

  /* ---- wheel, drag and pinch ---- */

  map.addEventListener("wheel", function (event) {
    /* The page scrolls on when there is nothing left to zoom out of. */
    if (event.deltaY > 0 && view.w >= full.w * 0.999) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), place(event));
  }, { passive: false });

  var fingers = new Map(), dragged = false, finger = false, tapped = null;
  map.addEventListener("pointerdown", function (event) {
    if (event.button) return;
    finger = event.pointerType === "touch";
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    dragged = fingers.size > 1;
  });
  map.addEventListener("pointermove", function (event) {
    var before = fingers.get(event.pointerId);
    if (!before) return;
    var unit = view.w / map.clientWidth;
    var others = Array.from(fingers.entries()).filter(function (pair) { return pair[0] !== event.pointerId; });
    if (others.length) {
      var other = others[0][1];
      var was = Math.hypot(before.x - other.x, before.y - other.y), now = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      dragged = true;
      if (was > 8 && now > 8) zoom(now / was, place({ clientX: (event.clientX + other.x) / 2, clientY: (event.clientY + other.y) / 2 }));
    } else {
      if (!dragged && Math.hypot(event.clientX - before.x, event.clientY - before.y) < 4) return;
      if (event.pointerType === "touch" && view.w >= full.w * 0.999) return;
      if (!dragged && map.setPointerCapture) map.setPointerCapture(event.pointerId);
      dragged = true;
      map.classList.add("bs-held");
      go({ x: view.x - (event.clientX - before.x) * unit, y: view.y - (event.clientY - before.y) * unit, w: view.w });
    }
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  ["pointerup", "pointercancel"].forEach(function (name) {
    window.addEventListener(name, function (event) {
      fingers.delete(event.pointerId);
      map.classList.remove("bs-held");
    });
  });
  /* A finger covers several dots: its first tap tells which one it hit, and the second on that one opens the paper. */
  map.addEventListener("click", function (event) {
    var link = event.target.closest("a"), first = finger && event.detail > 0 && link !== tapped; // a key's has no detail
    if (dragged || (first && link)) event.preventDefault();
    if (!dragged && first) {
      tapped = link;
      if (link) showTip(link, "Tap again to open");
      else hideTip();
    }
    dragged = false;
  }, true);
  map.addEventListener("dragstart", function (event) { event.preventDefault(); });
  map.addEventListener("touchstart", function (event) { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });

  /* ---- the title of a dot ---- */

  var tip = document.createElement("div");
  tip.className = "bs-tip";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  box.appendChild(tip);

  /* A dot's title becomes its name, so that the browser's own tooltip does not stand beside ours. */
  links.forEach(function (link) {
    var title = link.querySelector("title");
    link.setAttribute("aria-label", title.textContent);
    title.remove();
  });

  var topics = Array.prototype.map.call(document.querySelectorAll(".bs-legend summary span"), function (label) {
    return label.firstChild.textContent.trim();
  });

  function hideTip() { tip.hidden = true; }

  function showTip(link, hint) {
    var topic = topics[(link.parentNode.dataset || {}).topic];
    tip.textContent = link.getAttribute("aria-label");
    [spots.length > labels.length && topic, hint].filter(Boolean).forEach(function (more) {
      tip.appendChild(document.createElement("small")).textContent = more;
    });
    tip.hidden = false;
    var dot = link.getBoundingClientRect(), edge = box.getBoundingClientRect();
    var left = Math.min(Math.max(4, dot.left + dot.width / 2 - edge.left - tip.offsetWidth / 2), edge.width - tip.offsetWidth - 6);
    var top = dot.top - edge.top - tip.offsetHeight - 8;
    if (top < 2) top = dot.bottom - edge.top + 8;
    tip.style.transform = "translate(" + left + "px," + top + "px)";
  }

  map.addEventListener("pointerover", function (event) {
    var link = event.target.closest("a");
    if (link && !fingers.size) showTip(link);
  });
  map.addEventListener("pointerout", hideTip);

  /* ---- keys: one stop of the tab key, then the arrows go to the nearest dot that way ---- */

  var current = 0;
  var keysHelp = "Keys: arrows go to the nearest dot that way, Page Down and Page Up through all dots in the order of the lists, + and − zoom, Escape clears.";
  links[0].setAttribute("tabindex", "0");

  function stand(index) {
    links[current].setAttribute("tabindex", "-1");
    current = index;
    links[current].setAttribute("tabindex", "0");
    var spot = spots[current];
    if (spot.x < view.x || spot.x > view.x + view.w || spot.y < view.y || spot.y > view.y + view.h)
      go({ x: spot.x - view.w / 2, y: spot.y - view.h / 2, w: view.w });
    /* The browser would scroll the drawing in its box; only the page may move, and no dot hide under its header. */
    links[current].focus({ preventScroll: true });
    var dot = links[current].getBoundingClientRect();
    if (dot.top < 130 || dot.bottom > innerHeight - 20) scrollBy(0, dot.top - innerHeight / 2);
  }

  /* The nearest dot that way. Of dots in one place, those after the current one lie right and down, those before it left and up. */
  function towards(dx, dy) {
    var here = spots[current], best = -1, least = Infinity, onward = dx + dy > 0;
    spots.forEach(function (spot, index) {
      var x = spot.x - here.x, y = spot.y - here.y;
      var ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
      if (index === current || ahead < 0 || (ahead === 0 && (aside > 0 || index > current !== onward))) return;
      var far = ahead + 2.5 * aside;
      if (far < least || (far === least && !onward)) { least = far; best = index; }
    });
    return best;
  }

  /* The arrows may never stop at a dot among nearer ones; these keys pass every dot, in the order of the lists. */
  var steps = {
    PageDown: function () { return Math.min(current + 1, links.length - 1); },
    PageUp: function () { return Math.max(current - 1, 0); },
    Home: function () { return 0; },
    End: function () { return links.length - 1; }
  };
  box.setAttribute("aria-label", box.getAttribute("aria-label") + " " + keysHelp);
  var help = document.createElement("p");
  help.className = "bs-keys";
  help.setAttribute("aria-hidden", "true");
  help.textContent = keysHelp;
  box.appendChild(help);

  var keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  map.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (keys[event.key] || steps[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      var next = keys[event.key] ? towards(keys[event.key][0], keys[event.key][1]) : steps[event.key]();
      if (next >= 0) stand(next);
    } else if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      zoom(event.key === "+" ? 1.6 : 1 / 1.6, spots[current]);
      showTip(links[current]);
    } else if (event.key === "Escape") {
      boxes.forEach(function (one) { one.open = false; });
      pick(null);
      hideTip();
    }
  });
  /* On the box, not the drawing: a drawing that listens for focus becomes a stop of the tab key itself. */
  box.addEventListener("focusin", function (event) {
    var index = links.indexOf(event.target.closest("a"));
    if (index < 0) return;
    links[current].setAttribute("tabindex", "-1");
    current = index;
    links[current].setAttribute("tabindex", "0");
    showTip(links[current]);
  });
  box.addEventListener("focusout", hideTip);

  /* ---- topics: an open box, or one under the pointer or the focus, picks out its dots ---- */

  var boxes = Array.prototype.slice.call(document.querySelectorAll(".bs-legend details"));

  function pick(number) {
    var open = boxes.filter(function (one) { return one.open; }).map(function (one) { return one.dataset.topic; });
    var chosen = number === null ? open : [number];
    map.classList.toggle("bs-chosen", chosen.length > 0);
    map.querySelectorAll("[data-topic]").forEach(function (part) {
      part.classList.toggle("bs-on", chosen.indexOf(part.dataset.topic) >= 0);
    });
    thin(view.w / (map.clientWidth || full.w));
  }

  boxes.forEach(function (one) {
    var head = one.querySelector("summary"), number = one.dataset.topic;
    head.addEventListener("pointerenter", function (event) { if (event.pointerType === "mouse") pick(number); });
    head.addEventListener("pointerleave", function () { pick(null); });
    head.addEventListener("focus", function () { if (head.matches(":focus-visible")) pick(number); });
    head.addEventListener("blur", function () { pick(null); });
    one.addEventListener("toggle", function () { pick(null); });
  });

  /* `map/#topic-…` opens the box of that topic, and shows the map rather than the box. */
  function follow() {
    var one = document.getElementById(location.hash.slice(1));
    if (boxes.indexOf(one) < 0) return;
    boxes.forEach(function (other) { other.open = other === one; });
    pick(null);
    box.scrollIntoView();
  }

  window.addEventListener("hashchange", follow);
  if (document.readyState === "complete") follow();
  else window.addEventListener("load", follow);

  new ResizeObserver(show).observe(box);
  show();
})();
