// A change that the page asks for: what answers it goes into the page, and a refusal is told in words.

import { list } from "./page.js";
import { say } from "./toasts.js";

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

/** True when it is done, else the server's words; empty where nobody answered any. */
export async function post(url, fields = {}) {
  const headers = { "HX-Request": "true", "X-CSRFToken": token() };
  const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(fields) }).catch(() => null);
  if (!answer?.ok) return wordsOf(answer);
  window.htmx.swap(list, await answer.text(), { swapStyle: "none" });
  return true;
}

async function wordsOf(answer) {
  const isPlain = answer?.headers.get("Content-Type")?.startsWith("text/plain");
  return isPlain ? answer.text() : "";
}

/** Whether it was done; where it was refused, that is said. */
export async function change(url, fields) {
  const done = await post(url, fields);
  if (done !== true) say(done);
  return done === true;
}
