"""Published editions as pages: plain HTML that needs no script, asks nothing of its address and
stands by itself.

`STYLE` of `reports.editions.style` is the one style element of every page, so that a security
policy can name its digest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from components.charts.spec import DotDistribution, FunnelPlot, Grid, ScoreShares
from components.editions.edition import Edition
from components.editions.published_facts import IN_EDITIONS
from components.exhibits.exhibit import Exhibit
from components.exhibits.tables.texts import table_texts
from components.tokens import Ink, Signal
from reports.editions.inline_svg import NARROW_MM, WIDE_MM, Drawings
from reports.editions.style import STYLE
from reports.table_columns import to_the_right
from vocabulary.audience import EditionState
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL, Nature
from vocabulary.shown import escape
from vocabulary.wording import long_date

_OPEN_ROWS: Final = 12
"""A table of so many rows stands open below its chart; a longer one is opened by who wants it."""
_SHORT: Final = 14  # characters of a cell that stays on one line
_SCORE: Final = "Score (1 to 4)"
_PARTS: Final = (
    (
        "Published by the regulator and the ombudsman",
        "These figures were published elsewhere already and are shown as they were.",
    ),
    (
        "From the council's own records",
        "Numbers small enough to point at somebody are hidden, and so are those that would give "
        "them away.",
    ),
)


def page_html(
    edition: Edition,
    others: Sequence[Edition] = (),
    *,
    files: Mapping[str, str] | None = None,
    list_address: str = "./",
) -> str:
    """The page of an edition. `others`: every edition of the council, to lead to them, each at its
    number as address. `files`: addresses of the edition's files, by what they are called.
    `list_address`: of the list of editions; "" for a page that leads nowhere."""
    withdrawn = edition.state is EditionState.WITHDRAWN
    parts = [
        '<div class="lead"><div class="width">',
        f"<h1>{escape(edition.title)}</h1>",
        f"<p>{escape(edition_line(edition))}</p>",
        _example(edition.nature),
        "</div></div>",
        '<div class="width">',
        _notices(edition, others, linked=bool(list_address)),
    ]
    if not withdrawn:
        parts += [
            _contents(edition),
            *_exhibits(edition),
            _held_back(edition),
            _files(edition, files or {}),
        ]
    if list_address:
        parts.append(_others(edition, others))
    parts.append("</div>")
    return _document(
        f"{edition.title}, {edition.council}",
        edition.council,
        edition.nature,
        "".join(parts),
        list_address=list_address,
    )


def list_html(council: str, nature: Nature, editions: Sequence[Edition]) -> str:
    """The list of a council's editions, newest first, each at its number as address."""
    items = []
    for edition in sorted(editions, key=lambda each: -each.number):
        told = [edition_line(edition)]
        if edition.state is EditionState.WITHDRAWN and edition.withdrawn:
            told.append(f"Withdrawn on {long_date(edition.withdrawn)}: {edition.why_withdrawn}")
        if edition.corrected_by:
            told.append(f"Corrected by edition {edition.corrected_by}.")
        if edition.corrects:
            told.append(f"Corrects edition {edition.corrects}: {edition.reason}")
        said = "".join(f"<p>{escape(text)}</p>" for text in told)
        items.append(
            f'<li><h2><a href="{edition.number}">{escape(edition.title)}</a></h2>{said}</li>'
        )
    listed = f'<ul class="editions">{"".join(items)}</ul>' if items else ""
    lead = (
        "What the council has published about its adult social care. An edition is fixed in time: "
        "what is known later stands in a later one."
        if items
        else "Nothing has been published yet."
    )
    body = (
        '<div class="lead"><div class="width"><h1>Published editions</h1>'
        f"<p>{lead}</p>{_example(nature)}</div></div>"
        f'<div class="width">{listed}</div>'
    )
    return _document(f"Published editions, {council}", council, nature, body, list_address="")


def edition_line(edition: Edition) -> str:
    """Which edition it is, when it was published, and as known when."""
    when = f"published {long_date(edition.published)}" if edition.published else "not published"
    return f"Edition {edition.number}, {when}. Figures as known on {long_date(edition.day)}."


def _document(title: str, council: str, nature: Nature, body: str, *, list_address: str) -> str:
    back = f'<a href="{escape(list_address)}">All editions</a>' if list_address else ""
    edge = '<div class="edge"></div>' if nature is Nature.ILLUSTRATIVE else ""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<a class="skip" href="#content">Skip to the content</a>{edge}'
        f'<header class="top"><div class="width"><b>{escape(council)}</b>'
        f"<span>Adult social care</span>{back}</div></header>"
        f'<main id="content">{body}</main></body></html>\n'
    )


def _example(nature: Nature) -> str:
    if nature is not Nature.ILLUSTRATIVE:
        return ""
    return (
        f'<span class="chip">{escape(NATURE_IN_FULL[nature])}</span>'
        f"<p>{escape(NATURE_EXPLAINED[nature])}</p>"
    )


