// A question with many boxes, of which most are folded: search as you type, and what is ticked behind the line
// on top of it, each with a button to remove it. Without this file the lines open by a tap.

// Letters that people mix up or leave out count as one: ликпей finds лікпей, nova-poshta novaposhta.
function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[иы]/g, "і")
    .replace(/[єэ]/g, "е")
    .replace(/ґ/g, "г")
    .replace(/[^\p{L}\p{N}|]|[ьъ]/gu, "");
}

function boxOf(tick) {
  const row = tick.closest(".form-check");
  const name = row.querySelector("label").firstChild.textContent.trim();
  const words = fold(`${name}|${tick.value}|${row.dataset.search ?? row.textContent}`);
  return { row, tick, name, words, kind: tick.closest("details.kind") };
}

function startPicking(question) {
  const box = question.querySelector("[data-pick-search]");
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const describe = box.querySelector("[data-describe]");
  const described = document.getElementById("id_custom_tools");
  const chosen = question.querySelector("[data-chosen]");
  const chip = chosen.querySelector("template");
  const nudges = question.querySelector("[data-nudges]");
  const boxes = [...question.querySelectorAll(`[name="${question.dataset.pick}"]`)].map(boxOf);
  const rest = question.querySelector("details.rest");
  const kinds = [...rest.querySelectorAll("details.kind")];
  // Where the search stands behind the line, it is about what is there.
  const searched = rest.contains(box) ? boxes.filter(({ kind }) => kind) : boxes;
  let before = null; // which lines were open when the search began
  let found = [];

  function search() {
    const wanted = input.value.trim();
    const parts = wanted.split(/\s+/).map(fold);
    const whole = fold(wanted);
    const fits = (words) => words.includes(whole) || parts.every((part) => words.includes(part));
    found = whole ? searched.filter(({ words }) => fits(words)) : [];
    for (const one of searched) one.row.hidden = Boolean(whole) && !found.includes(one);
    unfold(Boolean(whole));
    const words = found.length ? `${status.dataset.found} ${found.length}` : status.dataset.foundNone;
    status.textContent = whole ? words : "";
    describe.hidden = !described || !whole || found.length > 0;
  }

  function unfold(searching) {
    if (searching) before ??= new Map([rest, ...kinds].map((line) => [line, line.open]));
    for (const line of [rest, ...kinds]) {
      const empty = !line.querySelector(".form-check:not([hidden])");
      line.hidden = searching && empty && !line.contains(box);
      if (searching) line.open = true;
      else if (before) line.open = before.get(line);
    }
    if (!searching) before = null;
  }

  // -- what is chosen --------------------------------------------------------------------------------

  function summarise() {
    const ticked = boxes.filter(({ tick, kind }) => tick.checked && kind);
    chosen.querySelector("ul").replaceChildren(...ticked.map(chipOf));
    chosen.hidden = ticked.length === 0;
    if (nudges) nudge();
  }

  function nudge() {
    const lines = [...nudges.querySelectorAll("li")];
    for (const line of lines) {
      line.hidden = boxes.some(({ tick, row }) => tick.checked && row.dataset.kind === line.dataset.kind);
    }
    nudges.hidden = lines.every((line) => line.hidden);
  }

  function chipOf(one) {
    const item = chip.content.firstElementChild.cloneNode(true);
    item.querySelector("bdi").textContent = one.name;
    item.querySelector("button").addEventListener("click", () => remove(one));
    return item;
  }

  function remove(one) {
    const buttons = [...chosen.querySelectorAll("button")];
    const place = buttons.indexOf(document.activeElement);
    choose(one, false);
    const left = chosen.querySelectorAll("button");
    const next = left[Math.min(place, left.length - 1)] ?? (input.checkVisibility() ? input : rest.firstElementChild);
    next.focus();
  }

  function choose(one, checked) {
    one.tick.checked = checked;
    one.tick.dispatchEvent(new Event("change", { bubbles: true }));
    status.textContent = `${checked ? status.dataset.added : status.dataset.removed} ${one.name}`;
  }

  // -- the keyboard ----------------------------------------------------------------------------------

  // Enter in the box ticks the only one that was found; it never sends the form.
  function pressed(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      if (found.length === 1) {
        choose(found[0], true);
        input.select();
      }
    } else if (event.key === "ArrowDown" && found.length) {
      event.preventDefault();
      found[0].tick.focus();
    }
  }

  function walk(event) {
    const place = found.findIndex(({ tick }) => tick === event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (place < 0 || (!step && event.key !== "Escape")) return;
    event.preventDefault();
    const next = step ? found[Math.min(place + step, found.length - 1)] : undefined;
    (next?.tick ?? input).focus();
    if (event.key === "Escape") clear();
  }

  function clear() {
    input.value = "";
    search();
  }

  function describeIt() {
    const name = document.getElementById("id_custom_name");
    name.value = input.value.trim();
    clear();
    described.open = true;
    described.scrollIntoView();
    name.focus();
  }

  box.hidden = false;
  input.addEventListener("input", search);
  input.addEventListener("keydown", pressed);
  describe.addEventListener("click", describeIt);
  for (const { tick } of boxes) {
    tick.addEventListener("change", summarise);
    tick.addEventListener("keydown", walk);
  }
  // The browser may have kept what was ticked or typed before the page was opened again.
  summarise();
  search();
}

for (const question of document.querySelectorAll("[data-pick]")) startPicking(question);
