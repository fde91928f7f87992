// A page about a room says when the room is lost or archived: its row in the sidebar tells.

const about = document.querySelector("[data-about-room]");
const rooms = document.getElementById("rooms");

const line = (name) => about.querySelector(`[data-state=${name}]`);

function follow() {
  const row = document.getElementById(`room-${about.dataset.aboutRoom}`);
  line("gone").hidden = row !== null;
  if (row) line("archived").hidden = row.dataset.archived === undefined;
}

if (about && rooms) new MutationObserver(follow).observe(rooms, { childList: true, subtree: true });
