/* Says what Streamlit's markup leaves unsaid for people who use a keyboard or a screen reader: which
   of the bar's links is the current one, where the skip link leads.
   Lets links written inside a page change the page without losing the session, and says when the
   connection to the server is lost. */
"use strict";

const set = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
};

// Choices are said in the address a moment later (below): this is what it will be.
let coming = "";
const addressNow = () => new URL(coming || location.href, document.baseURI);

// The bar's links are the same on every page: which one leads here, and what each takes along, is
// the address's to say. In a narrow window they are a menu under the bar, however tall the bar is.
const describeBar = (links) => {
  const now = addressNow();
  const address = now.pathname.split("/").at(-1);
  // What a page has said means nothing leads nowhere else either.
  const not = document.querySelector("[data-not-taken]")?.dataset.notTaken.split(" ") ?? [];
  const lasting = links.dataset.lasting.split(" ").filter((name) => !not.includes(name));
  const taken = new URLSearchParams([...now.searchParams].filter(([name]) => lasting.includes(name)));
  const items = [...links.querySelectorAll("[data-holds]")];
  const here = items.find((item) => item.dataset.holds.split(" ").includes(address)) || items[0];
  for (const item of items) {
    const link = item.querySelector("a");
    const [path] = link.getAttribute("href").split("?");
    set(link, { href: taken.size ? `${path}?${taken}` : path });
    if (item === here) set(link, { "aria-current": "page" });
    else if (link.hasAttribute("aria-current")) link.removeAttribute("aria-current");
  }
  const said = links.querySelector(".bar-here");
  if (said.textContent !== here.textContent) said.textContent = here.textContent;
  standAgain(links);
};

// A bar or point that was clicked leads on: its link is followed once, as if it had been clicked.
const followPick = (place) => {
  const link = place.querySelector("a[data-page]");
  if (!link || place.dataset.followed) return;
  place.dataset.followed = "yes";
  link.click();
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

// A sign-in ends at a moment that the bar knows: it is said before, so that nobody loses what they
// write, and then the page asks to sign in again. Drafts stay in this tab.
const SAID_BEFORE_S = 300;
let ending = null;

const describeSignIn = () => {
  const until = Number(document.querySelector(".bar-out")?.dataset.until ?? 0);
  if (!until) return;
  const left = until - Date.now() / 1000;
  if (left <= 0) location.reload();
  if (left > SAID_BEFORE_S || ending) return;
  ending = document.createElement("div");
  set(ending, { role: "status", class: "connection" });
  const at = new Date(until * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const to = location.pathname.split("/").at(-1) + location.search;
  const again = document.createElement("a");
  again.href = `./sign-in?${new URLSearchParams({ to })}`;
  again.textContent = "sign in again";
  ending.append(`Your sign-in ends at ${at}: save what you are writing, then `, again, ".");
  document.body.append(ending);
};
setInterval(describeSignIn, 5000);

// Files that take computing are made one after the other: whoever asked for one, and waits for
// others' to be done, is told so until it is theirs.
const TURN_AGAIN_MS = 1000;
const TURN_ASKED = 8;
const FILES = "a[download], [data-testid=stDownloadButton] button";
const turn = document.createElement("div");
set(turn, { role: "status", class: "connection" });
let turnAsksLeft = 0;

const askTurn = async () => {
  const answer = await fetch(new URL("./downloads/turn", document.baseURI)).catch(() => null);
  const said = answer?.ok ? await answer.text() : "";
  turn.textContent = said && `${said} Your file comes by itself.`;
  turnAsksLeft = said ? TURN_ASKED : turnAsksLeft - 1;
  if (turnAsksLeft > 0) setTimeout(askTurn, TURN_AGAIN_MS);
  else turn.remove();
};

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.(FILES)) return;
  const asks = turnAsksLeft > 0;
  turnAsksLeft = TURN_ASKED;
  document.body.append(turn);
  if (!asks) setTimeout(askTurn, TURN_AGAIN_MS);
}, true);

// Records that came while a page stands open are announced in its bar, and shown when a person asks
// for it: never while somebody types or presents, since the page would change under their hands. The
// server is told which council's records are shown, and says the number of what is newest of them.
const NEW_RECORDS = "New records: show";
const LISTEN_AGAIN_MS = 5000;
const SETTLE_MS = 400;
let ear = null;
let listensTo = "";
let newest = 0;
let mayListenAt = 0;
let stillSince = 0;

