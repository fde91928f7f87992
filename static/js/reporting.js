// Report what somebody else said: its question is asked over the page.

import { bar, closeMenu, onAttach, tool } from "./tools.js";

if (bar) {
  onAttach((row, address) => (tool("report").href = `${address}report/`));
  tool("report").addEventListener("click", () => closeMenu({ focus: false }));
}
