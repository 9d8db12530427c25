"""Findings, actions and complaints on a measure's themes, each with the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.widgets.evidence_trail.record_link import record_link
from vocabulary.shown import escape
from vocabulary.wording import counted, listed, sentence, short_date, within

SHOWN: Final = 8
_KINDS: Final = (
    ("finding", "finding", "findings"),
    ("action", "action", "actions"),
    ("complaint", "complaint", "complaints"),
    ("learning", "lesson", "lessons"),
    ("audit", "audit", "audits"),
)


def on_themes(showing: Showing, themes: Sequence[str]) -> None:
    """Draw the newest records on the measure's themes, of all sources, and how many there are."""
    names = names_of_themes(showing.records)
    held = [theme for theme in themes if theme in names]
    frames = [_of_theme(showing, theme, names[theme]) for theme in held]
    with look.card("on_themes"):
        said = listed([within(names[theme]) for theme in held])
        look.card_header(
            "What else is known and done" + (f" on {said}" if held else ""),
            "Findings, actions, complaints, lessons and audits on the measure's themes",
            small=True,
        )
        if not held:
            look.empty(
                "The measure is on no theme of the codebook",
                "Give it themes in the catalogue of measures, and what is known on them stands "
                "here.",
                action=look.link("The catalogue of measures", "measure_catalogue"),
            )
            return
        rows = pl.concat(frames).unique(["source", "where", "said"], maintain_order=True)
        wanted = [source for source, *_ in _KINDS]
        rows = rows.filter(pl.col("source").is_in(wanted)).sort("day", descending=True,
                                                                nulls_last=True)  # fmt: skip
        if rows.is_empty():
            look.empty("Nothing is recorded on them in the last two years", "Bring in the records.")
            return
        st.html(f'<p class="count">{escape(_counts(rows))}</p>')
        look.table("On the measure's themes", ("Day", "Source", "In words"),
                   map(_row, _newest(rows).iter_rows(named=True)))  # fmt: skip
        ways = [look.link(names[theme], "theme", about=names[theme]) for theme in held]
        look.links("All of it, by theme", ways)


def _of_theme(showing: Showing, theme: str, name: str) -> pl.DataFrame:
    filters = replace(showing.filters, theme=theme, theme_name=name)
    return showing("theme_timeline", filters=filters).frame


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    """The newest of each source, so that none crowds out the others, then the newest of all."""
    first = rows.group_by("source", maintain_order=True).head(2)
    rest = rows.join(first, on=["source", "where", "said"], how="anti", nulls_equal=True)
    return pl.concat([first.select(rows.columns), rest.head(max(0, SHOWN - first.height))]).sort(
        "day", descending=True, nulls_last=True
    )


def _counts(rows: pl.DataFrame) -> str:
    found = dict(rows.group_by("source").len().iter_rows())
    said = [counted(found[source], one, many) for source, one, many in _KINDS if found.get(source)]
    return f"{sentence(listed(said))} in the last two years."


def _row(row: dict[str, Any]) -> str:
    named = record_link(row["source"], row["where"]) if row["where"] else ""
    where = f' <span class="muted">{named}</span>' if named else ""
    day = short_date(row["day"]) if row["day"] else "–"
    return (
        f'<td style="white-space:nowrap">{day}</td><td>{escape(row["kind"])}</td>'
        f"<td>{escape(row['said'])}{where}</td>"
    )
