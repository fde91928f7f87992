// Browsers whose keyboard covers the page instead of shrinking it: give the app what is left.

const view = window.visualViewport;
const app = document.querySelector(".app");

function fit() {
  app.style.setProperty("--vvh", `${view.height}px`);
  window.scrollTo(0, 0);
}

if (view && app && window.matchMedia("(pointer: coarse)").matches) {
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
}
