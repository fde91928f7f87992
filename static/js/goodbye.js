// Whoever signs out on a page of its own leaves nothing unsent behind; static/js/drafts.js sees to it
// where there is a composer.

const FORGOTTEN = /^draft\.|^emoji$/;

document.addEventListener("submit", () => {
  const names = Object.keys(localStorage).filter((name) => FORGOTTEN.test(name));
  names.forEach((name) => localStorage.removeItem(name));
  localStorage.setItem("forgotten", Date.now());
  window.indexedDB?.deleteDatabase("outbox");
});
