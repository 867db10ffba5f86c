// A policy in a frame tells the page around it how high it is, and nothing else.
"use strict";

// WordPress knows its frames by a word that it puts behind their address.
const secret = new URLSearchParams(location.hash.replace(/^#\?/, "")).get("secret");
const tell = () => {
  const height = document.documentElement.offsetHeight;
  parent.postMessage({ policyHeight: height }, "*");
  if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
};
new ResizeObserver(tell).observe(document.documentElement);

// Its frames may open no windows, and it follows links to the frame's own site only: a link that leads out opens the
// policy's own page at that place.
if (secret && origin === "null") {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[target]");
    if (!link) return;
    event.preventDefault();
    const place = link.closest("[id]")?.id ?? "";
    parent.postMessage({ message: "link", value: `${new URL("..", location.href.split("#")[0])}#${place}`, secret }, "*");
  });
}

// What a link leads to is opened by most browsers, and here for the others.
const show = (hash) => document.getElementById(hash.slice(1))?.closest("details")?.setAttribute("open", "");
addEventListener("click", (event) => show(event.target.closest("a[href^='#']")?.hash ?? ""));
addEventListener("hashchange", () => show(location.hash));
show(location.hash);
