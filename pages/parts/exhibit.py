"""Parts of the page of one exhibit: the records behind it, and the links that lead back to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.address import day_in_address
from components.exhibits.catalogue import Records, names_of_themes
from components.exhibits.declaration import Drill
from components.exhibits.drills import OF, drill_names, drill_of
from components.exhibits.evidence_trail.record_words import record_state, record_text
from components.exhibits.evidence_trail.trail import DAYS, told_of
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.exhibits.training.words import course_words
from components.exhibits.view import View
from components.web.activity import done
from components.web.address import choice_in_address
from components.web.principal import current_principal
from components.widgets.evidence_trail.record_link import record_link
from data_access.ledger.history import month_ends
from data_access.store.database import open_store
from vocabulary.activity import Act
from vocabulary.record_kinds import KIND_PLURALS
from vocabulary.shown import escape
from vocabulary.training import TrainingStep
from vocabulary.wording import counted, long_date, sentence, short_date

SHOWN = 50
_ROWS = {
    "training": "rows of training, by role and course",
    "indicator": "figures, of the whole service, teams and groups",
    "staff_voice": "teams' answers",
    "workforce_route": "periods",
}
_PARTS = {
    "numerator": "How many", "denominator": "Out of", "figure": "Figure", "target": "Target",
}  # fmt: skip


def records_behind(known: Records, exhibit: Exhibit, filters: Filters, view: View) -> None:
    """Draw the choice and the list, where the exhibit has records to show."""
    drill = drill_of(exhibit)
    rows = drill_names(exhibit, drill) if drill else {}
    if drill is None or not rows:
        return
    with look.card("records_behind"):
        look.card_header("The records behind it", exhibit.definition.title, small=True)
        with look.filters("records_behind"):
            name = choice_in_address(
                "Show the records of",
                list(rows),
                name=OF,
                format_func=lambda each: each,
                passes_over=True,
            )
        asked = st.query_params.get(OF, name)
        if asked != name:
            look.empty(
                f"No record stands behind “{asked[:60]}” here",
                "It may be of another period or team. Choose above what to show the records of.",
            )
            return
        found = drill.behind(known, filters, view, rows[name])
        done(Act.LOOK, drill.kind, exhibit.key)
        _count(found, drill, name)
        if drill.kind in _TABLES:
            _TABLES[drill.kind](found.head(SHOWN))
        else:
            newest = found.sort(DAYS[drill.kind], descending=True, nulls_last=True)
            _list(known, newest.head(SHOWN), drill, view.today)
        if found.height > SHOWN:
            every = look.link("Export", "data", do="Export")
            st.html(
                f'<p class="source">The first {SHOWN} of {found.height:,} are listed; {every} has '
                "them all.</p>"
            )


def _count(found: pl.DataFrame, drill: Drill, name: str) -> None:
    plural = KIND_PLURALS.get(drill.kind) or _ROWS[drill.kind]
    said = counted(found.height, "record") if found.height == 1 else f"{found.height:,} {plural}"
    st.html(f'<p class="count" role="status">{escape(sentence(f"{name}: {said}"))}</p>')


def _list(known: Records, found: pl.DataFrame, drill: Drill, today: date) -> None:
    wanted = found.select("reference", kind=pl.lit(drill.kind))
    names = names_of_themes(known)
    rows = (
        f'<th scope="row">{record_link(drill.kind, row["reference"], _name(row))}</th>'
        f"<td>{escape(_about(row, names))}</td>"
        f'<td style="white-space:nowrap">{short_date(row["day"]) if row["day"] else "–"}</td>'
        f"<td>{escape(row['team'] or '–')}</td><td>{escape(record_state(row) or '–')}</td>"
        for row in told_of(known, wanted, today)
    )
    heads = ("Record", "What it is about", "Day", "Team", "How it stands")
    look.table("Records", heads, rows, kind="records-table")


def _about(row: dict[str, Any], names: Mapping[str, str]) -> str:
    """Its sentence; of a complaint or an audit, which have none, its themes."""
    themes = "; ".join(names.get(theme, theme) for theme in row["themes"] or [])
    return record_text(row) if row["text"] else themes or "No theme is recorded"


def _name(row: dict[str, Any]) -> str:
    """A finding's reference would fill the column: its place within the document is enough."""
    if row["kind"] != "finding":
        return str(row["reference"])
    return sentence(", ".join(str(row["reference"]).split(", ")[-2:]))


