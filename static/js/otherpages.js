// What becomes of a waiting message is heard by the other pages that its writer has open here.

import { me, on, tell } from "./page.js";
import { ENTRY } from "./sending.js";

const TOLD = ["sending", "failed"]; // what is sent comes to every page as a push

const pages = me && window.BroadcastChannel ? new BroadcastChannel(`outbox.${me}`) : null;

/** `entry` as ENTRY has it, {id, state}; "gone" for one that was given up or is being written again. */
export const tellOthers = (entry) => pages?.postMessage(entry);

on(ENTRY, (entry) => !entry.isHeard && TOLD.includes(entry.state) && tellOthers(entry));
pages?.addEventListener("message", ({ data }) => tell(ENTRY, { ...data, isHeard: true }));
