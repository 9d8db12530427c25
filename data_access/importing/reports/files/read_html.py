"""A saved web page to lines: what a reader would see, block by block.

Menus, footers, cookie banners and the like are kept but marked as boilerplate; scripts, styles and
hidden text are left out. Elements are walked without recursion, because saved pages can nest
deeper than Python calls.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from data_access.importing.reports.files.characters import tidy
from data_access.importing.reports.files.lines import Extract, LineWriter, Role
from data_access.importing.reports.parsing.result import ReportError

# Real pages nest some 40 deep. The tree builder's time grows with the square of the depth, and
# emphasis that is never closed is repeated in every later paragraph.
DEEPEST = 500
MOST_REPEATED = 3_000_000

_LONGEST_ADDRESS = 500
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S{1,500})")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b")


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


_UNSEEN = _words(
    "audio canvas colgroup datalist dialog embed head iframe input link map math meta "
    "noscript object option picture script select style svg template textarea title "
    "video"
)
_IMPLIED_END = _words("p li td th tr dt dd option thead tbody tfoot")
_VOID = _words("area base br col embed hr img input link meta source track wbr")
_EMPHASIS = _words("a b big code em font i nobr s small strike strong tt u")
_INLINE = _EMPHASIS | _words(
    "abbr acronym bdi bdo cite data del dfn ins kbd label mark q ruby samp span sub "
    "sup time var wbr img"
)
_CELLS = _words("td th")
_WIDEST_SPAN = 100  # columns that one cell may cover
_FURNITURE_TAGS = _words("nav footer")
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|skip-?link|site-?(?:header|footer|nav)|footer|navbar|"
    r"menu|pager|pagination|share|social|addtoany)(?:$|[\s_-])"
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# What a heading that folds its section away says to screen readers.
_FOLDING = re.compile(
    r"\s*,\s*(?:[Ss]how|[Hh]ide)(?: this section)?$|\s*(?:Show|Hide)(?: this section)?$"
)
_REPORT_WORDS = re.compile(
    r"key findings for this quality statement|the local authority commitment", re.IGNORECASE
)


def read_html(markup: str, notes: tuple[str, ...] = ()) -> Extract:
    """Lines of a web page. Raises ReportError for pages built to overwhelm the reader."""
    _refuse_overgrown(markup)
    tree = LexborHTMLParser(markup)
    reader = _Reader()
    root = tree.root
    if root is not None:
        reader.walk(root)
    title = tree.css_first("title")
    words = len(" ".join(reader.hidden).split())
    if words:
        notes += (f"{words} hidden word{'s' if words > 1 else ''} on the page left out",)
    return Extract(
        tuple(reader.writer.lines),
        title=tidy(title.text()) or None if title is not None else None,
        notes=notes,
        address=_address(tree, markup),
    )


def _address(tree: LexborHTMLParser, markup: str) -> str | None:
    """Where the page was saved from, by what the page or the browser that saved it says."""
    link = tree.css_first("link[rel=canonical]")
    told = link.attributes.get("href") if link is not None else None
    if told:
        return told[:_LONGEST_ADDRESS]
    saved = _SAVED_FROM.search(markup[:4000])
    return saved.group(1) if saved else None


def _refuse_overgrown(markup: str) -> None:
    """Depth and unclosed emphasis counted roughly, before the tree is built."""
    depth = deepest = open_emphasis = most_emphasis = tags = 0
    for match in _TAG.finditer(markup):
        tags += 1
        name = match.group(2).lower()
        if name in _VOID or name in _IMPLIED_END:
            continue
        step = -1 if match.group(1) else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
        if name in _EMPHASIS:
            open_emphasis = max(0, open_emphasis + step)
            most_emphasis = max(most_emphasis, open_emphasis)
    if deepest > DEEPEST or tags * (most_emphasis + 1) > MOST_REPEATED:
        raise ReportError("is a damaged web page: save it again, or paste its text.")


class _Reader:
    """Gathers inline text until a block ends, then writes it as a line of that block's role."""

    def __init__(self) -> None:
        self.writer = LineWriter()
        self.hidden: list[str] = []
        self._inline: list[str] = []
        self._broken = False
        self._place = [0, 0, 0]  # table, row and column reached
        self._cell: tuple[int, int, int] | None = None

    def walk(self, root: LexborNode) -> None:
        """Every node in document order; None on the stack marks the end of a block."""
        stack: list[tuple[LexborNode | None, Role, bool]] = [(root, "paragraph", False)]
        while stack:
            node, role, kept_breaks = stack.pop()
            if node is None:
                self._end_block(role)
                if kept_breaks:  # the end of a cell
                    self._cell = None
            elif node.is_text_node:
                self._text(node.text_content or "", role, kept_breaks)
            elif node.tag == "br":
                self._break(role)
            elif node.tag == "hr":
                self._end_block(role)
                self.writer.add("---", "rule")
            elif node.is_element_node or node.is_document_node:
                self._push(stack, node, role, kept_breaks)
        self._end_block("paragraph")

    def _push(
        self,
        stack: list[tuple[LexborNode | None, Role, bool]],
        node: LexborNode,
        role: Role,
        kept_breaks: bool,
    ) -> None:
        tag = (node.tag or "").lower()
        if tag in _UNSEEN:
            return
        if _is_hidden(node):
            self.hidden.append(node.text(separator=" "))
            return
        children = list(node.iter(include_text=True))
        children.reverse()
        if tag in _INLINE:
            stack.extend((child, role, kept_breaks) for child in children)
            return
        self._end_block(role)
        inside = _role(node, tag, role)
        stack.append((None, inside, tag in _CELLS))
        self._reach(node, tag)
        stack.extend((child, inside, kept_breaks or tag == "pre") for child in children)

    def _reach(self, node: LexborNode, tag: str) -> None:
        """Keep where in a table the walk is."""
        if tag == "table":
            self._place = [self._place[0] + 1, 0, 0]
        elif tag == "tr":
            self._place[1:] = [self._place[1] + 1, 0]
        elif tag in _CELLS:
            table, row, column = self._place
            self._cell = (table, row, column)
            span = node.attributes.get("colspan") or ""
            wide = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
            self._place[2] += max(1, min(wide, _WIDEST_SPAN))

    def _text(self, text: str, role: Role, kept_breaks: bool) -> None:
        parts = text.split("\n") if kept_breaks else [text]
        for index, part in enumerate(parts):
            if index:
                self._break(role)
            self._inline.append(part)

    def _break(self, role: Role) -> None:
        """A line break inside a block: what follows may continue the sentence."""
        self._write("text" if role == "paragraph" else role)
        self._broken = True

    def _end_block(self, role: Role) -> None:
        self._write("text" if role == "paragraph" and self._broken else role)
        if self._broken:
            self.writer.add("", "blank")
            self._broken = False

    def _write(self, role: Role) -> None:
        text = tidy("".join(self._inline))
        self._inline.clear()
        if role == "heading":
            text = _FOLDING.sub("", text)
        if text:
            self.writer.add(text, role, cell=self._cell)


def _role(node: LexborNode, tag: str, around: Role) -> Role:
    if around == "boilerplate" or _is_boilerplate(node, tag):
        return "boilerplate"
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return "heading"
    if tag in {"li", "dt", "dd"}:
        return "item"
    if tag in _CELLS:
        return "cell"
    return around


def _is_boilerplate(node: LexborNode, tag: str) -> bool:
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    marked = (
        tag in _FURNITURE_TAGS
        or attributes.get("role") in {"navigation", "contentinfo", "search"}
        or _FURNITURE_NAME.search(named[:500]) is not None
    )
    # A page whose whole body sits in an element so named is still a report.
    return marked and not _REPORT_WORDS.search(node.text(separator=" "))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if attributes.get("aria-hidden") == "true":
        return True
    return _HIDDEN_STYLE.search((attributes.get("style") or "")[:500]) is not None
