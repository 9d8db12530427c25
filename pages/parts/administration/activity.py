"""Who did what: looking it up, and taking it out as a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.catalogue import definitions
from components.exhibits.view import View
from components.web.activity import exported
from components.web.address import choice_in_address
from components.web.principal import current_principal
from data_access.activity.read import Activities, activities, people
from data_access.datasets import DATASETS
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.exporting.rows import write_csv
from data_access.moments import today
from data_access.store.database import open_store
from vocabulary.activity import OF_A_RECIPIENT, OF_AN_IMPORT, Act
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, number_of, sentence, within

SHOWN: Final = 200
ANYBODY, ANYTHING = "", ""
_DAYS: Final = {
    "7": "The last 7 days",
    "30": "The last 30 days",
    "365": "The last year",
    "": "Ever",
}
_NAMED: Final = {
    "activity": "Who did what",
    "annual-complaints": "Annual report on complaints",
    "csv": "CSV",
    "docx": "Word",
    "document": "Written document",
    "edition": "Edition",
    "exhibits": "Exhibits",
    "json": "JSON",
    "pack": "Pack",
    "pdf": "PDF",
    "png": "PNG",
    "pptx": "PowerPoint",
    "search": "Search",
    "self-assessment": "Self-assessment",
    "svg": "SVG",
    "xlsx": "Excel",
}


def done_lately(_view: View, days: int = 30) -> str:
    """How much was done lately and by how many, as the page's headline."""
    found = activities(
        open_store(),
        principal=current_principal(),
        since=today() - timedelta(days=days - 1),
        limit=0,
    )
    if not found.many:
        return f"Nothing was done in the last {days} days"
    said = sentence(counted(found.many, "thing was done", "things were done"))
    return f"{said} by {counted(found.people, 'person', 'people')} in the last {days} days"


def who_did_what(_view: View) -> None:
    """Draw the choices, what they find, and the file of it."""
    names = people(open_store(), principal=current_principal())
    with look.filters("activity"):
        words = st.text_input("Search", key="activity_words", placeholder="Complaints, a name…")
        who = choice_in_address(
            "Who",
            [ANYBODY, *names],
            name="who",
            format_func=lambda name: name or "Anybody",
            passes_over=True,
        )
        act = choice_in_address(
            "What",
            [ANYTHING, *Act.labels()],
            name="act",
            format_func=lambda code: Act.labels().get(code, "Anything"),
        )
        days = choice_in_address("When", list(_DAYS), name="days", format_func=_DAYS.__getitem__)
    asked: dict[str, Any] = {
        "principal": current_principal(),
        "who": who or None,
        "act": Act(act) if act else None,
        "since": today() - timedelta(days=int(days) - 1) if days else None,
        "words": words,
    }
    found = activities(open_store(), **asked, limit=SHOWN)
    with look.card("activity"):
        look.card_header(
            number_of(found.many, "entry", "entries", nought="No"),
            "Written down when it was done. Nobody can change or delete an entry, and none holds "
            "what a record says.",
            small=True,
        )
        if not found.many:
            look.empty("Nobody did such a thing", "Choose other words, people or days.")
            return
        _table(found)
        with look.tools("activity"):
            st.download_button(
                "Download CSV",
                exported(
                    lambda: write_csv(activities(open_store(), **asked, limit=None).rows).encode(
                        "utf-8-sig"
                    ),
                    "activity",
                    "csv",
                ),
                file_name="who-did-what.csv",
                mime="text/csv",
                type="tertiary",
                key="activity_csv",
                on_click="ignore",
            )


def _table(found: Activities) -> None:
    rows = (
        f'<th scope="row">{escape(row["who"])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(row))
        for row in found.rows.iter_rows(named=True)
    )
    look.table("Who did what", ("Who", "What", "With what", "Whose records", "When (UTC)"), rows)
    if found.many > SHOWN:
        look.source(f"The newest {SHOWN} are listed; the file has all {found.many:,}.")


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    whose = row["authority"]
    moment = row["moment"]
    return (
        Act.labels().get(row["act"], row["act"]),
        with_what(row["act"], row["about"], row["number"]),
        "Every council" if whose == EVERY_COUNCIL else whose,
        f"{_day(moment.date())}, {moment:%H:%M}",
    )


def _day(day: date) -> str:
    return "Today" if day == today() else long_date(day)


def with_what(act: str, about: str, number: int | None) -> str:
    """What an act was done with, in words, such as "Complaints, import 12"."""
    said = [_name(each) for each in about.split()]
    if number is not None:
        said.append(f"{_numbered(act)} {number}")
    first, *others = said or ["–"]
    return ", ".join([sentence(first), *map(within, others)])


def _numbered(act: str) -> str:
    if act in OF_AN_IMPORT:
        return "import"
    return "mail list, entry" if act in OF_A_RECIPIENT else "version"


def _name(code: str) -> str:
    if code in _NAMED:
        return _NAMED[code]
    if code in DATASETS:
        return DATASETS[code].title
    exhibit = definitions().get(code)
    return exhibit.title if exhibit else code.replace("_", " ").capitalize()
