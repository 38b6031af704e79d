// What a page can do: sort and filter its tables, name values under the pointer, and change between light and dark.

/// The script of a page. It reads the page and nothing else; without it the page only lacks these.
enum PageScript {
  static let text = """
    (function () {
      "use strict";
      var root = document.documentElement;
      var button = document.getElementById("theme");
      function isDark() {
        var chosen = root.getAttribute("data-theme");
        return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
      }
      function name() { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; }
      if (button) {
        button.hidden = false;
        name();
        button.addEventListener("click", function () {
          root.setAttribute("data-theme", isDark() ? "light" : "dark");
          name();
        });
      }

      function number(text) {
        var plain = text.replace(/,/g, "");
        var value = parseFloat(plain);
        return /^[-+]?[0-9.]/.test(plain) && isFinite(value) ? value : null;
      }
      var collator = new Intl.Collator(undefined, { numeric: true });
      function sort(table, column, isNumeric, direction) {
        var body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows);
        var keys = new Map();
        rows.forEach(function (row, place) {
          if (!row.dataset.place) row.dataset.place = place;
          var text = row.cells[column].textContent;
          keys.set(row, text === "\\u00b7" ? null : isNumeric ? number(text) : text);
        });
        rows.sort(function (a, b) {
          var totals = a.classList.contains("total") - b.classList.contains("total");
          if (totals) return totals;
          if (direction === 0) return a.dataset.place - b.dataset.place;
          var x = keys.get(a), y = keys.get(b);
          if (x === null || y === null) return (x === null) - (y === null) || a.dataset.place - b.dataset.place;
          var order = isNumeric ? x - y : collator.compare(x, y);
          return order * direction || a.dataset.place - b.dataset.place;
        });
        rows.forEach(function (row) { body.appendChild(row); });
      }
      document.querySelectorAll("section table").forEach(function (table) {
        var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
        heads.forEach(function (head, column) {
          var mark = document.createElement("span");
          mark.className = "s";
          head.appendChild(mark);
          head.dataset.sort = "0";
          head.tabIndex = 0;
          head.setAttribute("aria-sort", "none");
          function turn() {
            var isNumeric = head.classList.contains("r");
            var now = Number(head.dataset.sort);
            // Numbers begin with the greatest; a third click restores the order of the answer.
            var next = isNumeric ? (now === 0 ? -1 : now === -1 ? 1 : 0) : now === 0 ? 1 : now === 1 ? -1 : 0;
            heads.forEach(function (other) {
              other.dataset.sort = "0";
              other.setAttribute("aria-sort", "none");
              other.lastChild.textContent = "";
            });
            head.dataset.sort = String(next);
            head.setAttribute("aria-sort", next === 0 ? "none" : next > 0 ? "ascending" : "descending");
            mark.textContent = next === 0 ? "" : next > 0 ? "\\u25b4" : "\\u25be";
            sort(table, column, isNumeric, next);
          }
          head.addEventListener("click", turn);
          head.addEventListener("keydown", function (event) {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            turn();
          });
        });
      });
      document.querySelectorAll(".tools input").forEach(function (input) {
        input.hidden = false;
        var table = input.closest("section").querySelector("table");
        var count = input.parentNode.querySelector(".count");
        input.addEventListener("input", function () {
          var words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
          var rows = Array.prototype.slice.call(table.tBodies[0].rows), shown = 0, all = 0;
          rows.forEach(function (row) {
            var text = row.textContent.toLowerCase();
            if (row.classList.contains("total")) { row.hidden = words.length > 0; return; }
            all += 1;
            row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
            if (!row.hidden) shown += 1;
          });
          count.textContent = words.length ? count.dataset.of.replace("#", shown).replace("#", all) : "";
        });
      });

      var tip = document.getElementById("tip");
      document.querySelectorAll("svg.chart title").forEach(function (title) {
        title.parentNode.dataset.tip = title.textContent;
        title.remove();
      });
      function tell(event) {
        var mark = event.target.closest ? event.target.closest("[data-tip]") : null;
        tip.hidden = !mark;
        if (!mark) return;
        tip.textContent = mark.dataset.tip;
        var box = tip.getBoundingClientRect();
        var left = event.clientX + 14, top = event.clientY + 14;
        if (left + box.width > window.innerWidth - 8) left = Math.max(8, event.clientX - box.width - 14);
        if (top + box.height > window.innerHeight - 8) top = Math.max(8, event.clientY - box.height - 14);
        tip.style.left = left + "px";
        tip.style.top = top + "px";
      }
      document.addEventListener("pointermove", tell);
      // A finger has no place without a touch.
      document.addEventListener("pointerdown", tell);
    })();
    """
}
