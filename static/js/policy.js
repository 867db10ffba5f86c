// A published policy: the sign beside a heading copies the link to it. Without this script it is a plain link.
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
