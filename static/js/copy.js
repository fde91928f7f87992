// The button that copies what a field holds.

const SHOWN_FOR = 2000; // ms

async function copy(button) {
  const field = document.getElementById(button.dataset.copies);
  const words = button.querySelector("span");
  const before = words.textContent;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // pages without HTTPS have no clipboard
  }
  words.textContent = button.dataset.done;
  setTimeout(() => (words.textContent = before), SHOWN_FOR);
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
