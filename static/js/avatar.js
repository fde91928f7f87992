// Choosing the square of a picture: drag it, zoom it. The server cuts by x, y and size.

const STEP = 0.05; // of the square, for an arrow key
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const form = document.querySelector("[data-avatar]");
const { picture: file, x, y, size } = form.elements;
const crop = form.querySelector(".crop");
const canvas = crop.querySelector("canvas");
const zoom = crop.querySelector("input");
const pen = canvas.getContext("2d");

let bitmap = null;
let square = null;
let held = null; // where the pointer was last

function show() {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(
    bitmap, square.x, square.y, square.size, square.size, 0, 0, canvas.width, canvas.height,
  );
  [x.value, y.value, size.value] = [square.x, square.y, square.size].map(Math.round);
}

function place(left, top, side) {
  square = {
    x: Math.min(Math.max(0, left), bitmap.width - side),
    y: Math.min(Math.max(0, top), bitmap.height - side),
    size: side,
  };
  show();
}

function resize() {
  const side = Math.min(bitmap.width, bitmap.height) / Number(zoom.value);
  const grown = (square.size - side) / 2;
  place(square.x + grown, square.y + grown, side);
}

function move(right, down) {
  place(square.x + right, square.y + down, square.size);
}

function forget() {
  bitmap = null;
  crop.hidden = true;
  x.value = y.value = size.value = "";
}

async function open() {
  forget();
  const chosen = file.files[0];
  if (!chosen) return;
  // What this browser cannot read, the server judges.
  const read = await createImageBitmap(chosen).catch(() => null);
  if (!read || chosen !== file.files[0]) return;
  bitmap = read;
  zoom.value = 1;
  crop.hidden = false;
  const side = Math.min(bitmap.width, bitmap.height);
  place((bitmap.width - side) / 2, (bitmap.height - side) / 2, side);
}

file.addEventListener("change", open);
zoom.addEventListener("input", resize);

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  held = event;
});

canvas.addEventListener("pointermove", (event) => {
  if (!canvas.hasPointerCapture(event.pointerId)) return;
  const scale = square.size / canvas.clientWidth;
  move((held.clientX - event.clientX) * scale, (held.clientY - event.clientY) * scale);
  held = event;
});

canvas.addEventListener("keydown", (event) => {
  const arrow = ARROWS[event.key];
  if (!arrow) return;
  event.preventDefault();
  move(arrow[0] * STEP * square.size, arrow[1] * STEP * square.size);
});

// A page that comes back keeps the file it had.
open();