def _training(found: pl.DataFrame) -> None:
    rows = (
        f'<th scope="row">{escape(row["team"])}</th><td>{escape(str(row["role"]))}</td>'
        f"<td>{escape(row['named'])}</td>"
        + "".join(f'<td class="num">{_number(row[step])}</td>' for step in TrainingStep)
        for row in found.with_columns(named=course_words()).iter_rows(named=True)
    )
    heads = ("Team", "Role", "Course", *TrainingStep.labels().values())
    look.table("Records", heads, rows, numbers=len(TrainingStep), kind="records-table")


def _figures(found: pl.DataFrame) -> None:
    rows = (
        f'<th scope="row">{escape(_whose(row))}</th><td>{short_date(row["date"])}</td>'
        + "".join(f'<td class="num">{_figure(row[name])}</td>' for name in _PARTS)
        for row in found.iter_rows(named=True)
    )
    heads = ("Of", "Up to", *_PARTS.values())
    look.table("Records", heads, rows, numbers=len(_PARTS), kind="records-table")


def _answers(found: pl.DataFrame) -> None:
    rows = (
        f'<th scope="row">{escape(row["team"] or "–")}</th><td>{short_date(row["period_end"])}</td>'
        + "".join(f'<td class="num">{_number(row[name])}</td>' for name in ("agree", "responses"))
        for row in found.iter_rows(named=True)
    )
    heads = ("Team", "Survey to", "Agree", "Answered")
    look.table("Records", heads, rows, numbers=2, kind="records-table")


_OF_ROUTES = {"started": "Began", "completed": "Completed", "left_early": "Left early",
              "retained_12_months": "Still here a year on"}  # fmt: skip


def _routes(found: pl.DataFrame) -> None:
    rows = (
        f'<th scope="row">{short_date(row["period_start"])} to {short_date(row["period_end"])}</th>'
        + "".join(f'<td class="num">{_number(row[name])}</td>' for name in _OF_ROUTES)
        for row in found.iter_rows(named=True)
    )
    heads = ("Period", *_OF_ROUTES.values())
    look.table("Records", heads, rows, numbers=len(_OF_ROUTES), kind="records-table")


_TABLES: Mapping[str, Callable[[pl.DataFrame], None]] = {
    "training": _training,
    "indicator": _figures,
    "staff_voice": _answers,
    "workforce_route": _routes,
}
"""Draws records that have no page of their own, by kind."""


def _whose(row: dict[str, Any]) -> str:
    return ", ".join(filter(None, [row["team"], row["breakdown"]])) or "The whole service"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}".removesuffix(".0").replace("-", "−")


def _number(value: object) -> str:
    return "–" if value is None else f"{value:,}"


def permanent_links(exhibit: Exhibit, view: View, *, back: str) -> None:
    """Draw the links. Seen as known now, the exhibit changes with the records: a second link keeps
    it as it stood at the end of the newest month one can look back to."""
    kept = {name: value for name, value in exhibit.address.items() if name != "show"}
    links = [look.link("The page it belongs to", back, **kept)]
    days = month_ends(open_store(), view.today, principal=current_principal())
    if view.as_at is None and days:
        newest = days[0]
        links.append(
            look.link(
                f"The same as known at the end of {long_date(newest)}, for ever",
                "exhibit",
                **{**exhibit.address, "as_at": day_in_address(newest)},
            )
        )
    look.links("From here", links)
