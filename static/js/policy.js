// A published policy: the sign beside a heading copies the link to it, and all parts can be opened at once. Without
// this script it is a plain link, and each part opens by itself.
"use strict";

const status = document.getElementById("copied");

for (const anchor of document.querySelectorAll("a.anchor")) {
  anchor.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    history.replaceState(null, "", anchor.hash);
    await navigator.clipboard.writeText(anchor.href);
    status.textContent = status.dataset.copied;
    setTimeout(() => { status.textContent = ""; }, 2500);
  });
}

const parts = [...document.querySelectorAll("main details")];
const openAll = (open) => { for (const part of parts) part.open = open; };

// What an address leads to is opened by most browsers, and here for the others.
const show = () => {
  const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const part = there?.closest("details:not([open])");
  if (!part) return;
  part.open = true;
  there.scrollIntoView();
};
addEventListener("hashchange", show);
show();

// On paper everything is open, by the style sheet in browsers that can.
let closed = [];
addEventListener("beforeprint", () => { closed = parts.filter((part) => !part.open); openAll(true); });
addEventListener("afterprint", () => { for (const part of closed) part.open = false; });

const whole = document.querySelector(".whole");
if (whole && parts.length) {
  const button = document.createElement("button");
  const all = () => parts.every((part) => part.open);
  const name = () => { button.textContent = all() ? status.dataset.close : status.dataset.open; };
  button.type = "button";
  button.addEventListener("click", () => openAll(!all()));
  for (const part of parts) part.addEventListener("toggle", name);
  name();
  whole.append(button);
}
