/* Search from anywhere: a box over the page, opened by its button in the bar or by the key "/". The
   box is made when it is first opened, and what it finds is asked of the server as somebody types:
   a page that is not searched from pays nothing for it. A presentation has no bar, and so no search. */
"use strict";

const SEARCH_PAUSE_MS = 130;
const SEARCH_KEY_OFF = "search-key-off";
const NOT_REACHED = "The search could not be reached. Try again in a moment.";
// Where "/" is a letter like others.
const WRITES = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox], [data-testid=stDataFrame]";

let searchBox = null;
let openedFrom = null;
let asking = null;
let askSoon = 0;

const SEARCH_BOX = `
<form method="dialog" class="search-head">
  <label for="search-words" id="search-name">Search</label>
  <input id="search-words" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="100" enterkeyhint="go"
    aria-describedby="search-said" placeholder="A page, a measure, a record’s number, a word">
  <button type="submit" class="search-close" formnovalidate>Close</button>
</form>
<p id="search-said" class="search-said" role="status"></p>
<div class="search-found">
  <section class="search-named" aria-labelledby="search-views" hidden><h3 id="search-views">Views you have named</h3><ul></ul></section>
  <div class="search-answer"></div>
</div>
<form class="search-save">
  <label for="view-name">Name this view, to find it here again</label>
  <input id="view-name" type="text" autocomplete="off" maxlength="60" required>
  <button type="submit">Keep it</button>
</form>
<div class="search-foot">
  <span class="search-keys" aria-hidden="true"><kbd>↓</kbd> <kbd>↑</kbd> to move, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> to close</span>
  <label><input type="checkbox" id="search-key"> The key <kbd>/</kbd> opens this</label>
</div>`;

const part = (selector) => searchBox.querySelector(selector);
const foundLinks = () => [...searchBox.querySelectorAll(".search-found a")];
const keyIsOn = () => localStorage.getItem(SEARCH_KEY_OFF) !== "yes";

// Views that somebody gave a name: the address with all that was chosen. They are kept in this browser
// alone, for whoever uses it, and not shown where others look at what the public may see.
const NAMED_VIEWS = "named-views";
const namedViews = () => {
  try {
    return JSON.parse(localStorage.getItem(NAMED_VIEWS)) ?? [];
  } catch {
    return [];
  }
};
const keepViews = (views) => localStorage.setItem(NAMED_VIEWS, JSON.stringify(views));
const isPreview = () => Boolean(document.querySelector(".bar-preview"));

const keepView = (event) => {
  event.preventDefault();
  const name = part("#view-name").value.trim();
  if (!name) return;
  const here = addressNow();
  const address = `./${here.pathname.split("/").at(-1)}${here.search}`;
  keepViews([{ name, address }, ...namedViews().filter((view) => view.name !== name)]);
  showNamed();
  part("#search-said").textContent = `Kept as “${name}”`;
};

const viewItem = ({ name, address }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const remove = document.createElement("button");
  // Opened anew, so that the address alone says what is chosen, whatever the page before had chosen.
  set(link, { href: address });
  set(remove, { type: "button", "aria-label": `Remove the view ${name}` });
  link.append(Object.assign(document.createElement("span"), { className: "search-title", textContent: name }));
  remove.textContent = "Remove";
  remove.addEventListener("click", () => {
    keepViews(namedViews().filter((view) => view.name !== name));
    showNamed();
    part("#search-words").focus();
  });
  item.append(link, remove);
  return item;
};

const showNamed = () => {
  const words = part("#search-words").value.toLowerCase().split(/\s+/);
  const fits = isPreview() ? [] : namedViews().filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  part(".search-named").hidden = fits.length === 0;
  part(".search-named ul").replaceChildren(...fits.map(viewItem));
};

const showFound = (html, said) => {
  showNamed();
  part(".search-answer").innerHTML = html;
  part(".search-found").scrollTop = 0;
  part("#search-said").textContent = said ?? part("[data-said]")?.dataset.said ?? "";
};

const askServer = async () => {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const here = addressNow();
    const page = here.pathname.split("/").at(-1);
    const answer = await fetch(`./search/${page}${here.search}`, { method: "POST", body: part("#search-words").value, signal });
    const told = await answer.text();
    if (!signal.aborted) showFound(answer.ok ? told : "", answer.ok ? undefined : told);
  } catch {
    if (!signal.aborted) showFound("", NOT_REACHED);
  }
};

const openSearch = () => {
  if (!searchBox) makeSearchBox();
  if (searchBox.open) return;
  part("#search-key").checked = keyIsOn();
  part("#view-name").value = "";
  part(".search-save").hidden = isPreview();
  part("#search-words").select();
  openedFrom = document.activeElement;
  searchBox.showModal();
  part("#search-words").focus();
  askServer();
};

// By the arrows from the words to what was found and back; a letter typed there goes on in the words.
const moveThroughFound = (event) => {
  const links = foundLinks();
  const place = links.indexOf(document.activeElement);
  const words = part("#search-words");
  const inWords = document.activeElement === words;
  if (event.key === "ArrowDown" && (inWords || place >= 0)) links[Math.min(place + 1, links.length - 1)]?.focus();
  else if (event.key === "ArrowUp" && place > 0) links[place - 1].focus();
  else if (event.key === "ArrowUp" && place === 0) words.focus();
  else if (event.key === "Enter" && inWords) openFirst();
  else {
    if (place >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) words.focus();
    return;
  }
  event.preventDefault();
};

// Who types quickly and presses Enter means what they typed, not what stood there before.
const openFirst = async () => {
  clearTimeout(askSoon);
  await askServer();
  foundLinks()[0]?.click();
};

const makeSearchBox = () => {
  searchBox = document.createElement("dialog");
  set(searchBox, { class: "search", "aria-labelledby": "search-name" });
  searchBox.innerHTML = SEARCH_BOX;
  document.body.append(searchBox);
  searchBox.addEventListener("keydown", moveThroughFound);
  searchBox.addEventListener("click", ({ target }) => {
    if (target === searchBox) searchBox.close();
    if (!target.closest("a[data-page]")) return;
    searchBox.close();
    document.getElementById("content")?.focus({ preventScroll: true });
  });
  part("#search-words").addEventListener("input", () => {
    clearTimeout(askSoon);
    askSoon = setTimeout(askServer, SEARCH_PAUSE_MS);
  });
  part(".search-save").addEventListener("submit", keepView);
  part("#search-key").addEventListener("change", ({ target }) => {
    if (target.checked) localStorage.removeItem(SEARCH_KEY_OFF);
    else localStorage.setItem(SEARCH_KEY_OFF, "yes");
  });
  // Nothing that was found stays in the page once the box is closed; and where the page was drawn
  // anew meanwhile, the focus goes to the button that stands for the one it came from.
  searchBox.addEventListener("close", () => {
    asking?.abort();
    showFound("", "");
    if (openedFrom?.matches("[data-search]") && !openedFrom.isConnected)
      document.querySelector("[data-search]")?.focus({ preventScroll: true });
  });
};

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!document.querySelector("[data-search]") || document.querySelector("dialog[open], [role=dialog][aria-modal=true]")) return;
  if (!keyIsOn() || (event.target instanceof Element && event.target.closest(WRITES))) return;
  event.preventDefault();
  openSearch();
});

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-search]")) openSearch();
});
