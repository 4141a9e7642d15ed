/* A list of many short entries: words typed leave those that hold them all; of a list that goes on on further pages, theirs too, which
   are fetched with the first word. Where nothing is left, the search is offered. */
(function () {
  "use strict";
  var ROWS = "h3 + .bs-feeds > li, h2[id^='letter-'] + ul > li";
  var BELOW = ":scope > .bs-line, :scope > .bs-title + small"; /* but not the papers that have an abbreviation */
  var LETTER = /[\p{L}\p{N}]/u;
  var MOST = 100; /* entries of other pages that are shown */
  var field = document.getElementById("bs-filter");
  if (!field) return;
  var box = field.parentNode;
  var status = box.querySelector("[role=status]");
  var search = document.querySelector(".bs-find__form"); /* of a site that has one */
  var page = Number(box.dataset.page), pages = Number(box.dataset.pages);
  var own, lists, others, known, place;

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  /* Of a name any part is found, of what stands below it the beginnings of words: “lora” is no “exploratory”. */
  function read(rows) {
    return Array.prototype.map.call(rows, function (row) {
      var below = Array.prototype.map.call(row.querySelectorAll(BELOW), function (part) { return part.textContent; });
      return { row: row, name: fold(row.firstElementChild.textContent), below: fold(below.join(" ")) };
    });
  }

  /* Whether a word of the text begins so; signs count, for “c++” is not “c”. */
  function begins(text, word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!LETTER.test(word.charAt(0)) || !LETTER.test(text.charAt(at - 1))) return true;
    }
    return false;
  }

  function count(number) {
    return number.toLocaleString("en");
  }

  /* The way from this page, for it must be the same wherever the site is read. */
  function lead(target) {
    if (target.origin !== location.origin) return target.href;
    var here = location.pathname.split("/").slice(0, -1), there = target.pathname.split("/"), shared = 0;
    while (shared < Math.min(here.length, there.length - 1) && here[shared] === there[shared]) shared += 1;
    return ("../".repeat(here.length - shared) + there.slice(shared).join("/") || "./") + target.search + target.hash;
  }

  /* The entries of another page, their links as they lead from here. */
  function fetchRows(number) {
    var address = new URL(number > 1 ? "page/" + number + "/" : "", new URL(box.dataset.first, location.href));
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(address + ": " + answer.status);
      return answer.text();
    }).then(function (text) {
      var rows = new DOMParser().parseFromString(text, "text/html").querySelectorAll(ROWS);
      rows.forEach(function (row) {
        row.querySelectorAll("a[href]").forEach(function (link) { link.setAttribute("href", lead(new URL(link.getAttribute("href"), address))); });
      });
      return read(rows);
    });
  }

  function load() {
    var numbers = Array.from({ length: pages }, function (_, i) { return i + 1; }).filter(function (number) { return number !== page; });
    others = Promise.all(numbers.map(fetchRows)).then(function (found) {
      known = found.flat();
      filter();
    }, function () {
      others = null; /* asked for again with the next word */
      status.textContent = status.textContent.replace(/;.*/, "; the others could not be loaded");
    });
  }

  /* A list at the end for what other pages have. */
  function makePlace() {
    var heading = document.createElement("h2");
    heading.id = "letter-elsewhere";
    heading.textContent = "On other pages";
    place = { heading: heading, list: document.createElement("ul") };
    lists[lists.length - 1].list.after(heading, place.list);
  }

  function show(heading, list, shown) {
    heading.hidden = list.hidden = !shown;
  }

  function filter() {
    var words = fold(field.value).split(/\s+/).filter(Boolean);
    if (!own && !words.length) return;
    function suits(entry) {
      return words.every(function (word) {
        return entry.name.includes(word) || begins(entry.below, word);
      });
    }
    if (!own) {
      own = read(document.querySelectorAll(ROWS));
      lists = Array.from(new Set(own.map(function (entry) { return entry.row.parentNode; })), function (list) {
        return { heading: list.previousElementSibling, list: list };
      });
    }
    var left = own.filter(function (entry) { return !(entry.row.hidden = !suits(entry)); }).length;
    lists.forEach(function (part) { show(part.heading, part.list, part.list.querySelector(":scope > li:not([hidden])")); });
    var found = known && words.length ? known.filter(suits) : [];
    if (known && !place) makePlace();
    if (place) {
      place.list.replaceChildren.apply(place.list, found.slice(0, MOST).map(function (entry) { return entry.row; }));
      show(place.heading, place.list, found.length);
    }
    tell(words.length > 0, left, found.length);
    if (words.length && pages > 1 && !others && location.protocol !== "file:") load();
  }

  /* Which knows half words and misspellings, and all texts. */
  function offerSearch(words) {
    var link = document.createElement("a");
    link.href = search.getAttribute("action") + "?" + new URLSearchParams({ q: words });
    link.textContent = "search papers for “" + words + "”";
    status.append("; ", link);
  }

  function tell(filtered, left, found) {
    var things = " " + box.dataset.things;
    var all = own.length + (known ? known.length : 0);
    var text = count(left + found) + " of " + count(all) + things;
    if (pages > 1 && !known) text += " on this page" + (location.protocol === "file:" ? "" : "; looking through the others…");
    if (found > MOST) text += "; of other pages the first " + MOST + " are shown";
    status.textContent = filtered ? text : "";
    if (filtered && search && !left && !found && (known || !(pages > 1))) offerSearch(field.value.trim());
  }

  field.addEventListener("input", filter);
  /* A letter that leads to what is not shown. */
  function reveal(hash) {
    var target = document.getElementById(hash.slice(1));
    if (!target || !target.hidden) return;
    field.value = "";
    filter();
    target.scrollIntoView();
  }

  addEventListener("hashchange", function () { reveal(location.hash); });
  addEventListener("click", function (event) { /* where the address has the letter already, it does not change */
    var link = event.target.closest && event.target.closest("a[href*='#']");
    if (link && link.href === location.href) reveal(link.hash);
  });
  filter(); /* a browser that goes back has the words still */
})();