const listenTo = (council) => {
  if (!ear) {
    if (Date.now() < mayListenAt) return;
    mayListenAt = Date.now() + LISTEN_AGAIN_MS;
    const address = new URL("./arrivals", document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    const opened = new WebSocket(address);
    ear = opened;
    listensTo = "";
    opened.addEventListener("open", describeSoon);
    opened.addEventListener("message", ({ data }) => {
      newest = Number(data);
      describeSoon();
    });
    opened.addEventListener("close", () => {
      ear = null;
      setTimeout(describeSoon, LISTEN_AGAIN_MS);
    });
  }
  if (ear.readyState !== WebSocket.OPEN || listensTo === council) return;
  listensTo = council;
  newest = 0;
  ear.send(council);
};

const typing = () => {
  const field = document.activeElement?.closest("input, textarea, [contenteditable=true]");
  return Boolean(field) && !field.matches("[type=checkbox], [type=radio], [type=button], [role=combobox]:not([aria-expanded=true])");
};

const describeArrivals = () => {
  const place = document.querySelector(".bar-newer");
  if (!place) return;
  listenTo(place.dataset.council);
  const shown = Math.max(...[...document.querySelectorAll("[data-revision]")].map((each) => Number(each.dataset.revision)));
  const still = document.querySelector('.stApp[data-test-script-state="notRunning"]');
  if (newest <= shown || (!still && !place.firstChild)) stillSince = 0;
  else if (!stillSince) {
    // A page that has just written something is about to be run again, and then shows it.
    stillSince = Date.now();
    setTimeout(describeSoon, SETTLE_MS);
  }
  const said = stillSince && Date.now() - stillSince >= SETTLE_MS && !typing();
  if (said === Boolean(place.firstChild)) return;
  place.replaceChildren();
  if (!said) return;
  const button = document.createElement("button");
  set(button, { type: "button" });
  button.textContent = NEW_RECORDS;
  button.addEventListener("click", showNewest);
  place.append(button);
};

// Streamlit runs the page again at a step of history; the address and what was chosen stay. Which
// records are to be shown, at least, stands in the address only while Streamlit reads it.
const showNewest = () => {
  const address = new URL(location.href);
  const before = address.href;
  address.searchParams.set("revision", newest);
  history.replaceState(history.state, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  history.replaceState(history.state, "", before);
};

addEventListener("focusout", () => describeSoon());

// What is typed in a long text stays in this tab until it is sent, also when the connection is lost
// or the page is loaded anew. The text's key changes once it is recorded.
const DRAFT = "st-key-draft_";
const draftOf = (area) => {
  const box = area.closest(`[class*="${DRAFT}"]`);
  return box && [...box.classList].find((name) => name.startsWith(DRAFT));
};

const putBack = (area) => {
  const key = draftOf(area);
  if (!key || area.dataset.draft === key) return;
  area.dataset.draft = key;
  const typed = sessionStorage.getItem(key);
  if (!typed || area.value === typed) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, typed);
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

addEventListener("input", ({ target }) => {
  const key = target instanceof HTMLTextAreaElement && draftOf(target);
  if (key) sessionStorage.setItem(key, target.value);
});

// A pop-up lies at the end of the document: who opens it by keyboard is led into it, and out of it
// back to its button.
const POP_UP = "[data-testid=stPopoverBody]";
const OPENER = "[data-testid=stPopoverButton][aria-expanded=true]";
const REACHED = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

let enteredFrom = null;

const enter = (popUp) => {
  if (popUp.dataset.entered) return;
  popUp.dataset.entered = "yes";
  if (!document.activeElement?.matches(OPENER)) return;
  enteredFrom = document.activeElement;
  set(popUp, { tabindex: "-1" });
  popUp.focus({ preventScroll: true });
};

// Closed while it was being filled, a pop-up takes the focus with it.
const leave = () => {
  if (document.activeElement === document.body) enteredFrom.focus({ preventScroll: true });
  enteredFrom = null;
};

addEventListener("keydown", (event) => {
  if (event.key !== "Tab") return;
  const popUp = event.target instanceof Element && event.target.closest(POP_UP);
  const opener = document.querySelector(OPENER);
  if (!popUp || !opener) return;
  const reached = [...popUp.querySelectorAll(REACHED)].filter((each) => each.tabIndex >= 0 && each.checkVisibility());
  const edges = event.shiftKey ? [popUp, reached[0]] : [reached.at(-1)];
  if (reached.length && !edges.includes(event.target)) return;
  event.preventDefault();
  opener.focus();
  opener.click();
}, true);

// A table is asked for when its pop-up opens, and anew each time: most never are.
const UNREAD = "The table could not be read. Close this and open it again.";

const fetchInto = async (place) => {
  let told = `<p class="source" role="status">${UNREAD}</p>`;
  try {
    const answer = await fetch(place.dataset.from);
    if (answer.ok) told = await answer.text();
  } catch {
    // The server is away: what stands there says so.
  }
  if (place.innerHTML !== told) place.innerHTML = told;
};

addEventListener("beforetoggle", ({ target, newState }) => {
  const bar = newState === "open" && target.closest(".bar-links");
  if (bar) bar.style.setProperty("--bar-end", `${bar.getBoundingClientRect().bottom}px`);
  const place = newState === "open" && target.querySelector("[data-from]");
  if (place) fetchInto(place);
}, true);

// Between two pages Streamlit may take the bar away for a moment: whoever stood on a link of it by
// keyboard stands there still.
let stoodOn = "";
addEventListener("focusin", ({ target }) => { stoodOn = target.closest?.(".bar-links a")?.pathname ?? ""; });
addEventListener("pointerdown", () => { stoodOn = ""; });

const standAgain = (links) => {
  if (!stoodOn || document.activeElement !== document.body) return;
  [...links.querySelectorAll("a")].find((link) => link.pathname === stoodOn)?.focus({ preventScroll: true });
};

const describe = () => {
  document.querySelectorAll(POP_UP).forEach(enter);
  if (enteredFrom && !document.querySelector(POP_UP)) leave();
  document.querySelectorAll(`[class*="${DRAFT}"] textarea`).forEach(putBack);
  const app = document.querySelector(".stApp");
  if (app) describeConnection(app);
  const links = document.querySelector(".bar-links");
  if (links) describeBar(links);
  const page = document.querySelector(".st-key-main");
  if (page) set(page, { tabindex: "-1", id: "content" });
  document.querySelectorAll("[data-testid=stTable] > div").forEach(describeTable);
  document.querySelectorAll("[data-follow]").forEach(followPick);
  describeArrivals();
  describeShow();
};

// In board mode a list shows as many rows as have room, and says how many have not.
const fitRows = (body) => {
  const more = body.querySelector("[data-rows]");
  if (!more) return;
  const rows = [...body.querySelectorAll("tbody tr")];
  const key = `${body.clientWidth} ${body.clientHeight} ${rows.length} ${more.dataset.rows}`;
  if (body.dataset.fitted === key) return;
  const named = (row) => row.firstElementChild?.textContent.trim() ?? "";
  const say = (left) => {
    more.hidden = left === 0;
    const names = left <= 3 ? rows.slice(rows.length - left).map(named).filter(Boolean) : [];
    more.textContent = `${left} more in the handout${names.length ? `: ${names.join("; ")}` : ""}.`;
  };
  for (const row of rows) row.hidden = false;
  // What belongs together, such as nine statements, is shown whole: closer before fewer.
  const table = body.querySelector(".present-table");
  table?.classList.remove("compact");
  if (body.scrollHeight > body.clientHeight && rows.length <= 10) table?.classList.add("compact");
  let many = rows.length;
  say(more.dataset.rows - many);
  while (many > 1 && body.scrollHeight > body.clientHeight) {
    many -= 1;
    rows[many].hidden = true;
    say(more.dataset.rows - many);
  }
  body.dataset.fitted = key;
};

// A second tab or a reload begins another session: the server learns from this cookie that the
// public's figures are being presented, and asks before it shows internal ones.
let presenting = "";
const rememberAudience = (audience) => {
  if (audience === presenting) return;
  presenting = audience;
  const life = audience ? "Max-Age=14400" : "Max-Age=0";
  document.cookie = `presenting=${audience}; path=/; SameSite=Strict; ${life}`;
};

const describeShow = () => {
  const show = document.querySelector("[data-present]");
  if (!show) {
    if (presenting && document.querySelector(".st-key-main h1")) rememberAudience("");
    return;
  }
  if (!("notes" in show.dataset)) rememberAudience(show.dataset.present);
  const body = show.querySelector(".present-body");
  if (body) fitRows(body);
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
new MutationObserver(describeSoon).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "href", "data-test-connection-state", "data-test-script-state"] });

