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

// data-autosave="address": what is written is sent there when one rests, and when the page is left.
// data-autosave-into="#place": the answer is shown there, a little after each field that was left.
// The line [data-saved] says what is kept, and nothing of what is not. A submit waits for a saving under way, so that
// the two never meet; a saving that failed is tried again, further and further apart, until it is through.
const REST = 3000;
const LEFT = 250;
const AGAIN = [3000, 6000, 12000, 30000];

function keepWhileWritten(form) {
  const words = document.body.dataset;
  const into = form.dataset.autosaveInto && document.querySelector(form.dataset.autosaveInto);
  const said = form.querySelector("[data-saved]") ?? form.appendChild(document.createElement("p"));
  said.classList.add("form-saved");
  said.setAttribute("role", "status");
  let written = 0; // how many changes there have been, and how many of them are kept
  let kept = 0;
  let failed = 0;
  let waiting = 0;
  let underWay = null;
  let gone = false;

  const say = (text, bad = false) => {
    said.textContent = text;
    said.classList.toggle("form-saved--not", bad);
  };

  const after = (pause) => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(save, pause);
  };

  const post = (leaving) =>
    fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      keepalive: leaving,
      headers: { "X-Requested-With": "fetch" },
    });

  const tryAgain = () => {
    say(words.wordsNotKept, true);
    after(AGAIN[Math.min(failed, AGAIN.length - 1)]);
    failed += 1;
  };

  // The answer: a line of words, or a piece of page in which the line stands as [data-kept].
  const show = async (answer) => {
    const text = await answer.text();
    if (answer.headers.get("Content-Type").startsWith("text/plain")) return text;
    if (!answer.ok) return words.wordsRefused;
    const piece = document.createRange().createContextualFragment(text);
    const line = piece.querySelector("[data-kept]");
    line.remove();
    into.replaceChildren(piece);
    return line.textContent;
  };

  const send = async () => {
    const now = written;
    let answer;
    let text;
    try {
      answer = await post(false);
      if (answer.status >= 500 || answer.status === 429) return tryAgain();
      text = answer.redirected ? words.wordsLoggedOut : await show(answer);
    } catch {
      return tryAgain();
    }
    failed = 0;
    kept = now; // a refusal is an answer too: the same words sent again would be refused again
    if (answer.redirected || !answer.ok) say(text, true);
    else if (written === now) say(text);
    else after(REST);
  };

  function save() {
    window.clearTimeout(waiting);
    if (kept === written || gone) return;
    underWay ??= send().finally(() => {
      underWay = null;
    });
  }

  const changed = (pause) => {
    written += 1;
    if (!said.classList.contains("form-saved--not")) say("");
    if (!failed) after(pause);
  };

  form.addEventListener("input", () => changed(REST));
  if (into) form.addEventListener("change", () => changed(LEFT));
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());

  form.addEventListener("submit", (event) => {
    window.clearTimeout(waiting);
    if (underWay) {
      event.preventDefault();
      const button = event.submitter;
      if (!gone) underWay.then(() => form.requestSubmit(button));
      say(words.wordsWait);
    }
    gone = true;
  });
  // Another form of the page that throws the draft away: nothing is kept of it any more.
  document.addEventListener("submit", (event) => {
    if (event.target !== form && event.target.matches("[data-forgets]")) gone = true;
  });
  window.addEventListener("pagehide", () => {
    if (!gone && kept !== written) post(true).catch(() => {});
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) gone = false;
  });
}

document.querySelectorAll("form[data-autosave]").forEach(keepWhileWritten);
