/* Names what Streamlit's markup leaves unnamed for people who use a screen reader or a keyboard:
   the bar as navigation, its links as a list, the current one, and where the skip link leads. Everything works without it; it only adds meaning. */
"use strict";

const set = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
};

const describe = () => {
  const links = document.querySelector(".st-key-bar_links");
  if (links) {
    set(links.parentElement, { role: "navigation", "aria-label": "Pages" });
    set(links, { role: "list" });
    for (const item of links.children) set(item, { role: "listitem" });
    for (const link of links.querySelectorAll("a")) {
      // Streamlit gives the first page an empty address: opened in a new tab it would lead back here.
      if (link.getAttribute("href") === "") set(link, { href: "./" });
      if (link.closest(".st-key-bar_here")) set(link, { "aria-current": "page" });
      else link.removeAttribute("aria-current");
    }
  }
  const main = document.querySelector(".st-key-main");
  if (main) set(main, { tabindex: "-1", id: "content" });
};

new MutationObserver(describe).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

document.addEventListener(
  "click",
  (event) => {
    if (!(event.target instanceof Element)) return;
    if (!event.target.closest('[data-testid="stSkipToContent"]')) return;
    const main = document.getElementById("content");
    if (!main) return;
    event.preventDefault();
    event.stopPropagation();
    main.focus({ preventScroll: true });
  },
  true,
);
describe();
