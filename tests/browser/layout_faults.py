"""What is wrong with how a page is laid out: words on others, cut off or too small to read; cards
that are mostly empty."""

from __future__ import annotations

from playwright.sync_api import Page

SMALLEST = 13  # pixels
LEAST_FILLED = 0.6  # of a card's height
SMALL_CARD = 160  # pixels of height below which a card cannot look empty

_FAULTS = r"""() => {
  const faults = [];
  const main = document.querySelector('.stMain') || document.body;  // what is published has none
  const shown = (node) =>
    node.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
    // The button that changes the view lies unseen over the words it changes.
    !node.closest('[aria-hidden=true], canvas, .js-plotly-plot .hoverlayer, .st-key-bar_view');
  const scrolls = (node) => {
    for (let each = node; each && each !== main; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (/auto|scroll/.test(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
        return true;
    }
    return false;
  };
  // For screen readers alone: in a box of a pixel, or clipped away.
  const unseen = (node) => {
    for (let each = node; each && each !== main; each = each.parentElement) {
      const style = getComputedStyle(each);
      const hides = /hidden|clip/.test(style.overflowX);
      if (hides && each.getBoundingClientRect().width <= 2) return true;
      if (/inset\((50|100)%/.test(style.clipPath) || style.clip === 'rect(0px, 0px, 0px, 0px)')
        return true;
    }
    return false;
  };
  // Scrolled out of sight within something that scrolls up and down.
  const scrolledAway = (node, box) => {
    for (let each = node; each && each !== main; each = each.parentElement) {
      if (each.scrollHeight <= each.clientHeight + 1) continue;
      if (!/auto|scroll/.test(getComputedStyle(each).overflowY)) continue;
      const around = each.getBoundingClientRect();
      if (box.bottom > around.bottom || box.top < around.top) return true;
    }
    return false;
  };
  const said = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 50);

  // Every piece of text and the boxes of its lines.
  const pieces = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, node = text.parentElement;
    if (!text.data.trim() || !node || !shown(node) || node.closest('style, script') ||
      unseen(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects())
      if (box.width > 2 && box.height > 2 && !scrolledAway(node, box))
        pieces.push({box, node, text: said(text.data)});
  }

  // Words on other words. Lines are taller than their letters: what they share may be empty.
  pieces.sort((a, b) => a.box.top - b.box.top);
  const inBar = (piece) => piece.node.closest('.st-key-bar');
  for (let first = 0; first < pieces.length; first += 1) {
    const a = pieces[first];
    for (let next = first + 1; next < pieces.length; next += 1) {
      const b = pieces[next];
      if (b.box.top > a.box.bottom) break;
      if (Boolean(inBar(a)) !== Boolean(inBar(b))) continue;  // the bar stays while pages scroll
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      const least = Math.min(a.box.height, b.box.height);
      if (across > 2 && down > Math.max(4, least * 0.35))
        faults.push(`'${a.text}' lies on '${b.text}'`);
    }
  }

  // Words beyond their card or their chart.
  for (const {box, node, text} of pieces) {
    const frame = node.closest('.js-plotly-plot') || node.closest('[class*=st-key-card_]');
    if (!frame || scrolls(node)) continue;
    const around = frame.getBoundingClientRect();
    if (box.left < around.left - 1 || box.right > around.right + 1 ||
        box.top < around.top - 1 || box.bottom > around.bottom + 1)
      faults.push(`'${text}' leaves its ${frame.matches('.js-plotly-plot') ? 'chart' : 'card'}`);
  }

  // Words that lie partly outside what is seen: of the window, or of something that hides the rest.
  const hiding = new Map();
  const hides = (node) => {
    if (!hiding.has(node)) {
      const style = getComputedStyle(node);
      hiding.set(node, [/hidden|clip/.test(style.overflowX), /hidden|clip/.test(style.overflowY)]);
    }
    return hiding.get(node);
  };
  for (const {box, node, text} of pieces) {
    if (scrolls(node) || node.closest('[data-testid=stDataFrame], .js-plotly-plot')) continue;
    const [left, right] = [box.left < -1 && box.right > 0, box.right > innerWidth + 1];
    if (left || (right && box.left < innerWidth)) faults.push(`'${text}' leaves the window`);
    for (let each = node; each && each !== main; each = each.parentElement) {
      const [across, down] = hides(each);
      if (!across && !down) continue;
      const around = each.getBoundingClientRect();
      // Lines are taller than their letters: a sliver of one that is hidden holds none.
      const lost = Math.max(around.top - box.top, box.bottom - around.bottom);
      if ((across && (box.left < around.left - 1 || box.right > around.right + 1)) ||
          (down && lost > box.height * 0.3)) {
        faults.push(`'${text}' is partly hidden`);
        break;
      }
    }
  }

  // Words that an element hides because it is too small for them.
  for (const node of main.querySelectorAll('*')) {
    if (!shown(node)) continue;
    // What is chosen in a select box is whole in its list; the box may be narrower.
    const isInput = node.matches('input[type=text], input:not([type])') &&
      !node.matches('[role=combobox]');
    const style = getComputedStyle(node);
    const hidden = isInput || /hidden|clip/.test(style.overflowX);
    if (!hidden || node.clientWidth < 4 || node.clientHeight < 4) continue;
    if (node.closest('[data-testid=stDataFrame], .js-plotly-plot')) continue;
    const words = isInput ? node.value : node.innerText;
    const own = isInput || [...node.childNodes].some((each) => each.nodeType === 3);
    if (words && words.trim() && own && node.scrollWidth > node.clientWidth + 1)
      faults.push(`'${said(words)}' is cut off`);
  }
  return [...new Set(faults)];
}"""


