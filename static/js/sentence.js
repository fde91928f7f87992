// A template's words with "{}" where a name stands; the names go in as text.

export const named = (name, tag = "bdi") => Object.assign(document.createElement(tag), { textContent: name });

/** `names` are elements. */
export function fill(place, words, ...names) {
  place.replaceChildren(...words.split("{}").flatMap((part, index) => (index ? [names[index - 1], part] : part)));
}
