// Shows a published policy in a page of the shop's own, in place of the link to it; whatever goes wrong, the link
// stays. It sets no cookie, keeps nothing, and loads nothing but the policy:
//   <a data-policygen href="https://…/p/shop/">Privacy policy</a><script async src="https://…/embed.js"></script>
"use strict";

(() => {
  const home = new URL(document.currentScript.src).origin;
  const inner = "privacy-";

  // In a shadow root an address's #part leads nowhere by itself.
  const jump = (root, id) => {
    const there = root.getElementById(id)?.querySelector("h2");
    if (!there) return false;
    there.closest("details")?.setAttribute("open", "");
    there.tabIndex = -1;
    there.scrollIntoView();
    there.focus({ preventScroll: true });
    return true;
  };

  const show = async (link) => {
    if (link.origin !== home) return;
    try {
      const address = new URL(`${link.pathname}embed.json`, home);
      address.searchParams.set("language", (document.documentElement.lang || navigator.language).slice(0, 2));
      const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (!answer.ok && answer.status !== 410) return; // 410: withdrawn, which it says.
      const policy = await answer.json();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(policy.css);
      const host = document.createElement("div");
      host.lang = policy.language;
      const root = host.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = policy.html;
      root.addEventListener("click", (event) => {
        const id = event.target.closest("a[href^='#']")?.getAttribute("href").slice(1);
        if (id && jump(root, id)) {
          event.preventDefault();
          history.replaceState(null, "", `#${inner}${id}`);
        }
      });
      link.replaceWith(host);
      if (location.hash.startsWith(`#${inner}`)) jump(root, location.hash.slice(inner.length + 1));
    } catch { /* The link leads there too. */ }
  };

  document.querySelectorAll("a[data-policygen]").forEach(show);

  // A frame says how high it is.
  addEventListener("message", ({ origin, source, data }) => {
    const height = Number(data?.policyHeight);
    if (origin !== home || !(height > 0 && height < 200_000)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === source) frame.style.height = `${Math.ceil(height)}px`;
    }
  });
})();
