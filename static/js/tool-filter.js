// The filter box above the services. Without this file all services are shown, in their groups.

const box = document.querySelector("[data-tool-filter]");
const input = box.querySelector("input");
const status = box.querySelector("[data-found-none]");
const services = [...document.querySelectorAll('[name^="tools_"]')].map((tick) => {
  const row = tick.closest(".form-check");
  const words = `${row.textContent} ${tick.value} ${row.dataset.search ?? ""}`.toLowerCase();
  return { row, words, tick };
});
const questions = [...new Set(services.map(({ row }) => row.closest(".question")))];
const folded = [...new Set(services.map(({ row }) => row.closest("details")).filter(Boolean))];
const opened = new Map(folded.map((details) => [details, details.open]));

box.hidden = false;
input.addEventListener("input", () => {
  const wanted = input.value.trim().toLowerCase();
  let found = 0;
  for (const { row, words, tick } of services) {
    row.hidden = Boolean(wanted) && !words.includes(wanted) && !tick.checked;
    found += Boolean(wanted) && words.includes(wanted);
  }
  for (const question of questions) {
    question.hidden = !question.querySelector(".form-check:not([hidden])");
  }
  for (const details of folded) {
    details.open = wanted ? true : opened.get(details);
  }
  status.textContent = wanted && !found ? status.dataset.foundNone : "";
});
// Enter here looks for a service; it does not send the form.
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