def _notices(edition: Edition, others: Sequence[Edition], *, linked: bool) -> str:
    told = []
    if edition.state is EditionState.PREVIEW:
        told.append(("", "Not published", "This is how the edition would be published."))
    if edition.state is EditionState.WITHDRAWN and edition.withdrawn:
        told.append(
            (
                " grave",
                f"This edition was withdrawn on {long_date(edition.withdrawn)}",
                f"{edition.why_withdrawn} Its figures are no longer shown.",
            )
        )
    if edition.corrected_by:
        newer = _edition_link(edition.corrected_by, linked=linked)
        gone = any(o.number == edition.corrected_by and o.withdrawn for o in others)
        said = f"Its correction, {newer}, was withdrawn." if gone else f"Read {newer} instead."
        told.append((" grave", "This edition was corrected", said))
    if edition.corrects:
        older = _edition_link(edition.corrects, linked=linked)
        told.append(("", "This edition is a correction", f"It corrects {older}. {edition.reason}"))
    return "".join(
        f'<section class="notice{kind}"><h2>{escape(title)}</h2>'
        f"<p>{_with_links(text)}</p></section>"
        for kind, title, text in told
    )


_LINK_START, _LINK_MIDDLE, _LINK_END = "\x02", "\x03", "\x04"


def _edition_link(number: int, *, linked: bool) -> str:
    said = f"edition {number}"
    return f"{_LINK_START}{number}{_LINK_MIDDLE}{said}{_LINK_END}" if linked else said


def _with_links(text: str) -> str:
    escaped = escape(text)
    for sign, html in ((_LINK_START, '<a href="'), (_LINK_MIDDLE, '">'), (_LINK_END, "</a>")):
        escaped = escaped.replace(sign, html)
    return escaped


def _grouped(edition: Edition) -> list[tuple[str, str, list[tuple[str, Exhibit]]]]:
    """The parts with their title, what is said of them, and their exhibits with unique names."""
    groups: tuple[list[tuple[str, Exhibit]], ...] = ([], [])
    for place, exhibit in enumerate(edition.exhibits, 1):
        groups[exhibit.key not in IN_EDITIONS].append((f"e{place}", exhibit))
    return [
        (title, said, group) for (title, said), group in zip(_PARTS, groups, strict=True) if group
    ]


def _contents(edition: Edition) -> str:
    items = []
    for title, _, group in _grouped(edition):
        items.append(f'<li class="part">{escape(title)}</li>')
        items += [
            f'<li><a href="#{name}">{escape(exhibit.headline)}</a></li>' for name, exhibit in group
        ]
    return (
        '<nav class="contents" aria-labelledby="contents"><h2 id="contents">In this edition</h2>'
        f"<ol>{''.join(items)}</ol></nav>"
    )


def _exhibits(edition: Edition) -> list[str]:
    parts = []
    drawings = Drawings()
    for title, said, group in _grouped(edition):
        parts.append(f'<h2 class="part-title">{escape(title)}</h2>')
        parts.append(f'<p class="part-said">{escape(said)}</p>')
        parts += [_exhibit(exhibit, name, drawings) for name, exhibit in group]
    return [*parts, drawings.letters()]


def _exhibit(exhibit: Exhibit, name: str, drawings: Drawings) -> str:
    keep = "".join(f"<li>{escape(caveat)}</li>" for caveat in exhibit.all_caveats)
    listed = f'<ul class="keep">{keep}</ul>' if keep else ""
    definition = exhibit.definition
    how = "".join(
        f"<dt>{escape(head)}</dt><dd>{escape(text)}</dd>"
        for head, text in (
            ("What it shows", definition.meaning),
            ("How to read it", definition.how_to_read),
            ("How it is worked out", definition.formula),
            ("Where it is from", definition.source),
        )
    )
    return (
        f'<article class="exhibit" id="{name}"><h3>{escape(exhibit.headline)}</h3>'
        f'<p class="subtitle">{escape(exhibit.subtitle)}</p>'
        f"{_chart(exhibit, name, drawings)}{_verdict(exhibit)}{_table(exhibit)}"
        f'<p class="source">Source: {escape(exhibit.source)}</p>'
        f"{listed}"
        f'<details><summary>How to read this</summary><dl class="how">{how}</dl></details>'
        "</article>"
    )


def _chart(exhibit: Exhibit, name: str, drawings: Drawings) -> str:
    if exhibit.chart is None:
        return ""
    wide = drawings.inline(exhibit, WIDE_MM, f"{name}w")
    if isinstance(exhibit.chart, _NEVER_NARROW):
        return (
            f'<div class="scrolls" tabindex="0" role="region" aria-label="Chart: '
            f'{escape(exhibit.definition.title)}"><div class="drawn" role="img" '
            f'aria-label="{escape(exhibit.alternative)}">{wide}</div></div>'
        )
    narrow = drawings.inline(exhibit, NARROW_MM, f"{name}n")
    return (
        f'<div class="drawn" role="img" aria-label="{escape(exhibit.alternative)}">'
        f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div></div>'
    )


