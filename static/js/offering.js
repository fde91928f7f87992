// Which tools a message offers to whoever looks: the server judges, and says no where this is too generous.

import { composer } from "./composer.js";
import { list, me, scroller } from "./page.js";
import { bar, onAttach, tool } from "./tools.js";

const KEEPERS = ["owner", "moderator"];

const role = () => document.getElementById(`place-${list.dataset.room}`)?.dataset.role;
const stands = (row) => row.matches(":not(.msg--deleted)") && !composer.form.hidden;

export const canAnswer = stands;
export const isMine = (row) => stands(row) && row.dataset.author === me;
export const canRemove = (row) =>
  stands(row) && row.dataset.author !== me && KEEPERS.includes(role()) && scroller.dataset.view !== "bubbles";

const OFFERED = {
  edit: isMine,
  text: (row) => row.matches(":not(.msg--deleted)"),
  report: (row) => row.matches(":not(.msg--deleted)") && row.dataset.author !== me,
  delete: isMine,
  remove: canRemove,
  ending: (row) => isMine(row) || canRemove(row),
};

if (bar && composer) {
  onAttach((row) => {
    for (const [name, isOffered] of Object.entries(OFFERED)) tool(name).hidden = !isOffered(row);
    for (const button of bar.querySelectorAll("[data-reply]")) button.hidden = !canAnswer(row);
  });
}
