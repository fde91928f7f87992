// Times in the viewer's own zone and manner; the server learns the zone for the next first paint.

import { PLACED, locale, on } from "./page.js";

const YEAR = 365 * 24 * 60 * 60;
const DAY = 24 * 60 * 60 * 1000;

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });

export const clockTime = (when) => clock.format(when);

const dated = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });

/** "10:42" today, "Thu" this week, "3 Nov" before, "3 Nov 2024" in another year. */
function brief(when) {
  if (when.toDateString() === new Date().toDateString()) return clock.format(when);
  if (when.getFullYear() !== new Date().getFullYear() && Date.now() - when > 6 * DAY) return dated.format(when);
  return (Date.now() - when < 6 * DAY ? weekday : date).format(when);
}

function localise(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const when = new Date(time.dateTime);
    if (!time.matches(".msg__edited")) time.textContent = time.closest(".row, .page, .last-seen, .filelist") ? brief(when) : clock.format(when);
    time.title = full.format(when);
  }
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.cookie = `tz=${zone}; path=/; max-age=${YEAR}; samesite=lax`;
localise(document);
document.addEventListener("htmx:load", ({ target }) => target.closest(".page") && localise(target));
on(PLACED, ({ placed }) => placed.forEach(localise));
// What was said today may be yesterday's by now.
const rooms = document.getElementById("rooms");
document.addEventListener("visibilitychange", () => rooms && localise(rooms));
