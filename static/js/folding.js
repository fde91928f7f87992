// What somebody says whom I blocked is folded until I ask for it.

import { PLACED, list, on, rows, stamp } from "./page.js";

export const blocked = new Set(document.querySelector("meta[name=blocked]")?.content.split(" ").filter(Boolean));
const shown = new Set(); // ids of rows

function fold(row) {
  if (!row.matches(".msg") || !blocked.has(row.dataset.author) || shown.has(row.id)) return;
  if (row.classList.contains("msg--folded")) return;
  row.classList.add("msg--folded");
  row.querySelector(".msg__main").prepend(stamp("folded"));
  // Its name would say the text that is out of sight.
  row.dataset.name = row.getAttribute("aria-labelledby");
  row.removeAttribute("aria-labelledby");
}

/** Whoever answers it brings it up again. */
function foldQuote(row) {
  const quote = row.querySelector(".msg__quote");
  if (blocked.has(quote?.dataset.saidBy)) quote.lastElementChild.textContent = stamp("folded").querySelector("span").textContent;
}

function unfold(row) {
  shown.add(row.id);
  row.classList.remove("msg--folded");
  row.querySelector(".msg__folded").remove();
  row.setAttribute("aria-labelledby", row.dataset.name);
  row.focus({ preventScroll: true });
}

if (list && blocked.size) {
  const draw = (row) => [fold, foldQuote].forEach((part) => part(row));
  rows().forEach(draw);
  on(PLACED, ({ target, placed }) => target === list && placed.forEach((row) => row.dataset.seq && draw(row)));
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-unfold]");
    if (button) unfold(button.closest(".msg"));
  });
}
