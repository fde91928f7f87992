// The code's cells, sending it by itself when it is whole, and the wait for another one.

const LENGTH = 6;
const PATIENCE = 10_000; // milliseconds until what was sent may be sent again: it did not get through
const field = document.querySelector(".code .input");
const again = document.querySelector("[data-resend-in]");

function draw(cells) {
  const digits = field.value.replace(/\D/g, "").slice(0, LENGTH);
  cells.forEach((cell, place) => {
    cell.textContent = digits[place] ?? "";
    cell.classList.toggle("is-next", place === Math.min(digits.length, LENGTH - 1));
  });
  return digits;
}

function onInput(cells) {
  const digits = draw(cells);
  field.value = digits;
  if (digits.length === LENGTH) field.form.requestSubmit();
}

/** Digits were there before this script: typed or filled in, and not put back by a reload or the way back. */
function isTypedAlready() {
  const [visit] = performance.getEntriesByType("navigation");
  return visit?.type === "navigate" && field.value !== field.defaultValue;
}

if (field) {
  const row = document.createElement("div");
  row.className = "code__cells";
  row.ariaHidden = "true";
  const cells = Array.from({ length: LENGTH }, () => row.appendChild(document.createElement("i")));
  field.after(row);
  field.parentElement.dataset.cells = "";
  field.addEventListener("input", () => onInput(cells));
  draw(cells);
  let isSent = false;
  field.form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault(); // Enter behind the last digit would send it twice
    isSent = true;
    window.setTimeout(() => (isSent = false), PATIENCE);
  });
  if (isTypedAlready()) onInput(cells);
  else if (field.getAttribute("aria-invalid") === "true") field.select();
}

if (again) {
  const clock = again.querySelector("[data-clock]");
  const until = Date.now() + Number(again.dataset.resendIn) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    clock.textContent = `0:${String(left).padStart(2, "0")}`;
    again.hidden = left === 0;
    again.nextElementSibling.hidden = left > 0;
    if (left === 0) window.clearInterval(timer);
  };
  const timer = window.setInterval(tick, 1000);
  tick();
}
