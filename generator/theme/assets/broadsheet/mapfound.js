/* What the address names on the map: of `map/#topic-…` the topic's dots, of `map/#paper-…` the paper's, with a ring around it; where the
   map is small it is shown from near. */
(function () {
  "use strict";
  var SMALL = 600; // pixels: on a narrower map a dot among hundreds is a speck
  var box = document.querySelector(".bs-map-box");
  var map = box && box.bsMap; // of map.js
  if (!map) return;
  var found = null, ring = null;

  function name() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return ""; // no address at all
    }
  }

  /* The dot of the paper in this row of the lists. */
  function dotOf(row) {
    var address = row.querySelector("a").getAttribute("href");
    return map.links.find(function (link) { return link.getAttribute("href") === address; });
  }

  function drawRing(shape) {
    ring = document.createElementNS(map.drawing.namespaceURI, "g");
    ring.setAttribute("class", "bs-here");
    ["bs-here__ground", "bs-here__line"].forEach(function (part) {
      var circle = document.createElementNS(map.drawing.namespaceURI, "circle");
      circle.setAttribute("class", part);
      circle.setAttribute("cx", shape.x + shape.width / 2);
      circle.setAttribute("cy", shape.y + shape.height / 2);
      ring.appendChild(circle);
    });
    map.drawing.appendChild(ring);
  }

  /* Nothing but this dot is marked. */
  function mark(link) {
    if (found) found.removeAttribute("aria-current");
    if (ring) ring.remove();
    found = link || null;
    ring = null;
    if (!found) return;
    found.setAttribute("aria-current", "true");
    drawRing(found.getBBox());
    map.stop(map.links.indexOf(found));
  }

  /* The part of the map around a shape: all of it, and not less than a share of the whole. */
  function near(shape, share) {
    var ratio = map.full.h / map.full.w;
    var w = Math.max(map.full.w * share, 1.3 * Math.max(shape.width, shape.height / ratio) + 60);
    return { x: shape.x + (shape.width - w) / 2, y: shape.y + (shape.height - w * ratio) / 2, w: w };
  }

  function follow(slowly) {
    var target = document.getElementById(name());
    var topic = target && target.closest(".bs-legend details");
    mark(topic && target !== topic ? dotOf(target) : null);
    if (!topic) return;
    map.boxes.forEach(function (other) { other.open = other === topic; });
    map.pick(null);
    if (map.drawing.clientWidth < SMALL) {
      var group = map.drawing.querySelector("g[data-topic='" + topic.dataset.topic + "']");
      map.go(found ? near(found.getBBox(), 0.3) : near(group.getBBox(), 0.4), slowly);
    }
    box.scrollIntoView();
  }

  window.addEventListener("hashchange", function () { follow(true); });
  if (document.readyState === "complete") follow(false);
  else window.addEventListener("load", function () { follow(false); });
})();
