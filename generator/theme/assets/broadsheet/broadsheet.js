/* Material makes a landmark without a name of each code block's buttons; a page with several of them is hard to go about.
   And where nothing hovers, it lets no key come to a block that is wider than its place. */
(function () {
  "use strict";
  var content = document.querySelector(".md-content");
  if (!content || !content.querySelector("pre > code")) return;
  var blocks = Array.from(content.querySelectorAll("pre > code"));
  function demote() {
    content.querySelectorAll("nav.md-code__nav:not([role])").forEach(function (nav) {
      nav.setAttribute("role", "none");
    });
  }
  function reach(block) {
    if (block.scrollWidth <= block.clientWidth) block.removeAttribute("tabindex");
    else if (!block.hasAttribute("tabindex")) block.setAttribute("tabindex", "0");
  }
  new MutationObserver(demote).observe(content, { childList: true, subtree: true });
  demote();
  var sizes = new ResizeObserver(function (seen) { seen.forEach(function (one) { reach(one.target); }); });
  var taken = new MutationObserver(function (seen) { seen.forEach(function (one) { reach(one.target); }); }); /* by that script */
  blocks.forEach(function (block) {
    sizes.observe(block);
    taken.observe(block, { attributeFilter: ["tabindex"] });
  });
})();

/* What an abbreviation stands for shows to a pointer that hovers; a tap shows it too, over what is below. */
(function () {
  "use strict";
  var content = document.querySelector(".md-content"), sense = document.createElement("span");
  if (!content || !content.querySelector("abbr[title]")) return;
  sense.className = "bs-sense";
  content.addEventListener("click", function (event) {
    var short = event.target.closest("abbr[title]");
    if (!short) return;
    sense.textContent = short.title;
    sense.style.left = sense.style.top = "0";
    short.after(sense);
    var text = (short.closest("p, li, td") || content).getBoundingClientRect(), own = short.getBoundingClientRect(), box = sense.getBoundingClientRect();
    sense.style.left = Math.max(text.left, Math.min(own.left, text.right - box.width)) - box.left + "px";
    sense.style.top = own.bottom - box.top + "px";
  });
  document.addEventListener("pointerdown", function () { sense.remove(); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") sense.remove(); });
})();

/* A list of digests marks those that were saved after all that were there when the reader last came. The day is kept in the browser. */
(function () {
  "use strict";
  var days = Array.from(document.querySelectorAll(".md-content li time"));
  if (!days.length) return;
  var key = "broadsheet-seen " + new URL("../..", document.currentScript.src).pathname;
  var newest = days.map(function (day) { return day.dateTime; }).sort().pop();
  try {
    var before = sessionStorage.getItem(key) || localStorage.getItem(key) || newest;
    sessionStorage.setItem(key, before); /* for as long as this visit goes on */
    if ((localStorage.getItem(key) || "") < newest) localStorage.setItem(key, newest);
  } catch (error) {
    return; /* a browser that keeps nothing */
  }
  days.forEach(function (day) {
    if (day.dateTime > before) day.insertAdjacentHTML("afterend", ' · <strong class="bs-new">new since your last visit</strong>');
  });
  var added = document.getElementById("added"); /* where the papers of the newest stand */
  if (added && newest > before) added.insertAdjacentHTML("beforeend", ' <small class="bs-new">new since your last visit</small>');
})();

/* Served, the page gets its search. Opened from disk, a folder's address shows the folder; this points such links at the page
   inside it. */
(function () {
  "use strict";
  /* The theme's script takes each alternate for the site in another language and fetches the whole site map beside it. It asks
     once all is loaded, and for this very word: a space behind it says the same and keeps feeds out. */
  document.querySelectorAll("link[rel=alternate]:not([hreflang])").forEach(function (link) { link.rel = "alternate "; });
  if (location.protocol !== "file:") {
    if (document.querySelector(".bs-find")) import("./search/box.js").catch(function () { rest(document.querySelector("[data-search-results]")); });
    if ("citing" in document.currentScript.dataset) import("./citing/citing.js");
    return;
  }

  /* Without its script the page of results tells how to search, as it does while nothing is searched. */
  function rest(results) {
    if (results) results.dataset.state = "idle";
  }

  function mend(link) {
    var href = link.getAttribute("href");
    if (!href || /^[a-z][a-z0-9+.-]*:|^#/i.test(href)) return;
    var parts = /^([^?#]*)(.*)$/.exec(href);
    var path = parts[1];
    if (path === "." || path === ".." || /(^|\/)\.\.?$/.test(path)) path += "/";
    if (path.endsWith("/")) link.setAttribute("href", path + "index.html" + parts[2]);
  }

  document.querySelectorAll("a[href]").forEach(mend);
  /* A search needs to fetch its index, which browsers do not allow from disk. */
  document.documentElement.dataset.disk = "";
  document.querySelectorAll(".bs-search, .bs-find").forEach(function (part) {
    part.hidden = true;
    part.style.display = "none";
  });
})();

/* The theme's keys for the page before and the page after, p and n, lead from paper to paper and through the pages of a list, not along
   the menu. */
(function () {
  "use strict";
  function find(beside, sign) {
    return document.querySelector(beside) || Array.from(document.querySelectorAll(".md-content .bs-pager a")).find(function (link) {
      return link.textContent.indexOf(sign) >= 0;
    });
  }
  var prev = find(".bs-newer", "←"), next = find(".bs-older", "→");
  if (!prev && !next) return;
  document.querySelectorAll("link[rel=prev], link[rel=next]").forEach(function (link) { link.remove(); });
  [["prev", prev], ["next", next]].forEach(function (way) {
    if (way[1]) document.head.appendChild(Object.assign(document.createElement("link"), { rel: way[0], href: way[1].href }));
  });
})();
