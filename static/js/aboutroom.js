// What a page says about a room says so when the room is lost or archived: its row in the sidebar tells.

const abouts = document.querySelectorAll("[data-about-room]");
const rooms = document.getElementById("rooms");

function follow(about) {
  const line = (name) => about.querySelector(`[data-state=${name}]`);
  const row = document.getElementById(`room-${about.dataset.aboutRoom}`);
  line("gone").hidden = row !== null;
  if (row) line("archived").hidden = row.dataset.archived === undefined;
}

if (abouts.length && rooms) new MutationObserver(() => abouts.forEach(follow)).observe(rooms, { childList: true, subtree: true });
