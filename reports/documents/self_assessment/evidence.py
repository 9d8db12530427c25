"""Evidence gathered since: what the measures that bear on a quality statement say."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from components.exhibits import definitions
from components.exhibits.catalogue import Showing, names_of_themes
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.statements.bearing import bearing_on
from reports.documents.self_assessment.chapter import Chapter
from reports.documents.written_report import Heading, Paragraph, Part, Table
from reports.drawing.chart_picture import chart_picture
from vocabulary.wording import listed, long_date, within

_HEADS: Final = ("What the records show", "How sure it is", "Measure and period")
_WIDTHS: Final = (38, 46, 34)


def evidence(chapter: Chapter) -> list[Part]:
    """The measures, what each says and how sure it is; one chart where there is room."""
    showing = Showing(
        chapter.records, filters_of(chapter.view.today), chapter.view, chapter.statement.id
    )
    keys = bearing_on(chapter.statement.id, chapter.records["theme"])
    told = [showing(key) for key in keys if showing.may(key)]
    known = [each for each in told if each.frame.height]
    parts: list[Part] = [Heading("Evidence gathered since", chapter.level)]
    themes = [] if chapter.public else _themes(chapter, showing)
    if chapter.brief and not known:
        return []
    parts.append(Paragraph(_opening(told, known, themes)))
    if known:
        parts.append(Table(_HEADS, tuple(map(_row, known)), "Measures", widths=_WIDTHS))
    if chapter.whole:
        parts += _chart(known)
    if themes:
        parts.append(_on_themes(themes, chapter))
    without = [each.definition.title for each in told if not each.frame.height]
    if without and known:
        parts.append(Paragraph(f"{_names(without)}.", "Nothing is recorded for:"))
    hidden = [definitions()[key].title for key in keys if not showing.may(key)]
    if hidden:
        parts.append(
            Paragraph(
                f"{_names(hidden)}. Not all of their small numbers can be hidden.",
                "Left out of this copy:",
            )
        )
    return parts


def _opening(
    told: list[Exhibit], known: list[Exhibit], themes: list[tuple[str, pl.DataFrame]]
) -> str:
    if known or themes:
        return (
            "These measures are about themes that bear on this statement. Each is what the "
            "dashboard shows for the whole council."
        )
    if told:
        return "Nothing is recorded yet that a measure could be made from."
    return "No measure that may be shown here bears on this statement."


def _themes(chapter: Chapter, showing: Showing) -> list[tuple[str, pl.DataFrame]]:
    """Each theme of the statement's shortfalls by name, with what the council's own records say."""
    short = chapter.record.shortfalls.filter(pl.col("statement") == chapter.statement.id)
    used = short.get_column("themes").explode().drop_nulls().unique(maintain_order=True)
    names = names_of_themes(chapter.records)
    told = []
    for theme in used:
        name = names.get(theme, theme)
        asked = filters_of(chapter.view.today, theme=theme, theme_name=name)
        frame = replace(showing, filters=asked)("theme_balance").frame
        own = frame.filter(pl.col("source") != "finding")  # findings stand above, one by one
        if own.height:
            told.append((name, own))
    return told


def _on_themes(themes: list[tuple[str, pl.DataFrame]], chapter: Chapter) -> Table:
    period = filters_of(chapter.view.today)
    since = f"{long_date(period.since)} to " if period.since else "up to "
    return Table(
        ("Theme", "Source", "Shortfalls", "Strengths"),
        tuple(
            (name, row["name"], f"{row['shortfall']:,}", f"{row['strength']:,}")
            for name, frame in themes
            for row in frame.iter_rows(named=True)
        ),
        "What the council's own records say on the themes in which it falls short, "
        f"{since}{long_date(period.until)}",
        numbers=(2, 3),
        widths=(60, 50, 28, 28),
    )


def _row(exhibit: Exhibit) -> tuple[str, str, str]:
    sure = f"{exhibit.verdict} {exhibit.meaning}".strip()
    return (
        exhibit.headline,
        sure or "Counts only; nothing is tested.",
        exhibit.subtitle,
    )


def _chart(known: list[Exhibit]) -> list[Part]:
    """The first chart that needs attention, else the first there is."""
    drawn = [each for each in known if each.chart is not None]
    first = next((each for each in drawn if each.signal == "attention"), None)
    return chart_picture(first or drawn[0]) if drawn else []


def _names(titles: list[str]) -> str:
    return listed([titles[0], *map(within, titles[1:])])
