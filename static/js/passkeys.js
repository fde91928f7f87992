// A device that gives no passkey fails in silence; allauth's script says so to other scripts only.

function say(notice) {
  notice.hidden = true;
  requestAnimationFrame(() => { notice.hidden = false; }); // shown again, it is read out again
}

document.addEventListener("allauth.error", (event) => {
  const notice = document.querySelector("[data-no-passkey]");
  if (!notice) return;
  event.preventDefault();
  say(notice);
});