def layout_faults(page: Page) -> list[str]:
    """Each fault in a sentence: words on other words, beyond their card or chart, or cut off."""
    found: list[str] = page.evaluate(_FAULTS)
    return found


_HOLLOW = r"""([least, small]) => {
  const NEAR = 28;  // gaps up to this are air between lines, not emptiness
  const DRAWN = 'img, svg, canvas, input, textarea, button, .js-plotly-plot, .pips, [role=img]';
  const found = [];
  const shown = (node) => node.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const CARDS = '[class*=st-key-card_], .strip-card, .say, .next, .checklist';
  for (const card of document.querySelectorAll(CARDS)) {
    const around = card.getBoundingClientRect(), style = getComputedStyle(card);
    const top = around.top + parseFloat(style.paddingTop);
    const bottom = around.bottom - parseFloat(style.paddingBottom);
    if (bottom - top < small || !shown(card)) continue;
    const boxes = [];
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.data.trim() || !shown(text.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      boxes.push(...range.getClientRects());
    }
    for (const node of card.querySelectorAll(DRAWN))
      if (shown(node)) boxes.push(node.getBoundingClientRect());
    const spans = boxes.filter((box) => box.height > 1)
      .map((box) => [Math.max(box.top, top), Math.min(box.bottom, bottom)])
      .filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0]);
    let covered = 0, end = top;
    for (const [from, to] of spans) {
      if (to <= end) continue;
      covered += to - (from - end <= NEAR ? end : from);
      end = to;
    }
    const share = covered / (bottom - top);
    if (share < least) {
      const name = [...card.classList].find((each) => each.startsWith('st-key-')) || 'a card';
      const [filled, tall] = [Math.round(100 * share), Math.round(bottom - top)];
      found.push(`${name} of ${tall} pixels is filled by ${filled}%`);
    }
  }
  return found;
}"""


def hollow_cards(page: Page) -> list[str]:
    """Each card of some height whose content fills too little of it, with how much it fills."""
    found: list[str] = page.evaluate(_HOLLOW, [LEAST_FILLED, SMALL_CARD])
    return found


_SMALL_TEXT = """smallest => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const node = walker.currentNode.parentElement;
    if (!text || !node.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const box = node.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || node.closest('[aria-hidden=true]')) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < smallest) found.push(`${size}px: ${text.slice(0, 40)}`);
  }
  return found;
}"""


def small_text(page: Page) -> list[str]:
    """Each text in letters of less than 13 pixels, with its size."""
    found: list[str] = page.evaluate(_SMALL_TEXT, SMALLEST)
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(
        page.evaluate(
            """() => {
              const node = document.querySelector('.stMain') || document.documentElement;
              return node.scrollWidth - node.clientWidth;
            }"""
        )
    )
