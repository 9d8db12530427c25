/* Names what Streamlit's markup leaves unnamed for people who use a keyboard or a screen reader:
   the bar as navigation, its links as a list, which one is current, where the skip link leads.
   Lets links written inside a page change the page without losing the session, and says when the
   connection to the server is lost. */
"use strict";

const set = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
};

let shown = "";

const describeBar = (links) => {
  set(links.parentElement, { role: "navigation", "aria-label": "Pages" });
  set(links, { role: "list" });
  for (const item of links.children) set(item, { role: "listitem" });
  for (const link of links.querySelectorAll("a")) {
    // Streamlit leaves the first page's address empty: opened in a new tab it would lead back here.
    if (link.getAttribute("href") === "") set(link, { href: "./" });
    if (link.closest(".st-key-bar_here")) set(link, { "aria-current": "page" });
    else if (link.hasAttribute("aria-current")) link.removeAttribute("aria-current");
  }
  const here = links.querySelector(".st-key-bar_here a");
  if (here && here.textContent !== shown) {
    shown = here.textContent;
    const middle = here.offsetLeft + here.offsetWidth / 2 - links.clientWidth / 2;
    if (links.scrollWidth > links.clientWidth) links.scrollLeft = Math.max(0, middle);
  }
};

// A table wider than its card scrolls sideways; the keyboard must be able to reach it.
const describeTable = (box) => {
  if (box.scrollWidth > box.clientWidth) set(box, { tabindex: "0", role: "group", "aria-label": "Table, scrolls sideways" });
  else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
};

// Streamlit says that the connection is lost in a header we do not show.
const CONNECTED = "CONNECTED";
const PATIENCE_MS = 1500;
let connectedOnce = false;
let lostTimer = 0;
let notice = null;

const sayLost = () => {
  if (!notice) {
    notice = document.createElement("div");
    set(notice, { role: "status", class: "connection" });
    document.body.append(notice);
  }
  notice.textContent = "The connection to the dashboard is lost. Trying again…";
};

const describeConnection = (app) => {
  const state = app.dataset.testConnectionState;
  if (state === CONNECTED) {
    connectedOnce = true;
    clearTimeout(lostTimer);
    lostTimer = 0;
    if (notice && notice.textContent) notice.textContent = "";
  } else if (connectedOnce && !lostTimer) {
    lostTimer = setTimeout(sayLost, PATIENCE_MS);
  }
};

const describe = () => {
  const app = document.querySelector(".stApp");
  if (app) describeConnection(app);
  const links = document.querySelector(".st-key-bar_links");
  if (links) describeBar(links);
  const page = document.querySelector(".st-key-main");
  if (page) set(page, { tabindex: "-1", id: "content" });
  document.querySelectorAll("[data-testid=stTable] > div").forEach(describeTable);
};

let waiting = false;
const describeSoon = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    describe();
  });
};
addEventListener("resize", describeSoon);
new MutationObserver(describeSoon).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "href", "data-test-connection-state"] });

const skipToContent = (event) => {
  const page = document.getElementById("content");
  if (!page) return;
  event.preventDefault();
  event.stopPropagation();
  page.focus({ preventScroll: true });
};

const openPage = (event, link) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
};

document.addEventListener(
  "click",
  (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('[data-testid="stSkipToContent"]')) skipToContent(event);
    const link = event.target.closest("a[data-page]");
    if (link) openPage(event, link);
  },
  true,
);

// Board mode is led by the keyboard: each key follows the link that does the same.
const KEYS = { ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Home: "first", End: "last", Escape: "end-show" };

addEventListener("keydown", (event) => {
  const show = document.querySelector("[data-present]");
  if (!show || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "f" || event.key === "F") {
    event.preventDefault();
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
    return;
  }
  // A reader who has opened the list of screens, or stands on a link, uses these keys there.
  if (event.key === " " && event.target instanceof Element && event.target.closest("a, summary, button")) return;
  const way = KEYS[event.key];
  if (!way) return;
  if (event.key === "Escape" && (document.fullscreenElement || show.querySelector("details[open]"))) {
    show.querySelectorAll("details[open]").forEach((box) => { box.open = false; });
    return;
  }
  const link = show.querySelector(`a[data-key="${way}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
