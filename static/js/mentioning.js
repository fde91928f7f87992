// Behind an @: the people of the room. A small room's are fetched once, a large one's as one types.

import { PLACED, list, on, roomUrl } from "./page.js";
import { offer } from "./suggesting.js";

const PAUSE = 150; // milliseconds
const MOST = 20; // offered at once

let whole = null; // everybody in the room, once they are known to be all
let latest = "";

const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

async function ask(word) {
  const answer = await fetch(`${roomUrl}mentionable/?q=${encodeURIComponent(word)}`).catch(() => null);
  if (!answer?.ok || answer.redirected) return [];
  const box = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[role=listbox]");
  const people = [...box.children].map((person) => document.importNode(person, true));
  if (box.dataset.whole !== undefined) whole = people;
  return people;
}

/** 0: a name starts with the word, 1: one holds it, 2: none. */
function distance(person, word) {
  const names = plain(person.dataset.names);
  if (names.split(/[\s.]/).some((name) => name.startsWith(word))) return 0;
  return names.includes(word) ? 1 : 2;
}

function fitting(people, word) {
  const wanted = plain(word);
  const near = people.map((person) => [distance(person, wanted), person]).filter(([far]) => far < 2);
  return near.sort(([one], [other]) => one - other).map(([, person]) => person).slice(0, MOST);
}

async function find(word) {
  latest = word;
  const everybody = whole ?? (word ? [] : await ask(""));
  if (whole || !word) return fitting(whole ?? everybody, word);
  await new Promise((done) => window.setTimeout(done, PAUSE));
  return latest === word ? fitting(await ask(word), word) : [];
}

if (list) {
  offer(/(?:^|\s)(@)([\p{L}\p{N}\p{M}_.+-]*)$/u, find);
  // Somebody came, went or is called something else.
  on(PLACED, ({ target, placed }) => {
    if (target === list && placed.some((row) => row.matches(".sysmsg"))) whole = null;
  });
}
