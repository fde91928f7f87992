// A page that is looked at again, or finds its network again, sees to its socket at once.

import { catchUp } from "./catchup.js";
import { list } from "./page.js";
import { reconnect, renewIfSilent } from "./socket.js";

const HIDDEN_LONG = 60_000;

let hiddenAt = 0;

function onVisible() {
  if (document.visibilityState === "hidden") {
    hiddenAt = Date.now();
    return;
  }
  reconnect();
  renewIfSilent();
  if (list && hiddenAt && Date.now() - hiddenAt > HIDDEN_LONG) catchUp();
}

document.addEventListener("visibilitychange", onVisible);
window.addEventListener("online", reconnect);
