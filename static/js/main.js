// Everything a page of texter does by itself, one behaviour a module.

import "./menus.js";
import "./socket.js";
import "./upsert.js";
import "./time.js";
import "./grouping.js";
import "./trim.js";
import "./scroll.js";
import "./history.js";
import "./composer.js";
import "./drafts.js";
import "./outbox.js";
import "./banner.js";
import "./reading.js";
import "./faces.js";
import "./rows.js";
import "./title.js";
import "./places.js";
import "./rowmenu.js";
import "./switcher.js";
import "./rooms.js";
import "./typing.js";
import "./announce.js";
import "./keyboard.js";
import "./floatdate.js";
import "./viewport.js";
