// How large a file is, in the reader's language.

import { locale } from "./page.js";

const UNITS = ["kilobyte", "megabyte"];

/** "340 KB", "12.5 MB", as the server writes it. */
export function sizeOf(bytes) {
  const step = bytes < 1024 ** 2 ? 0 : 1;
  const options = { style: "unit", unit: UNITS[step], maximumFractionDigits: step };
  return new Intl.NumberFormat(locale, options).format(bytes && Math.max(1, bytes / 1024 ** (step + 1))).replace("kB", "KB");
}
