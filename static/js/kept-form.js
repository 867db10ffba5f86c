/* What is typed into a form is kept in this browser until it is saved, and is offered again: keepForm().
   Nothing but what stands in the form is kept, for thirty days at most; files by kept-files.js, where it is there. Keys: "<name>:<tab>"; two tabs with the
   same form keep theirs apart. */

"use strict";

{
  const DAYS = 30;
  const SPACES = ["desk:", "shop:"];
  const TICKED = ["checkbox", "radio"];
  const LOCALES = { en: "en-GB" }; // days as everywhere on our pages
  const NEVER = ["file", "password", "submit", "button"];
  const TOOK_ALONG = "took-along";
  // A browser that keeps nothing, or is full, is no reason to fail.
  const use = (area, what) => { try { return what(window[area]); } catch { return undefined; } };

  const tab = use("sessionStorage", (s) => {
    if (!s.getItem("tab")) s.setItem("tab", Math.random().toString(36).slice(2, 10).padEnd(8, "0"));
    return s.getItem("tab");
  }) ?? "no-tab";

  // -- the kept texts -------------------------------------------------------------------------------

  const read = (area, key) => use(area, (s) => JSON.parse(s.getItem(key))) ?? null;
  const remove = (area, key) => use(area, (s) => s.removeItem(key));
  const keys = (area) => use(area, (s) => Object.keys(s)) ?? [];

  const forgetOld = () => {
    for (const area of ["localStorage", "sessionStorage"]) {
      for (const key of keys(area).filter((k) => SPACES.some((space) => k.startsWith(space)))) {
        if (!(Date.now() - read(area, key)?.when < DAYS * 86400000)) remove(area, key);
      }
    }
  };

  /** Removes what this tab kept under the name: it is saved. */
  window.forgetKept = (name, area = "localStorage") => remove(area, `${name}:${tab}`);

  // -- the values of a form -------------------------------------------------------------------------

  const fieldsOf = (form, skip) => [...form.elements].filter((f) =>
    f.name && !f.readOnly && !f.disabled && f.matches("textarea, select, input") && !NEVER.includes(f.type)
    && !skip.includes(f.name));

  const chosen = (select, sent) => {
    const options = [...select.options].filter((o) => (sent ? o.defaultSelected : o.selected));
    if (sent && !options.length && !select.multiple && select.options.length) options.push(select.options[0]);
    return options.map((o) => o.value);
  };

  const valueOf = (field, sent) => {
    if (TICKED.includes(field.type)) return (sent ? field.defaultChecked : field.checked) ? [field.value] : [];
    if (field.matches("select")) return chosen(field, sent);
    return [sent ? field.defaultValue : field.value];
  };

  /* Name → what stands there; `sent`: as the server sent it, whatever the browser or somebody has filled in. */
  const valuesOf = (fields, sent = false) => {
    const found = {};
    for (const field of fields) (found[field.name] ??= []).push(...valueOf(field, sent));
    return found;
  };

  // An earlier release kept true, false, or the text.
  const asList = (value) => (Array.isArray(value) ? value : value === true ? ["on"] : value === false ? [] : [value]);
  const same = (now, then) => Object.keys(then).every((name) =>
    !(name in now) || JSON.stringify(now[name]) === JSON.stringify(asList(then[name])));

  const putBack = (fields, values) => {
    const before = new Map(fields.map((field) => [field, JSON.stringify(valueOf(field))]));
    const position = {};
    for (const field of fields.filter((f) => f.name in values)) {
      const list = asList(values[field.name]);
      if (TICKED.includes(field.type)) field.checked = list.includes(field.value);
      else if (field.matches("select")) for (const o of field.options) o.selected = list.includes(o.value);
      else field.value = list[position[field.name] ??= 0] ?? field.value, position[field.name] += 1;
    }
    const changed = fields.filter((field) => before.get(field) !== JSON.stringify(valueOf(field)));
    for (const field of changed) {
      for (let folded = field.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    return changed;
  };

  // -- one form -------------------------------------------------------------------------------------

  /** `name`: of what is typed, the same in every language of the page. `box`: says that something was kept; its
      two buttons take it back and throw it away. `skip`: fields that nobody typed. `unsaved`: the page itself
      holds what was typed and not saved. `warns`: the browser asks before the page is left, though all is kept. */
  window.keepForm = (form, { name, box, area = "localStorage", skip = [], unsaved = false, warns = false }) => {
    const key = `${name}:${tab}`;
    const typed = () => fieldsOf(form, ["csrfmiddlewaretoken", "seen", "told", ...skip]);
    const files = window.keptFiles?.(form, () => write());
    const changed = () => unsaved || Boolean(files?.chosen()) || !same(valuesOf(typed()), valuesOf(typed(), true));
    let [offered, leaving, lost, timer] = [false, false, false, 0];

    const store = (kept) => use(area, (s) => { s.setItem(key, JSON.stringify(kept)); return true; });
    const write = () => {
      clearTimeout(timer);
      timer = 0;
      if (changed()) {
        const kept = { when: Date.now(), seen: form.elements.seen?.value, values: valuesOf(typed()), files: files?.chosen() };
        lost = !(store(kept) || (kept.files && store({ ...kept, files: files.names() })));
      } else {
        lost = false;
        if (!offered) remove(area, key);
      }
    };

    const takeBack = (from, kept) => {
      const missing = Object.keys(kept.values).some((n) => !form.elements[n]);
      if (missing) for (const late of form.querySelectorAll("noscript[data-late]")) late.outerHTML = late.textContent;
      const filled = [...putBack(typed(), kept.values), ...(files?.putBack(kept.files ?? {}) ?? [])];
      // What was begun before somebody else's change is held against it when it is saved.
      if (form.elements.seen && kept.seen) form.elements.seen.value = kept.seen;
      if (from !== key) remove(area, from);
      unsaved = true;
      write();
      return filled;
    };

    const offer = (from, kept) => {
      offered = true;
      const [take, discard] = box.querySelectorAll("button");
      const when = box.querySelector("time");
      when.dateTime = new Date(kept.when).toISOString();
      when.textContent = new Date(kept.when).toLocaleString(LOCALES[document.documentElement.lang] ?? document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
      files?.tell(box, kept.files ?? {});
      const since = box.querySelector("[data-since]");
      if (since) since.hidden = !kept.seen || kept.seen === form.elements.seen?.value;
      box.hidden = false;
      const done = () => { offered = false; box.hidden = true; };
      take.addEventListener("click", () => {
        done();
        (takeBack(from, kept)[0] ?? typed().find((f) => f.type !== "hidden"))?.focus();
      }, { once: true });
      discard.addEventListener("click", () => { remove(area, from); done(); write(); }, { once: true });
    };

    /* Of this tab first, then the newest of those that were closed. */
    const kept = () => keys(area).filter((k) => k === name || k.startsWith(`${name}:`))
      .map((k) => [k, read(area, k)]).filter(([, k]) => k?.values)
      .sort(([a, one], [b, other]) => (b === key) - (a === key) || other.when - one.when);

    const begin = () => {
      const along = use("sessionStorage", (s) => { const n = s.getItem(TOOK_ALONG); s.removeItem(TOOK_ALONG); return n; });
      for (const [from, found] of unsaved ? [] : kept()) {
        const known = Boolean(found.files) || Object.keys(found.values).some((n) => n in valuesOf(typed()));
        if (!found.files && same(valuesOf(typed(), true), found.values)) { if (known) remove(area, from); continue; }
        if (!known || offered) continue;
        if (along === name && from === key) takeBack(from, found);
        else if (same(valuesOf(typed()), found.values) && (!found.files || files?.has(found.files))) write(); // The browser itself has put it back.
        else offer(from, found);
      }
      if (unsaved) write();
    };

    form.addEventListener("input", () => { timer ||= setTimeout(write, 300); });
    form.addEventListener("change", () => { timer ||= setTimeout(write, 300); });
    form.addEventListener("submit", () => { if (changed()) write(); leaving = true; });
    addEventListener("pagehide", () => { if (timer) write(); });
    addEventListener("pageshow", () => { leaving = false; });
    addEventListener("beforeunload", (event) => {
      if (timer) write();
      if (leaving || !changed() || !(warns || lost)) return;
      event.preventDefault();
      event.returnValue = true; // for older browsers
    });
    // The page in another language takes along what was typed into this one.
    for (const link of document.querySelectorAll(".languages a[hreflang]")) {
      link.addEventListener("click", () => {
        if (!changed()) return;
        write();
        use("sessionStorage", (s) => s.setItem(TOOK_ALONG, name));
        leaving = !lost;
      });
    }
    begin();
    return { key };
  };

  forgetOld();
}
