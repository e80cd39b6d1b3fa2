"use strict";
// Forms: the eye goes to what is wrong, and what is written is kept on the server while it is written.

document.getElementById("error-summary")?.focus();

// A link to a group of choices leads to the group itself, which cannot take focus by itself.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  if (!link) return;
  const target = document.querySelector(link.hash);
  const field = target?.matches("fieldset") ? target.querySelector("input") : target;
  if (!field) return;
  event.preventDefault();
  field.focus();
});

// data-autosave="address": the form is sent there some seconds after the last key, and when the page is left.
const PAUSE = 3000;
for (const form of document.querySelectorAll("form[data-autosave]")) {
  let waiting = 0;
  let dirty = false;
  const said = form.querySelector("[data-saved]") ?? form.appendChild(document.createElement("p"));
  said.className = "form-saved";
  said.setAttribute("role", "status");

  const save = async (leaving = false) => {
    window.clearTimeout(waiting);
    if (!dirty) return;
    dirty = false;
    const body = new FormData(form);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        credentials: "same-origin",
        keepalive: leaving,
        headers: { "X-Requested-With": "fetch" },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      if (!leaving) said.textContent = await answer.text();
    } catch {
      dirty = true;
      said.textContent = document.documentElement.lang === "en" ? "Not saved yet" : "Ikke gemt endnu";
    }
  };

  form.addEventListener("input", () => {
    dirty = true;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(waiting);
    dirty = false;
  });
  window.addEventListener("pagehide", () => save(true));
}
