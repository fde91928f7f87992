// What localStorage has of a person, by the beginnings of its names. It imports nothing, like database.js.

export const draftsOf = (me) => `draft.${me}.`;
/** Texts that are being sent, until the database has them. */
export const hastyOf = (me) => `hasty.${me}.`;

/** Where there is no room for it, it is not there. */
export function setItem(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser may be full, or refuse.
  }
}

export const stored = (start) => Object.keys(localStorage).filter((name) => name.startsWith(start));