_NEVER_NARROW: Final = (DotDistribution, FunnelPlot, Grid, ScoreShares)
"""Charts whose words need the width of a page: on a phone they are moved sideways."""
_RING: Final = (
    f'<circle cx="10" cy="10" r="7" fill="none" stroke="{Ink.SECONDARY}" stroke-width="2"'
)
_LINE: Final = '<path d="{}" fill="none" stroke="{}" stroke-width="{}"/>'
_SHAPES: Final = {
    "attention": _LINE.format("M10 3 18 17H2z", Signal.ATTENTION, 2),
    "usual": f"{_RING}/>",
    "improved": _LINE.format("M3 11l5 5L17 4", Signal.BRAND, 2.4),
    "unknown": f'{_RING} stroke-dasharray="3 3"/>',
}


def _verdict(exhibit: Exhibit) -> str:
    if not exhibit.verdict and not exhibit.meaning:
        return ""
    shape = f'<svg viewBox="0 0 20 20" aria-hidden="true">{_SHAPES[exhibit.signal]}</svg>'
    strong = f"{shape}<strong>{escape(exhibit.verdict)}</strong> " if exhibit.verdict else ""
    return f'<p class="verdict">{strong}{escape(exhibit.meaning)}</p>'


def _table(exhibit: Exhibit) -> str:
    table = exhibit.table()
    if table.is_empty():
        return ""
    right = [to_the_right(series) for series in table]
    heads = "".join(
        f'<th scope="col"{_NUMBER if number else ""}>{escape(name)}</th>'
        for name, number in zip(table.columns, right, strict=True)
    )
    told = table_texts(exhibit)
    short = {
        name
        for name, texts in zip(table.columns, zip(*told, strict=True), strict=True)
        if max(map(len, texts)) <= _SHORT
    }
    rows = []
    for texts in told:
        cells = [f'<th scope="row">{escape(texts[0])}</th>']
        for column, text, number in list(zip(table.columns, texts, right, strict=True))[1:]:
            pips = _pips(text) if column == _SCORE else ""
            kind = " ".join(["number"] * number + ["short"] * (column in short))
            cells.append(f'<td class="{kind}">{escape(text)}{pips}</td>')
        total = ' class="total"' if texts[0].startswith("Total") else ""
        rows.append(f"<tr{total}>{''.join(cells)}</tr>")
    inside = (
        f'<div class="figures" tabindex="0" role="region" aria-label="Table: '
        f'{escape(exhibit.subtitle)}"><table><caption>{escape(exhibit.subtitle)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    if len(rows) <= _OPEN_ROWS:
        return inside
    return f"<details><summary>All {len(rows):,} rows as a table</summary>{inside}</details>"


_NUMBER: Final = ' class="number"'


def _pips(text: str) -> str:
    if not text.isdecimal():
        return ""
    filled = "".join(f"<i{' class=on' if n <= int(text) else ''}></i>" for n in range(1, 5))
    return f'<span class="pips" aria-hidden="true">{filled}</span>'


def _held_back(edition: Edition) -> str:
    if not edition.held_back:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in edition.held_back)
    return (
        '<section class="held"><h2>What is not shown, and why</h2>'
        "<p>Counts of people or complaints from 1 to 4 could point at somebody. They are hidden, "
        "and so are others from which they could be worked out, in this edition or together with "
        f"earlier ones.</p><ul>{items}</ul></section>"
    )


def _files(edition: Edition, files: Mapping[str, str]) -> str:
    links = "".join(
        f'<li><a href="{escape(address)}" download>{escape(label)}</a></li>'
        for label, address in files.items()
    )
    taken = f"<p>The same figures as files:</p><ul>{links}</ul>" if links else ""
    return (
        f'<section class="files"><h2>Take it with you</h2>{taken}'
        f'<p class="digest">Digest of what this edition shows (SHA-256): {edition.digest}</p>'
        "</section>"
    )


def _others(edition: Edition, others: Sequence[Edition]) -> str:
    rest = sorted((o for o in others if o.number != edition.number), key=lambda o: -o.number)
    if not rest:
        return ""
    items = "".join(
        f'<li><a href="{other.number}">{escape(other.title)}</a>: {escape(_stands(other))}</li>'
        for other in rest
    )
    return f'<section class="others"><h2>Other editions</h2><ul>{items}</ul></section>'


def _stands(edition: Edition) -> str:
    said = edition_line(edition).split(". ")[0]
    if edition.state is EditionState.WITHDRAWN:
        return f"{said}, withdrawn"
    if edition.corrected_by:
        return f"{said}, corrected by edition {edition.corrected_by}"
    return said


def index_html(councils: Mapping[str, str]) -> str:
    """The list of councils that published something: the address of each one's list by its name."""
    items = "".join(
        f'<li><h2><a href="{escape(address)}">{escape(name)}</a></h2></li>'
        for name, address in councils.items()
    )
    lead = "Choose a council." if items else "Nothing has been published yet."
    return _document(
        "Published editions",
        "Published editions",
        Nature.PUBLISHED,
        '<div class="lead"><div class="width"><h1>Published editions</h1>'
        f'<p>{lead}</p></div></div><div class="width"><ul class="editions">{items}</ul></div>',
        list_address="",
    )
