/* Markdown and placeholders in colour: a copy of the text behind a text area that stays the browser's own,
   with its spelling marks, undo and keyboard. Without this script it is a text area like any other. */

"use strict";

const list = document.getElementById("placeholders");
const squeeze = (code) => code.replace(/\s+/g, " ").trim();
const known = new Set(
  [...document.querySelectorAll("[data-insert]")].map((button) => squeeze(button.dataset.insert)),
);

const PLACEHOLDER = /\{\{[^{}\n]*(?:\}\}?)?/g;
const MARKS = new RegExp(
  [
    /(?<placeholder>\{\{[^{}\n]*(?:\}\}?)?)/,
    /(?<heading>^#{1,6} .*$)/,
    /(?<item>^ *(?:[-*+]|\d+\.) )/,
    /(?<strong>\*\*(?=\S)[^*\n]+\*\*)/,
    /(?<em>\*(?=\S)[^*\n]+\*)/,
    /(?<link>\[[^\]\n]*\]\([^)\n]*\))/,
  ].map((mark) => mark.source).join("|"),
  "gm",
);

const span = (name, ...inside) => {
  const made = document.createElement("span");
  made.className = `lit-${name}`;
  made.append(...inside);
  return made;
};

const placeholder = (code) => span(known.has(squeeze(code)) ? "placeholder" : "unknown", code);

/* The text cut at each match; `make` gives what stands for a match. */
const cut = (text, pattern, make) => {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index), make(match));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
};

const marked = (match) => {
  const [name, text] = Object.entries(match.groups).find(([, found]) => found !== undefined);
  if (name === "placeholder") return placeholder(text);
  return span(name, ...cut(text, PLACEHOLDER, ([code]) => placeholder(code)));
};

const unknownIn = (text) =>
  [...new Set((text.match(PLACEHOLDER) || []).map(squeeze))].filter((code) => !known.has(code));

const follow = (field) => {
  const behind = document.createElement("pre");
  const status = document.createElement("p");
  const around = document.createElement("div");
  behind.className = "lit-behind";
  behind.setAttribute("aria-hidden", "true");
  behind.lang = field.lang;
  status.className = "desk-mark";
  status.setAttribute("role", "status");
  around.className = "lit";
  field.replaceWith(around);
  around.append(behind, field);
  around.after(status);

  const scroll = () => {
    behind.scrollTop = field.scrollTop;
  };
  const draw = () => {
    // A line break at the end needs something behind it to be a line.
    behind.replaceChildren(...cut(field.value, MARKS, marked), "\n ");
    const unknown = unknownIn(field.value);
    status.hidden = !unknown.length;
    status.textContent = unknown.length ? `${list.dataset.unknown} ${unknown.join(", ")}` : "";
    scroll();
  };
  const fit = () => {
    // As wide as the text without its scroll bar, so that both break their lines at the same words.
    behind.style.width = `${field.clientWidth}px`;
    behind.style.height = `${field.clientHeight}px`;
    scroll();
  };
  field.addEventListener("input", draw);
  field.addEventListener("scroll", scroll);
  new ResizeObserver(fit).observe(field);
  draw();
};

if (list) document.querySelectorAll("textarea.desk-text[lang]").forEach(follow);
