// The button that shows a password while it is typed.

function toggle(button, input) {
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  input.focus();
}

for (const button of document.querySelectorAll("[data-shows]")) {
  const input = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener("click", () => toggle(button, input));
  // Browsers offer to keep a password only where it is one.
  input.form.addEventListener("submit", () => {
    input.type = "password";
  });
}
