// The policy beside the questions. htmx asks for it; this file decides when, and says what went wrong.
// Without it the panel holds a link to the preview's own page, and the questions work as ever.
"use strict";

const panel = document.getElementById("preview");
const policy = document.getElementById("preview-body");
const failure = document.getElementById("preview-error");
const wide = matchMedia("(min-width: 1100px)");
let shown = "";
let asked = "";

const want = () => htmx.trigger(policy, "preview:wanted");

function fail(kind) {
  shown = "";
  failure.textContent = panel.dataset[`error${kind}`];
  failure.hidden = false;
  policy.classList.add("is-late");
}

// The languages that the policy has by the answers on the screen, and the one that is shown.
function offerLanguages({ lang, dataset }) {
  const radios = [...panel.querySelectorAll("[name=preview_language]")];
  const known = dataset.languages.split(" ");
  for (const radio of radios) {
    radio.closest("label").hidden = !known.includes(radio.value);
    radio.checked = radio.value === lang;
  }
  const choice = radios[0]?.closest("fieldset");
  if (choice) choice.hidden = known.length < 2;
}

// A folded panel asks for nothing; nor does one that shows these very answers already.
policy.addEventListener("htmx:configRequest", (event) => {
  const answers = new URLSearchParams();
  for (const [name, value] of event.detail.formData ?? []) answers.append(name, value);
  answers.delete("csrfmiddlewaretoken");
  asked = answers.toString();
  if (!panel.open || asked === shown) event.preventDefault();
});
policy.addEventListener("htmx:afterSwap", () => {
  shown = asked;
  failure.hidden = true;
  policy.classList.remove("is-late");
  offerLanguages(policy.querySelector(".policy"));
});
policy.addEventListener("htmx:responseError", (event) => {
  fail([403, 404].includes(event.detail.xhr.status) ? "Gone" : "Server");
});
policy.addEventListener("htmx:sendError", () => fail("Offline"));
policy.addEventListener("htmx:timeout", () => fail("Offline"));

// The same words again need not be read out again.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (target.id === "preview-status" && fragment.textContent.trim() === target.textContent.trim()) {
    event.detail.shouldSwap = false;
  }
});

// On request only: to the first passage that differs, inside the panel.
panel.addEventListener("click", (event) => {
  const jump = event.target.closest("[data-jump]");
  const passage = jump && document.getElementById(jump.hash.slice(1));
  if (!passage) return;
  event.preventDefault();
  if (wide.matches) policy.scrollTop += passage.getBoundingClientRect().top - policy.getBoundingClientRect().top - 16;
  else passage.scrollIntoView();
  passage.focus({ preventScroll: true });
});

panel.addEventListener("toggle", () => { if (panel.open) want(); });
// After htmx has begun to listen, which it does at the same event, asked for before this file.
document.addEventListener("DOMContentLoaded", () => { if (wide.matches) panel.open = true; });
