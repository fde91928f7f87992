// Earlier and later messages, fetched shortly before the reader reaches them.

import { PLACED, list, on, scroller } from "./page.js";

const AHEAD = "600px 0px";

if (list) {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) window.htmx.trigger(entry.target.querySelector("a"), "reach");
      }
    },
    { root: scroller, rootMargin: AHEAD },
  );
  const watch = () => list.querySelectorAll(":scope > .more").forEach((more) => watcher.observe(more));
  watch();
  on(PLACED, ({ target }) => target === list && watch());
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.closest(".more")) scroller.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.elt.closest(".more") && list.querySelector(":scope > .more.htmx-request")) return;
    scroller.removeAttribute("aria-busy");
  });
  // A failed try is repeated when the reader comes near again.
  document.addEventListener("htmx:sendError", ({ target }) => {
    const more = target.closest(".more");
    if (more) watcher.unobserve(more);
    if (more) window.setTimeout(() => watcher.observe(more), 2000);
  });
}

