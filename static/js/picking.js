// The picker is loaded when somebody first wants it: most pages are only read.

import { say } from "./toasts.js";

/** The chosen emoji, or null. */
export async function pick(anchor) {
  const picker = await import("./picker.js").catch(() => null);
  if (!picker) say();
  return picker ? picker.pick(anchor) : null;
}
