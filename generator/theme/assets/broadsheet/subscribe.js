/* The list of feeds: a copied address is told to those who cannot see it. The copying itself is the theme's. */
(function () {
  "use strict";
  var status = document.querySelector(".bs-filter [role=status]");
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-clipboard-text]");
    if (button && status && navigator.clipboard) status.textContent = "Copied";
  });
})();
