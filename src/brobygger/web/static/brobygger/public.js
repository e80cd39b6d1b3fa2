"use strict";
// "Forlad siden": the plain link works by itself; here it also leaves no step back, and answers Escape three times.

const link = document.querySelector("[data-leave]");

function leave() {
  document.body.hidden = true;
  window.location.replace(link.href);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let presses = 0;
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    presses = event.timeStamp - last < 2000 ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses === 3) leave();
  });
}
