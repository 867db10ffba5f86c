/* The editors' desk: placeholders go in where the cursor is, names into their condition. */

"use strict";

let lastText = null;

const reveal = (root) => {
  for (const part of root.querySelectorAll("[data-insert][hidden], .desk-pick-buttons[hidden]")) {
    part.hidden = false;
  }
};

const tell = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

const insert = (field, words) => {
  field.focus();
  // Deprecated, and the only way that leaves the undo of the text area whole.
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  tell(field);
};

const pick = (field, name) => {
  const names = field.value.split(/[\s,]+/).filter(Boolean);
  if (names.includes(name)) return;
  field.value = [...names, name].join("\n");
  tell(field);
};

document.addEventListener("focusin", (event) => {
  if (event.target.matches(".desk-text")) lastText = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-insert], button[data-pick]");
  if (!button) return;
  if (button.dataset.insert) {
    const field = lastText || document.querySelector(".desk-text");
    insert(field, button.dataset.insert);
  } else {
    const field = document.getElementById(button.dataset.into);
    if (field) pick(field, button.dataset.pick);
  }
});

// Enter in a search field searches; it does not send the whole form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".desk-pick input[type=search]")) event.preventDefault();
});

const previewFailed = (failed) => {
  const told = document.getElementById("preview-failed");
  if (told) told.hidden = !failed;
};
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => { if (event.target.id === "preview-body") previewFailed(true); });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "preview-body") previewFailed(false);
  if (document.getElementById("desk-form")) reveal(event.target);
});

reveal(document);