const skipToContent = (event) => {
  const page = document.getElementById("content");
  if (!page) return;
  event.preventDefault();
  event.stopPropagation();
  page.focus({ preventScroll: true });
};

// On this page: a part's name leads to its card, and the keyboard goes along. The address stays, so
// that Back leads to the page before.
const jumpTo = (event, name) => {
  const part = document.getElementById(name) ?? document.querySelector(`.st-key-card_${CSS.escape(name)}`);
  if (!part) return;
  event.preventDefault();
  part.scrollIntoView();
  const title = part.querySelector("h2");
  if (!title) return;
  set(title, { tabindex: "-1" });
  title.focus({ preventScroll: true });
};

const openPage = (event, link) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.dataset.key === "notes") {
    openNotes(link);
    return;
  }
  tellOtherWindow(link);
  const menu = link.closest(".bar-links ul:popover-open");
  if (menu) menu.hidePopover();
  goTo(link.href);
};

// Streamlit writes a step of history for each choice that it says in the address, and takes a page's
// choices out of the address before it leaves. Back has to lead to the page before, as it was seen:
// so choices change the step there is, and what is taken out on leaving stays.
const push = history.pushState.bind(history);
let path = location.pathname;
const write = (...step) => {
  clearTimeout(later);
  coming = "";
  push(...step);
  path = location.pathname;
};
const SETTLED_MS = 200;
let later = 0;
history.pushState = (state, title, address) => {
  clearTimeout(later);
  if (new URL(address, document.baseURI).pathname !== location.pathname) {
    write(state, title, address);
    return;
  }
  coming = address;
  later = setTimeout(() => {
    coming = "";
    history.replaceState(state, title, address);
    describeSoon();
  }, SETTLED_MS);
  describeSoon();
};

