/* What the theme repeats on every page and what does nothing without scripts; the build writes `__bs.parts` and more before this. */

__bs.base = new URL("../../", document.currentScript.src).href;

/* Where the browser lets nobody store anything, the theme's script would stop as it asks what is stored: nothing is. */
try {
  void localStorage;
} catch (error) {
  Object.defineProperty(window, "localStorage", {
    value: { getItem: function () { return null; }, setItem: function () { throw error; }, removeItem: function () {} },
  });
}

/* Called in the header, before anything of the page is shown: the choice of colours, and the colours last chosen. */
__bs.palette = function () {
  document.currentScript.insertAdjacentHTML("beforebegin", __bs.parts.palette);
  __bs.choose();
};

/* Called at the end, before the theme's script: all that it looks for, and what only browsers read. That script takes each
   alternate for the site in another language and fetches the whole site map beside it; it asks for this very word, and with a
   space behind it feeds are kept out. */
__bs.begin = function () {
  var here = document.currentScript;
  document.querySelectorAll("link[rel=alternate]:not([hreflang])").forEach(function (link) { link.rel = "alternate "; });
  var config = document.createElement("script");
  config.id = "__config";
  config.type = "application/json";
  config.textContent = JSON.stringify(Object.assign({ base: __bs.base }, __bs.config));
  here.before(config);
  document.querySelectorAll("[data-md-component=toc] a").forEach(function (entry) { entry.classList.add("md-nav__link"); });
  here.insertAdjacentHTML("beforebegin", __bs.parts.toggle + __bs.parts.dialog);
  document.querySelector("main").insertAdjacentHTML("beforeend", __bs.parts.top);
  var heading = document.querySelector(".md-content h1");
  var title = document.querySelector(".md-header__ellipsis");
  if (heading && title) {
    var topic = document.createElement("div");
    topic.className = "md-header__topic";
    topic.dataset.mdComponent = "header-topic";
    topic.innerHTML = '<span class="md-ellipsis"></span>';
    topic.firstChild.textContent = heading.textContent;
    title.append(topic);
  }
  Object.keys(__bs.links).forEach(function (path) {
    document.head.insertAdjacentHTML("beforeend", __bs.links[path]);
    document.head.lastChild.href = __bs.base + path;
  });
  var results = document.querySelector("[data-search-results]");
  if (results && location.search.length > 1 && location.protocol !== "file:") results.dataset.state = "busy"; // else what to do with an empty search is shown first
  var own = document.createElement("script");
  if (__bs.citing) own.dataset.citing = "";
  own.src = __bs.base + "assets/broadsheet/broadsheet.js";
  document.head.append(own);
  __bs.drawer();
  __bs.open();
};

/* The theme opens its drawer by a label, which no key reaches and nobody who listens knows for a button. */
__bs.drawer = function () {
  var drawer = document.getElementById("__drawer"), label = document.querySelector("label.md-header__button[for=__drawer]");
  var menu = document.querySelector(".bs-menu");
  if (!drawer || !label || !menu) return;
  var opener = document.createElement("button");
  opener.className = label.className + " bs-opener";
  opener.type = "button";
  opener.setAttribute("aria-label", menu.getAttribute("aria-label"));
  opener.innerHTML = label.innerHTML;
  label.replaceWith(opener);
  document.documentElement.dataset.opener = "";
  var tell = function () { opener.setAttribute("aria-expanded", drawer.checked); };
  drawer.addEventListener("change", tell);
  tell();
  opener.addEventListener("click", function () {
    drawer.click();
    if (drawer.checked) menu.querySelector("a").focus();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    if (menu.contains(document.activeElement)) opener.focus();
  });
  menu.addEventListener("focusout", function (event) {
    if (drawer.checked && event.relatedTarget && !menu.contains(event.relatedTarget)) drawer.click();
  });
};
