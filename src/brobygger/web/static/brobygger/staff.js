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

// Tabs that are wider than the screen begin at the present one.
for (const tabs of document.querySelectorAll(".tabs")) {
  const here = tabs.querySelector("[aria-current]");
  if (!here) continue;
  const left = here.getBoundingClientRect().left - tabs.getBoundingClientRect().left;
  if (left + here.offsetWidth > tabs.clientWidth) {
    tabs.scrollLeft += left - (tabs.clientWidth - here.offsetWidth) / 2;
  }
}

// A CPR number that was shown is masked again when its seconds are over.
for (const place of document.querySelectorAll("[data-hide-after]")) {
  window.setTimeout(() => {
    const shown = place.querySelector("[data-hidden-as]");
    shown.textContent = shown.dataset.hiddenAs;
    place.querySelector(".meta")?.remove();
  }, Number(place.dataset.hideAfter) * 1000);
}
