// An owner's form, if the page has one, is kept in this browser until it is saved: kept-form.js. The saved page
// tells by a cookie which one was (site.js).

{
  const box = document.querySelector("[data-kept]");
  const form = box && document.getElementById(box.dataset.form);
  if (form) {
    const kept = keepForm(form, {
      name: `shop:${box.dataset.kept}`,
      box,
      area: box.dataset.area,
      skip: ["go", "kept", "switch"],
      unsaved: "unsaved" in box.dataset,
    });
    const told = Object.assign(document.createElement("input"), { type: "hidden", name: "kept", value: kept.key });
    form.addEventListener("submit", () => form.append(told));
    // Back from a page in the browser's memory: what was sent with it then need not be sent with a preview.
    addEventListener("pageshow", () => told.remove());
  }
}
