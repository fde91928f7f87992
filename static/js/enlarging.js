// A picture opens over the page. What that takes comes with the first.

import { go, isPlain } from "./staying.js";

async function enlarge(event) {
  const link = event.target.closest?.("a[data-image]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  const lightbox = await import("./lightbox.js").catch(() => null);
  if (lightbox) lightbox.open(link);
  else go(link.href);
}

if (document.getElementById("lightbox")) document.addEventListener("click", enlarge);