// On its way back to another page Streamlit takes that page's choices out of the address too: so the
// page is opened anew, as its address says.
addEventListener("popstate", (event) => {
  if (!event.isTrusted || location.pathname === path) return;
  event.stopImmediatePropagation();
  location.reload();
}, true);

const goTo = (href) => {
  write({}, "", href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
};

// The notes are a window of their own. Either window tells the other which screen somebody went
// to; what a window was told it does not tell on, so that neither chases the other.
const windows = new BroadcastChannel("presenting");

const openNotes = (link) => {
  window.open(link.href, "presenter-notes", "popup,width=960,height=720");
};

const tellOtherWindow = (link) => {
  const asked = new URL(link.href).searchParams;
  if (!link.closest("[data-present]") || !asked.has("screen")) return;
  windows.postMessage({ pack: asked.get("pack"), screen: asked.get("screen") });
};

windows.addEventListener("message", ({ data }) => {
  const here = new URL(location.href);
  if (!document.querySelector("[data-present]") || here.searchParams.get("pack") !== data.pack) return;
  if (here.searchParams.get("screen") === data.screen) return;
  here.searchParams.set("screen", data.screen);
  here.searchParams.delete("ask");
  goTo(here.href);
});

document.addEventListener(
  "click",
  (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('[data-testid="stSkipToContent"]')) skipToContent(event);
    const link = event.target.closest("a[data-page]");
    if (link) openPage(event, link);
    const jump = event.target.closest("a[data-jump]");
    if (jump) jumpTo(event, jump.dataset.jump);
  },
  true,
);

// Who presses a key three times goes three screens on, also while the first is still under way: the
// address is ahead of what is shown.
const stepFrom = (address, link, by) => {
  const here = Number(new URL(address).searchParams.get("screen") || 1);
  const there = new URL(link.href);
  const many = Number(link.closest("[data-present]").dataset.many);
  there.searchParams.set("screen", Math.min(Math.max(here + by, 1), many));
  link.href = there.href;
};

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
  if (event.key === "n" || event.key === "N") {
    const notes = show.querySelector('a[data-key="notes"]');
    if (notes) openNotes(notes);
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
  if (way === "next" || way === "previous") stepFrom(location.href, link, way === "next" ? 1 : -1);
  link.click();
});
