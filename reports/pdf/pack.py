"""A pack or an edition as a tagged PDF: a cover, an exhibit a page with its table, what the board
is asked for, what the exhibits mean and what all was made from, and of an edition what is not
shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from components.editions.edition import Edition
from components.exhibits.exhibit import Definition
from components.exhibits.tables.texts import table_texts
from components.packs.pack import OUTCOMES
from components.packs.produced_pack import PackScreen, ProducedPack
from reports.documents import provenance
from reports.documents.provenance import Exhibited
from reports.drawing import chart as drawing
from reports.pdf.typesetting import pdf
from reports.table_columns import SCORES, shares, to_the_right
from vocabulary.ratings import scores_in_words
from vocabulary.wording import long_date

SHOWN_ROWS: Final = 40
"""How many rows of a table the PDF has; the Excel file has them all."""
_CHART_MM: Final = 265.0
_TALLEST_MM: Final = 112.0
_ROOMY_MM: Final = 72.0  # a chart with few rows is drawn more roomily, up to this
_LOWEST_MM: Final = 46.0
_ALONE_MM: Final = 96.0  # without its table on the page
_PAGE_MM: Final = 172.0
_ROW_MM: Final = 5.4
_TOGETHER: Final = 26  # rows
_PIPS: Final = 11  # letters as wide as a score's marks
_LINE: Final = 156.0  # characters of a table's type across the page


def document(pack: Exhibited) -> bytes:
    """The pack or edition as PDF/UA-1. The same gives the same bytes."""
    data: dict[str, Any] = {
        "description": provenance.described(pack),
        "words": {
            "contents": "In this edition" if isinstance(pack, Edition) else "In this pack",
            "held_back": "What is not shown, and why",
            "definitions": "What these exhibits mean",
            "source": "Source:",
            "caveats": "Keep in mind",
            "so_what": "So what",
            "verdict": "Verdict",
            "owner": "Owner and date",
            "made_from": "What this pack was made from",
        },
        "cover": _cover(pack) if isinstance(pack, ProducedPack) else None,
        "asks": _asks(pack),
        "held_back": list(pack.held_back) if isinstance(pack, Edition) else [],
        "exhibits": [_exhibit(screen) for screen in _screens(pack)],
        "definitions": [_definition(definition) for definition in _definitions(pack)],
    }
    if isinstance(pack, ProducedPack) and pack.nothing_recorded:
        names = "; ".join(name for name, _ in pack.nothing_recorded)
        data["facts"] = [*provenance.facts(pack), ("Not recorded yet", names)]
    return pdf("pack", pack, data)


def _screens(pack: Exhibited) -> Sequence[PackScreen]:
    return pack.screens if isinstance(pack, ProducedPack) else [*map(PackScreen, pack.exhibits)]


def _cover(pack: ProducedPack) -> dict[str, Any]:
    told = pack.cover
    meeting = told.meeting or pack.title
    return {
        "meeting": meeting,
        "day": long_date(told.day) if told.day else "",
        "by": told.by,
        "pack": pack.title if meeting != pack.title else "",
        "opening": told.opening(len(pack.asks)) if told.messages else "",
        "messages": [{"text": each.text, "detail": each.led_to} for each in told.messages],
        "scores": [list(scores) for _, scores in told.scores],
        "scored": scores_in_words(told.scores),
        "rating": told.rating,
    }


def _asks(pack: Exhibited) -> dict[str, Any]:
    """The decisions asked for; an edition asks for none."""
    if not isinstance(pack, ProducedPack) or not pack.asks:
        return {"rows": []}
    return {
        "headline": pack.asks_headline,
        "heads": ["Decision", "By when, and who", "If not"],
        "rows": [
            {
                "decision": ask.decision,
                "due": ask.due_in_words,
                "owner": ask.owner_in_words,
                "if_not": ask.if_not,
                "boxes": [[words, ask.outcome == outcome] for outcome, words in OUTCOMES.items()],
            }
            for ask in pack.asks
        ],
    }


def _exhibit(screen: PackScreen) -> dict[str, Any]:
    exhibit = screen.exhibit
    table = exhibit.table()
    shown = table.head(SHOWN_ROWS)
    rows = table_texts(exhibit, shown)
    scores = [place for place, name in enumerate(exhibit.columns) if name in SCORES]
    note = ""
    if table.height > shown.height:
        note = (
            f"The table has {table.height:,} rows; the first {shown.height} are here. "
            "The Excel file has them all."
        )
    elif not table.height:
        note = "There are no records to list."
    return {
        "headline": exhibit.headline,
        "subtitle": exhibit.subtitle,
        "svg": None if exhibit.chart is None else _chart(screen, len(rows)),
        "width": _CHART_MM,
        "alternative": exhibit.alternative,
        "verdict": exhibit.verdict,
        "meaning": exhibit.meaning,
        "so_what": screen.so_what,
        "owner": screen.owner_in_words if screen.to_act else "",
        "due": screen.due_in_words,
        "scores": scores,
        "heads": shown.columns,
        "rows": rows,
        "widths": _widths(shown.columns, rows, scores),
        "long": len(rows) > _TOGETHER,
        "numbers": [place for place, series in enumerate(shown) if to_the_right(series)],
        "note": note,
        "source": exhibit.source,
        "caveats": list(exhibit.all_caveats),
    }


def _widths(
    heads: Sequence[str], rows: Sequence[Sequence[str]], scores: Sequence[int]
) -> tuple[float, ...]:
    """Columns' shares of the page; those of scores have room for their marks."""
    told = [
        [f"{'m' * _PIPS}{text}" if place in scores else text for place, text in enumerate(row)]
        for row in rows
    ]
    return shares(heads, told, _LINE)


def _chart(screen: PackScreen, rows: int) -> str:
    """The chart as tall as leaves the table its place on the page, if that is tall enough; else the
    table has a page of its own."""
    exhibit = screen.exhibit
    needed = drawing.height_mm(exhibit, _CHART_MM)
    tall = min(max(needed, _ROOMY_MM), _TALLEST_MM)
    said = f"{exhibit.verdict} {exhibit.meaning}"
    columns = 1 + bool(screen.so_what and said.strip()) + 0.6 * screen.to_act
    wide = _CHART_MM / columns - 9
    lines = max(drawing.lines(text, wide, 11) for text in (said, screen.so_what, " "))
    beneath = 14 + 4.9 * lines + 4.2 * (2 + len(exhibit.all_caveats))
    head = 8.5 * drawing.lines(exhibit.headline, _CHART_MM * 0.95, 19) + 10
    left = _PAGE_MM - head - beneath - _ROW_MM * (1 + rows) - 8
    if left >= max(needed * 0.75, _LOWEST_MM):
        tall = min(tall, left)
    else:
        tall = min(max(tall, _ALONE_MM), _PAGE_MM - head - beneath)
    return drawing.svg(exhibit, _CHART_MM, tall).decode()


def _definitions(pack: Exhibited) -> list[Definition]:
    return list({exhibit.key: exhibit.definition for exhibit in pack.exhibits}.values())


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "title": definition.title,
        "parts": [
            ["What it shows.", definition.meaning],
            ["How to read it.", definition.how_to_read],
            ["How it is worked out.", definition.formula],
            ["Source.", definition.source],
        ],
    }
