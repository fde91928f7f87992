// Report what somebody else said: its question is asked over the page.

import { bar, onAttach, onChoose, tool } from "./tools.js";

if (bar) {
  onAttach((row, address) => (tool("report").href = `${address}report/`));
  onChoose("report");
}
