/* The editors' desk: what is typed into an entry is not lost (kept-form.js), and what is too long is told. */

"use strict";

{
  const form = document.querySelector("#desk-form[data-kept]");
  const editor = form?.dataset.kept.split("-", 1)[0];
  const NOT_TYPED = ["go", "q", "sample", "to", "take", "change"];

  if (editor) {
    for (const told of document.querySelectorAll("[class*='desk-saved-']")) {
      forgetKept(`desk:${editor}-${/desk-saved-(\S+)/.exec(told.className)[1]}`);
    }
  }

  // -- counting ---------------------------------------------------------------------------------------

  const count = (field) => {
    const limit = Number(field.dataset.limit);
    let told = field.parentElement.querySelector(".desk-count");
    if (field.value.length < limit * 0.9 && !told) return;
    if (!told) {
      told = document.createElement("p");
      told.className = "desk-count";
      told.setAttribute("aria-live", "polite");
      field.after(told);
    }
    const over = field.value.length > limit;
    const words = [field.value.length, limit].map((n) => n.toLocaleString(document.documentElement.lang));
    told.classList.toggle("desk-count-over", over);
    told.textContent = form.dataset.count.replace("{number}", words[0]).replace("{limit}", words[1]);
    if (over) told.textContent += ` (${form.dataset.over})`;
  };

  if (form) {
    keepForm(form, {
      name: `desk:${form.dataset.kept}`,
      box: document.getElementById("kept-here"),
      skip: NOT_TYPED,
      unsaved: "unsaved" in form.dataset,
      warns: true,
    });
    for (const field of form.querySelectorAll("[data-limit]")) {
      field.addEventListener("input", () => count(field));
      count(field);
    }
  }
}
