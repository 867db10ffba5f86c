// Conveniences only: every page works without this file.

// <button hidden data-copy="text" data-copied="Copied">: copies the text and says so.
// data-copy-url="#rights" copies the whole address instead, data-copy-text="#line" what stands there.
// data-copy-html="#source" copies the HTML that stands there as text with headings, lists and links.
for (const button of document.querySelectorAll("[data-copy], [data-copy-url], [data-copy-text], [data-copy-html]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  const words = button.textContent;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const { copy, copyUrl, copyText, copyHtml, copied } = button.dataset;
    const source = copyText ?? copyHtml;
    const text = source ? document.querySelector(source).textContent.trim() : copy;
    if (copyHtml) await copyFormatted(text);
    else await navigator.clipboard.writeText(text ?? new URL(copyUrl, location.href).href);
    button.textContent = copied || words;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// What an editor takes as if it had been copied from a page, and a field of plain text as its words.
// By the event: clipboard.write() makes links within the text lead to this page, where no reader may come.
async function copyFormatted(html) {
  const words = new DOMParser().parseFromString(html, "text/html").body.textContent;
  const parts = { "text/html": html, "text/plain": words };
  let filled = false;
  const fill = (event) => {
    event.preventDefault();
    for (const [type, part] of Object.entries(parts)) event.clipboardData.setData(type, part);
    filled = true;
  };
  const allow = (event) => event.preventDefault(); // Safari copies without a selection where somebody says so.
  document.addEventListener("copy", fill);
  document.addEventListener("beforecopy", allow);
  document.execCommand("copy");
  document.removeEventListener("copy", fill);
  document.removeEventListener("beforecopy", allow);
  if (!filled) await navigator.clipboard.writeText(html); // Then the source, whole, rather than broken links.
}

// What was saved need not be kept here any longer: a cookie names the key it begins with (kept_in_browser.py).
{
  const saved = /(?:^|; )forget_typed="?([^;"]+)/.exec(document.cookie)?.[1];
  for (const area of saved ? ["localStorage", "sessionStorage"] : []) {
    try {
      for (const key of Object.keys(window[area])) if (key.startsWith(saved)) window[area].removeItem(key);
    } catch { /* A browser that keeps nothing has nothing to forget. */ }
  }
  if (saved) document.cookie = "forget_typed=; Max-Age=0; Path=/; SameSite=Lax";
}

// The switch of languages keeps the part of the page too, which a server never learns of.
for (const link of document.querySelectorAll(".languages a[hreflang]")) {
  link.addEventListener("click", () => { if (!link.hash) link.hash = location.hash; });
}
for (const button of document.querySelectorAll(".languages button")) {
  button.addEventListener("click", () => { button.formAction = button.formAction.split("#")[0] + location.hash; });
}

// Errors after sending a form: to the summary, so that a keyboard or screen reader starts there.
document.querySelector(".error-summary[tabindex]")?.focus();

// Signing in or out in another tab renews the cookie that protects forms; an open form sends the newer one.
// What is sent twice by a double click is sent once.
const sending = new WeakSet();
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sending.has(form)) event.preventDefault();
  sending.add(form);
  setTimeout(() => sending.delete(form), 3000);
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (token && form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = token;
});
