"""A pack or an edition as a tagged PDF: a cover, an exhibit a page with its table, what they mean,
and of an edition what is not shown."""

from __future__ import annotations

from typing import Any, Final

from components.editions.edition import Edition
from components.exhibits.exhibit import Definition, Exhibit
from components.exhibits.tables.texts import table_texts
from reports.documents import provenance
from reports.documents.provenance import Exhibited
from reports.drawing import chart as drawing
from reports.pdf.typesetting import pdf
from reports.table_columns import shares, to_the_right

SHOWN_ROWS: Final = 40
"""How many rows of a table the PDF has; the Excel file has them all."""
_CHART_MM: Final = 172.0
_TALLEST_MM: Final = 130.0
_ROOMY_MM: Final = 64.0  # a chart with few rows is drawn more roomily, up to this
_PAGE_MM: Final = 142.0  # for chart and table
_ROW_MM: Final = 5.2
_LINE: Final = 156.0  # characters of a table's type across the page


def document(pack: Exhibited) -> bytes:
    """The pack or edition as PDF/UA-1. The same gives the same bytes."""
    data = {
        "description": provenance.described(pack),
        "words": {
            "contents": "In this edition" if isinstance(pack, Edition) else "In this pack",
            "held_back": "What is not shown, and why",
            "definitions": "What these exhibits mean",
            "source": "Source:",
            "caveats": "Keep in mind",
        },
        "held_back": list(pack.held_back) if isinstance(pack, Edition) else [],
        "exhibits": [_exhibit(exhibit) for exhibit in pack.exhibits],
        "definitions": [_definition(definition) for definition in _definitions(pack)],
    }
    return pdf("pack", pack, data)


def _exhibit(exhibit: Exhibit) -> dict[str, Any]:
    table = exhibit.table()
    shown = table.head(SHOWN_ROWS)
    rows = table_texts(exhibit, shown)
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
        "svg": None if exhibit.chart is None else _chart(exhibit),
        "width": _CHART_MM,
        "alternative": exhibit.alternative,
        "verdict": exhibit.verdict,
        "meaning": exhibit.meaning,
        "heads": shown.columns,
        "rows": rows,
        "widths": shares(shown.columns, rows, _LINE),
        "numbers": [place for place, series in enumerate(shown) if to_the_right(series)],
        "note": note,
        "source": exhibit.source,
        "caveats": list(exhibit.all_caveats),
    }


def _chart(exhibit: Exhibit) -> str:
    needed = drawing.height_mm(exhibit, _CHART_MM)
    beside_table = _PAGE_MM - _ROW_MM * (1 + min(exhibit.frame.height, SHOWN_ROWS))
    roomy = min(needed * 1.35, _ROOMY_MM, beside_table)
    # A few rows too many for the page: rather a lower chart than a page for them.
    snug = beside_table if needed * 0.85 <= beside_table else needed
    tall = min(max(min(needed, snug), roomy), _TALLEST_MM)
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
