"use strict";
// Small comforts of the staff's pages. Every page works without them.

// Menus close on Escape and when something else is pressed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A CPR number that was shown is masked again when its seconds are over.
for (const place of document.querySelectorAll("[data-hide-after]")) {
  window.setTimeout(() => {
    const shown = place.querySelector("[data-hidden-as]");
    shown.textContent = shown.dataset.hiddenAs;
    place.querySelector(".meta")?.remove();
  }, Number(place.dataset.hideAfter) * 1000);
}
