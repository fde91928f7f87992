// Everything a page of texter does by itself, one behaviour a module.

import "./menus.js";
import "./details.js";
import "./socket.js";
import "./wake.js";
import "./upsert.js";
import "./time.js";
import "./grouping.js";
import "./folding.js";
import "./trim.js";
import "./scroll.js";
import "./history.js";
import "./composer.js";
import "./drafts.js";
import "./outbox.js";
import "./banner.js";
import "./reading.js";
import "./rows.js";
import "./room.js";
import "./typing.js";
import "./announce.js";
import "./keyboard.js";
import "./floatdate.js";
import "./viewport.js";
import "./person.js";
