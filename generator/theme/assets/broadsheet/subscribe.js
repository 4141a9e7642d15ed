/* The list of feeds: words typed leave the feeds that hold them all; a copied address is told to those who cannot see it.
   The copying itself is the theme's. */
(function () {
  "use strict";
  var field = document.getElementById("bs-feed-filter");
  if (!field) return;
  var status = field.parentNode.querySelector("[role=status]");
  var lists = Array.prototype.map.call(document.querySelectorAll("h3 + .bs-feeds"), function (list) {
    return { heading: list.previousElementSibling, list: list, rows: Array.prototype.slice.call(list.children) };
  });

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function filter() {
    var words = fold(field.value).split(/\s+/).filter(Boolean);
    var shown = 0, all = 0;
    lists.forEach(function (part) {
      var left = part.rows.filter(function (row) {
        var name = fold(row.firstElementChild.textContent);
        row.hidden = !words.every(function (word) { return name.includes(word); });
        return !row.hidden;
      });
      part.heading.hidden = part.list.hidden = !left.length;
      shown += left.length;
      all += part.rows.length;
    });
    status.textContent = words.length ? shown + " of " + all + " feeds" : "";
  }

  field.addEventListener("input", filter);
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-clipboard-text]");
    if (button && navigator.clipboard) status.textContent = "Copied";
  });
  filter(); /* a browser that goes back has the words still */
})();
