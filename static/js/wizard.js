// A link to a question opens what it is folded into. Browsers that do so themselves need no help.

function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let folded = target.closest("details");
  while (folded) {
    folded.open = true;
    folded = folded.parentElement.closest("details");
  }
  const waiting = target.closest("[data-asked-by][hidden]");
  if (waiting) show(waiting, true);
  target.scrollIntoView();
  if (target.closest("form")) focusControl(target);
}

// The answer that is chosen, or the first control of the question that can be seen; unless somebody is typing already.
function focusControl(target) {
  if (![document.body, target].includes(document.activeElement)) return;
  const all = "input:not([type=hidden]), select, textarea";
  const seen = [target, ...target.querySelectorAll("*")].filter((one) => one.matches(all) && one.getClientRects().length);
  (seen.find((one) => one.checked) ?? seen[0])?.focus({ preventScroll: true });
}

addEventListener("hashchange", unfold);
addEventListener("load", unfold); // browsers focus the question itself while the page loads
unfold();

// A list that nothing was chosen from waits as text until somebody opens it.
for (const list of document.querySelectorAll("noscript[data-late]")) {
  const show = () => { list.outerHTML = list.textContent; };
  if (list.parentElement.open) show();
  else list.parentElement.addEventListener("toggle", show, { once: true });
}

// What the form was told of a group that it showed goes back with it: "shown" (StepForm.brought_up).
function show(group, wanted) {
  group.hidden = !wanted;
  group.querySelector("[name=shown]").disabled = !wanted;
}

// Questions that another answer brings up, in their place: data-asked-by="children=mixed directed".
for (const group of document.querySelectorAll("[data-asked-by]")) {
  const [name, values] = group.dataset.askedBy.split("=");
  const controls = [...document.getElementsByName(name)];
  const given = () => controls.filter((one) => one.checked || one.tagName === "SELECT").map((one) => one.value);
  const ask = () => show(group, given().some((value) => values.split(" ").includes(value)));
  for (const control of controls) control.addEventListener("change", ask);
  if (group.hidden) ask();
}
