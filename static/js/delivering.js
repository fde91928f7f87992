// A waiting message to the server, and what came of it: {ok, status, words, wait, text}, or nothing
// where nobody answered.

const PATIENCE = 10_000; // milliseconds

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

export const headers = () => ({ "HX-Request": "true", "X-CSRFToken": token() });

export async function deliver({ id, url, body, replyTo, files }) {
  const fields = new URLSearchParams({ body, client_id: id, reply_to: replyTo });
  for (const { key } of files) fields.append("attachment", key);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`${url}messages/`, { method: "POST", headers: headers(), body: fields, signal });
    const text = await answer.text();
    return { text, ...outcome(answer.status, (name) => answer.headers.get(name), text) };
  } catch {
    return {};
  }
}

/** A refusal is a short text; whatever is not, like a proxy's page, is not for the log. */
export const outcome = (status, header, text) => ({
  ok: status >= 200 && status < 300,
  status,
  words: header("Content-Type")?.startsWith("text/plain") ? text : "",
  wait: header("Retry-After"),
});
