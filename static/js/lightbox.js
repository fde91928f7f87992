// A picture over the page; Left and Right lead to the others that stand there.

import { PLACED, on } from "./page.js";

const dialog = document.getElementById("lightbox");
const part = (selector) => dialog.querySelector(selector);

let current = null;
let place = ""; // the log or a list of files: each leads through its own

const isRightToLeft = () => getComputedStyle(dialog).direction === "rtl";

/** Those that a person sees: nothing of somebody they blocked. */
const images = () => [...document.querySelectorAll(`${place} a[data-image]`)].filter((link) => link.getClientRects().length);

export function open(link) {
  place = link.closest(".filelist") ? ".filelist" : "#messages";
  show(link);
  if (!dialog.open) dialog.showModal();
  part("[data-close]").focus();
}

function show(link) {
  current = link;
  const shown = part("figure img");
  shown.removeAttribute("src"); // the one before does not stand for it until it is there
  shown.src = link.href;
  shown.alt = link.dataset.name;
  part("#lightbox-name").textContent = link.dataset.name;
  const download = part("a[download]");
  download.href = link.dataset.original;
  download.download = link.dataset.name;
  tellWhose(link.closest("[data-seq]"));
  tellPlace();
}

function tellWhose(row) {
  const face = row.querySelector(".msg__gutter .avatar")?.cloneNode(true);
  part(".lightbox__face").replaceChildren(...(face ? [face] : []));
  part("[data-author]").textContent = row.querySelector(".msg__author").textContent.trim();
}

function tellPlace() {
  const all = images();
  const numbers = [all.indexOf(current) + 1, all.length];
  const time = current.closest("[data-seq]").querySelector(".msg__time").textContent;
  const count = all.length > 1 && numbers[0] ? [dialog.dataset.of.replace(/\{\}/g, () => numbers.shift())] : [];
  part("[data-facts]").textContent = ["", time, ...count].join(" · ");
  for (const button of dialog.querySelectorAll("[data-step]")) button.hidden = all.length < 2;
}

const seqOf = (link) => Number(link.closest("[data-seq]").dataset.seq);

/** Past the end it begins again; what the log let go of has its neighbours all the same. */
function neighbour(by) {
  const all = images();
  const at = all.indexOf(current);
  if (at >= 0) return all.at((at + by) % all.length);
  const before = all.filter((link) => seqOf(link) < seqOf(current)).length;
  return all.at((by > 0 ? before : before - 1) % all.length);
}

function step(by) {
  if (images().length) show(neighbour(by));
}

function onKey(event) {
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  step(isRightToLeft() ? -way : way);
}

function onClick(event) {
  const stepper = event.target.closest("[data-step]");
  if (stepper) step(Number(stepper.dataset.step));
  else if (!event.target.closest("header, img")) dialog.close();
  else if (event.target.closest("[data-close]")) dialog.close();
}

/** The focus goes to the picture that was seen last. */
function onClose() {
  part("figure img").removeAttribute("src");
  (current.isConnected ? current : neighbour(1))?.focus();
  current = null;
}

/** A message that changed is another element; one that was deleted has no picture any more. One that
 * the log has no room for is looked at all the same. */
function keepUp() {
  if (!current || current.isConnected) return;
  const same = images().find((link) => link.dataset.original === current.dataset.original);
  if (same) current = same;
  else if (document.getElementById(current.closest("[data-seq]").id)) dialog.close();
}

dialog.addEventListener("keydown", onKey);
dialog.addEventListener("click", onClick);
dialog.addEventListener("close", onClose);
on(PLACED, keepUp);
