// The emoji of the site's own file, loaded once; found by their names and other words; the latest used.

const KEY = "emoji";
const MOST = 24;

let loading = null;

/** [{ emoji, name, group, words }] in Unicode's order. */
export function load(url) {
  loading ??= fetch(url)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((lines) => lines.map(([emoji, name, more, group]) => ({ emoji, name, group, words: `${name} ${more}`.toLowerCase().split(/[\s-]+/) })))
    .catch((error) => {
      loading = null; // the next opening tries again
      throw error;
    });
  return loading;
}

/** Those of which every word typed begins a word; whose name begins with just that first. */
export function matching(all, typed) {
  const sought = typed.trim().toLowerCase().split(/\s+/);
  const found = all.filter(({ words }) => sought.every((word) => words.some((each) => each.startsWith(word))));
  const rank = ({ words: [first] }) => (first === sought[0] ? 0 : first.startsWith(sought[0]) ? 1 : 2);
  return found.sort((one, other) => rank(one) - rank(other));
}

export function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // no storage, or somebody else's
  }
}

export function remember(emoji) {
  const kept = [emoji, ...recent().filter((each) => each !== emoji)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Without storage there is nothing to remember in.
  }
}
