// The picker by keyboard: arrows through the grids, Enter in the field takes the first that was found.

const buttons = (root) => [...root.querySelectorAll("button")];
const columnsOf = (grid) => getComputedStyle(grid).gridTemplateColumns.split(" ").length;
const forward = () => (document.dir === "rtl" ? -1 : 1);

/** A row up or down, into the neighbouring kind where this one ends. */
function vertical(from, step, body) {
  const grid = from.parentElement;
  const mine = buttons(grid);
  const columns = columnsOf(grid);
  const to = mine.indexOf(from) + step * columns;
  if (mine[to]) return mine[to];
  const column = mine.indexOf(from) % columns;
  const lastRow = Math.floor((mine.length - 1) / columns);
  if (step > 0 && Math.floor(mine.indexOf(from) / columns) < lastRow) return mine.at(-1);
  const grids = [...body.querySelectorAll(".picker__grid")];
  const next = buttons(grids[grids.indexOf(grid) + step] ?? document.createElement("div"));
  if (step > 0) return next[Math.min(column, next.length - 1)];
  const start = Math.floor((next.length - 1) / columns) * columns;
  return next[Math.min(start + column, next.length - 1)];
}

function horizontal(from, step, body) {
  const all = buttons(body);
  return all[all.indexOf(from) + step];
}

const STEPS = {
  ArrowRight: (from, body) => horizontal(from, forward(), body),
  ArrowLeft: (from, body) => horizontal(from, -forward(), body),
  ArrowDown: (from, body) => vertical(from, 1, body),
  ArrowUp: (from, body) => vertical(from, -1, body),
  Home: (from, body) => buttons(body)[0],
  End: (from, body) => buttons(body).at(-1),
};

/** Tab leads to one button of all grids: where the focus was last. */
export function moveTo(to, body) {
  for (const from of body.querySelectorAll("[tabindex='0']")) from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
  to.scrollIntoView({ block: "nearest" });
}

function inField(event, { field, body, choose }) {
  const first = buttons(body)[0];
  if (event.isComposing || !first) return;
  if (event.key === "ArrowDown") {
    event.preventDefault();
    first.focus();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (field.value.trim()) choose(first.value);
  }
}

function inGrid(event, { field, body }) {
  const step = STEPS[event.key];
  if (step) {
    event.preventDefault();
    const to = step(event.target, body);
    if (to) moveTo(to, body);
    else if (event.key === "ArrowUp") field.focus();
  } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
    field.focus(); // what is typed goes on the search
  }
}

export function handleKey(event, parts) {
  event.stopPropagation(); // the page behind has keys of its own
  if (event.target === parts.field) inField(event, parts);
  else if (parts.body.contains(event.target) && event.target.matches("button")) inGrid(event, parts);
}
