// Search as you type over all services, and what is chosen on top with a button to remove each.
// Without this file all services are shown in their groups, and the chosen ones are links to their boxes.

const box = document.querySelector("[data-tool-filter]");
const input = box.querySelector("input");
const status = box.querySelector("[role=status]");
const describe = box.querySelector("[data-describe]");
const described = document.getElementById("id_custom_tools");
const chosen = document.querySelector("[data-chosen]");
const chip = chosen.querySelector("template");

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

const services = [...document.querySelectorAll('[name^="tools_"]')].map((tick) => {
  const row = tick.closest(".form-check");
  const name = row.querySelector("label").firstChild.textContent.trim();
  return { row, tick, name, words: fold(`${name}|${tick.value}|${row.dataset.search ?? ""}`) };
});
const questions = [...new Set(services.map(({ row }) => row.closest(".question")))];
const folded = [...new Set(services.map(({ row }) => row.closest("details")).filter(Boolean))];
const opened = new Map(folded.map((details) => [details, details.open]));
let found = [];

function search() {
  const wanted = input.value.trim();
  const parts = wanted.split(/\s+/).map(fold);
  const whole = fold(wanted);
  const fits = (words) => words.includes(whole) || parts.every((part) => words.includes(part));
  found = whole ? services.filter(({ words }) => fits(words)) : [];
  for (const service of services) service.row.hidden = Boolean(whole) && !found.includes(service);
  for (const question of questions) {
    question.hidden = !question.querySelector(".form-check:not([hidden])");
  }
  for (const details of folded) {
    details.hidden = !details.querySelector(".form-check:not([hidden])");
    details.open = whole ? true : opened.get(details);
  }
  const words = found.length ? `${status.dataset.found} ${found.length}` : status.dataset.foundNone;
  status.textContent = whole ? words : "";
  describe.hidden = !whole || found.length > 0;
}

// -- what is chosen ----------------------------------------------------------------------------------

function summarise() {
  const ticked = services.filter(({ tick }) => tick.checked);
  chosen.querySelector("ul").replaceChildren(...ticked.map(chipOf));
  chosen.querySelector("p").hidden = ticked.length > 0;
}

function chipOf(service) {
  const item = chip.content.firstElementChild.cloneNode(true);
  item.querySelector("bdi").textContent = service.name;
  item.querySelector("button").addEventListener("click", () => remove(service));
  return item;
}

function remove(service) {
  const buttons = [...chosen.querySelectorAll("button")];
  const place = buttons.indexOf(document.activeElement);
  choose(service, false);
  const left = chosen.querySelectorAll("button");
  (left[Math.min(place, left.length - 1)] ?? input).focus();
}

function choose(service, checked) {
  service.tick.checked = checked;
  service.tick.dispatchEvent(new Event("change", { bubbles: true }));
  status.textContent = `${checked ? status.dataset.added : status.dataset.removed} ${service.name}`;
}

// -- the keyboard ------------------------------------------------------------------------------------

// Enter in the box ticks the only service that was found; it never sends the form.
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
for (const { tick } of services) {
  tick.addEventListener("change", summarise);
  tick.addEventListener("keydown", walk);
}
summarise();
// The browser may have kept what was typed before the page was opened again.
search();
