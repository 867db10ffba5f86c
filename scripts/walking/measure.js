// What a person meets on the page as it stands: questions, words, height. Evaluated in the page, which may
// run no scripts of its own.
() => {
  const main = document.querySelector("main");
  const asideOrMain = (element) => element.closest("aside, main");

  // Shown: laid out, not folded, and not clipped away for screen readers alone.
  function shown(element) {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    for (let one = element; one && one !== main; one = one.parentElement) {
      const { width, height } = one.getBoundingClientRect();
      if (width <= 1 && height <= 1 && getComputedStyle(one).overflow !== "visible") return false;
    }
    return true;
  }

  const isQuestion = (control) =>
    !["hidden", "submit", "button", "image", "reset"].includes(control.type) &&
    asideOrMain(control) === main &&
    control.closest("form");

  // One question, however many boxes: those of one name, a line per language, a pair with an id of its own.
  function keyOf(control) {
    const pair = control.closest(".pair[id]");
    if (pair) return pair.id.replace(/^id_/, "");
    const name = control.name || control.id;
    const suffix = `_${control.lang}`;
    return control.lang && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  }

  const labelled = (control) => [control, ...(control.labels ?? [])].some(shown);
  const all = [...main.querySelectorAll("input, select, textarea")].filter(isQuestion);
  const controls = all.filter(labelled);
  const inside = new Map(); // element → the questions in it that are shown
  const questions = new Map();
  for (const control of controls) {
    const key = keyOf(control);
    const { label, required } = heading(control);
    const known = questions.get(key) ?? { key, label, words: 0, required: false };
    questions.set(key, { ...known, required: known.required || required });
    for (let one = control; one !== main && one.tagName !== "FORM"; one = one.parentElement) {
      if (!inside.has(one)) inside.set(one, new Set());
      inside.get(one).add(key);
    }
  }

  function heading(control) {
    const ticked = ["radio", "checkbox"].includes(control.type);
    const line = control.lang || control.closest(".pair[id]");
    const legend = ticked || line ? control.closest("fieldset")?.querySelector("legend") : null;
    const text = seen(legend ?? control.labels?.[0]);
    const required = control.required || control.getAttribute("aria-required") === "true";
    return { label: text.replace(/[\s*]+/g, " ").trim(), required: required || text.includes("*") };
  }

  function textNodes(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  // What of its text can be seen.
  function seen(element) {
    const nodes = element ? textNodes(element) : [];
    return nodes.filter((node) => shown(node.parentElement)).map((node) => node.data).join(" ");
  }

  // Words: what spaces part and has a letter or a digit in it.
  const wordsIn = (text) => text.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;

  // A text belongs to the question around it; with several around it, or none, to the screen.
  function questionOf(element) {
    for (let one = element; one && one !== main; one = one.parentElement) {
      const keys = inside.get(one);
      if (keys) return keys.size === 1 ? [...keys][0] : null;
    }
    return null;
  }

  let words = 0;
  let folded = 0; // of the words, those of lines that something is folded behind
  let policy = 0;
  function count(element, text) {
    const number = wordsIn(text);
    words += number;
    if (element.closest(".policy")) policy += number;
    const key = questionOf(element);
    if (key) questions.get(key).words += number;
    else if (element.closest("summary")) folded += number;
  }

  for (const node of textNodes(main)) {
    const element = node.parentElement;
    if (!wordsIn(node.data) || element.closest("option, aside, script, style, template")) continue;
    if (shown(element)) count(element, node.data);
  }
  for (const list of main.querySelectorAll("select")) {
    if (!shown(list) || list.closest("aside")) continue;
    const rows = list.size > 1 ? [...list.options].slice(0, list.size) : [...list.selectedOptions];
    for (const row of rows) count(list, row.textContent);
  }

  const lines = [...main.querySelectorAll("details:not([open])")].filter(
    (one) => one.querySelector("input, select, textarea, noscript") && !one.closest("aside") && shown(one),
  );
  return {
    questions: [...questions.values()],
    words,
    folded_words: folded,
    policy_words: policy,
    folded: lines.length,
    height: document.documentElement.scrollHeight,
    window: document.documentElement.clientHeight,
    names: [...new Set(controls.map((control) => control.name))],
  };
}
