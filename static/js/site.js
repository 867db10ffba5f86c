// Conveniences only: every page works without this file.

// <button hidden data-copy="text" data-copied="Copied">: copies the text and says so.
// data-copy-url="#rights" copies the whole address instead.
for (const button of document.querySelectorAll("[data-copy], [data-copy-url]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  const words = button.textContent;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const { copy, copyUrl, copied } = button.dataset;
    await navigator.clipboard.writeText(copy ?? new URL(copyUrl, location.href).href);
    button.textContent = copied || words;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// Errors after sending a form: to the summary, so that a keyboard or screen reader starts there.
document.querySelector(".error-summary[tabindex]")?.focus();
