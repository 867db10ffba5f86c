/* The editors' desk: what is typed into an entry is not lost. The browser keeps it until it is saved, warns
   before it is left behind, and offers it when the entry is opened again. Keys: "desk:<editor>-<form>". */

"use strict";

{
  const DAYS = 30;
  const form = document.querySelector("#desk-form[data-kept]");
  const editor = form?.dataset.kept.split("-", 1)[0];
  const key = form && `desk:${form.dataset.kept}`;
  // A browser that keeps nothing, or is full, is no reason to fail.
  const storage = (use) => { try { return use(localStorage); } catch { return null; } };
  const NOT_TYPED = new Set(["csrfmiddlewaretoken", "go", "q", "sample", "to", "take", "change"]);
  const typed = () => [...form.elements].filter((f) =>
    f.name && !f.readOnly && !f.disabled && f.matches("textarea, select, input") && !NOT_TYPED.has(f.name));
  const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const values = () => Object.fromEntries(typed().map((f) => [f.name, value(f)]));
  const seen = () => form.elements.seen?.value;
  const same = (a, b) => Object.keys(b).every((name) => name === "seen" || a[name] === b[name]);

  // -- what was saved, and what is too old, is forgotten --------------------------------------------

  const forgetSaved = () => {
    for (const told of document.querySelectorAll("[class*='desk-saved-']")) {
      const name = /desk-saved-(\S+)/.exec(told.className)[1];
      if (editor) storage((s) => s.removeItem(`desk:${editor}-${name}`));
    }
  };
  const forgetOld = () => storage((s) => {
    for (const name of Object.keys(s).filter((n) => n.startsWith("desk:"))) {
      let when = 0;
      try { when = JSON.parse(s.getItem(name)).when; } catch { /* not ours */ }
      if (!(Date.now() - when < DAYS * 86400000)) s.removeItem(name);
    }
  });

  // -- keeping ----------------------------------------------------------------------------------------

  const keep = (opened) => {
    let unsaved = "unsaved" in form.dataset;
    let offered = false;
    let leaving = false;
    let timer = 0;
    const changed = () => unsaved || !same(opened, values());
    const write = () => {
      clearTimeout(timer);
      timer = 0;
      if (changed()) {
        const kept = JSON.stringify({ when: Date.now(), seen: seen(), values: values() });
        storage((s) => s.setItem(key, kept));
      } else if (!offered) {
        storage((s) => s.removeItem(key));
      }
    };
    form.addEventListener("input", () => { timer ||= setTimeout(write, 300); });
    form.addEventListener("submit", () => {
      if (changed()) write();
      leaving = true;
    });
    addEventListener("pagehide", () => { if (timer) write(); });
    addEventListener("pageshow", () => { leaving = false; });
    addEventListener("beforeunload", (event) => {
      if (leaving || !changed()) return;
      event.preventDefault();
      event.returnValue = true; // for older browsers
    });
    if (unsaved) write();
    return {
      offering: (open) => { offered = open; },
      dirty: () => { unsaved = true; write(); },
    };
  };

  // -- offering ---------------------------------------------------------------------------------------

  const offer = (kept, keeper) => {
    keeper.offering(true);
    const box = document.getElementById("kept-here");
    const [take, discard] = box.querySelectorAll("button");
    const when = box.querySelector("time");
    when.dateTime = new Date(kept.when).toISOString();
    when.textContent = new Date(kept.when).toLocaleString(document.documentElement.lang);
    const since = box.querySelector("span");
    if (since) since.hidden = kept.seen === seen();
    box.hidden = false;
    take.addEventListener("click", () => {
      for (const field of typed().filter((f) => f.name in kept.values)) {
        if (field.type === "checkbox") field.checked = kept.values[field.name];
        else field.value = kept.values[field.name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      // What was begun before somebody else's change is held against it when it is saved.
      if (form.elements.seen) form.elements.seen.value = kept.seen;
      box.hidden = true;
      keeper.offering(false);
      keeper.dirty();
      typed().find((f) => f.type !== "hidden")?.focus();
    });
    discard.addEventListener("click", () => {
      storage((s) => s.removeItem(key));
      keeper.offering(false);
      box.hidden = true;
    });
  };

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

  forgetSaved();
  forgetOld();
  if (form) {
    const opened = values();
    const kept = storage((s) => JSON.parse(s.getItem(key)));
    const keeper = keep(opened);
    const known = kept?.values && typed().some((f) => f.name in kept.values);
    if (known && !("unsaved" in form.dataset)) {
      if (same({ ...opened, ...kept.values }, opened)) storage((s) => s.removeItem(key));
      else offer(kept, keeper);
    }
    for (const field of form.querySelectorAll("[data-limit]")) {
      field.addEventListener("input", () => count(field));
      count(field);
    }
  }
}
