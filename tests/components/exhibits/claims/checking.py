"""Holds what exhibits say against what the rows say: headline, and every text beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

import polars as pl

from components.exhibits.assessed_today.today import evidence_of
from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import DEFAULT_PERIOD, filters_of
from components.exhibits.view import View
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.components.exhibits.claims.headlines import holds
from tests.components.exhibits.claims.texts import TEXTS
from tests.components.exhibits.claims.told import Told
from tests.principals import OFFICER

TODAY: Final = date(2026, 11, 28)
OF_A_THEME: Final = (
    "theme_balance", "theme_timeline", "theme_indicators", "theme_then_and_now",
)  # fmt: skip
OF_MEASURE: Final = "front_door_answer_time"
PLACES: Final = ("subtitle", "verdict", "meaning", "alternative", "source", "caveats")


def built(
    store: Store, council: str, day: date | None, period: str = DEFAULT_PERIOD
) -> dict[str, Told]:
    """Every exhibit of a council, as known at the end of a day (None: now), with its records."""
    moment = datetime.combine(day, time(23, 59)) if day else None
    known = snapshot(council, moment, store=store, principal=OFFICER)
    view = View(council, known.nature, day or TODAY, moment)
    filters = filters_of(view.today, period)
    themes = dict(known["theme"].select("theme", "name").rows())
    of_theme = replace(filters, theme="waiting_times", theme_name=themes.get("waiting_times"))
    chosen = {key: of_theme if key in OF_A_THEME else filters for key in CATALOGUE}
    shown = {
        key: exhibit(known, ExhibitRequest(key, chosen[key], "learning", measure=OF_MEASURE), view)
        for key in CATALOGUE
    }
    return {key: Told(each, known, chosen[key], view, shown) for key, each in shown.items()}


def frames_of(told: Mapping[str, Told]) -> dict[str, pl.DataFrame]:
    """The frames of all exhibits, the findings, and the lines of every statement, as headlines'
    claims ask for them."""
    any_of_them = next(iter(told.values()))
    known, view = any_of_them.known, any_of_them.view
    of_none = {"finding": known["finding"], "assessed_today_lines": evidence_of(known, view).lines}
    return of_none | {key: each.frame for key, each in told.items()}


def places_of(key: str) -> tuple[str, ...]:
    """Where an exhibit says something that is worked out from rows and records."""
    return ("headline", *PLACES) if "headline" in TEXTS[key] else PLACES


def said(shown: Exhibit, place: str) -> str:
    """What an exhibit says in a place, but for that only a part of a file is in."""
    if place == "caveats":
        return "\n".join(each for each in shown.caveats if not _of_a_part(each))
    text: str = getattr(shown, place)
    if shown.in_part and place in ("subtitle", "alternative"):
        return text.removesuffix(".").removesuffix(shown.in_part).removesuffix(". ")
    return text


def _of_a_part(caveat: str) -> bool:
    return " rows of " in caveat and "put right first" in caveat


def expected(told: Told, place: str) -> str:
    """What an exhibit has to say in a place by its rows. Where no checker is named there is nothing
    to say, or nothing with a number in it."""
    if told.exhibit.unrecorded:
        return _of_nothing_recorded(told, place)
    says = TEXTS[told.exhibit.key].get(place)
    if says is not None:
        text = says(told)
        return text.rstrip(".") if told.exhibit.in_part and place == "alternative" else text
    if place == "alternative":
        return said(told.exhibit, "headline")
    if place in ("verdict", "meaning"):
        return ""
    text = said(told.exhibit, place)
    return text if not any(letter.isdigit() for letter in text) else "nothing with a number"


def _of_nothing_recorded(told: Told, place: str) -> str:
    """Where a field that all rests on was never filled only the headline says so."""
    if place in ("subtitle", "source", "caveats"):
        return said(told.exhibit, place)
    return said(told.exhibit, "headline") if place == "alternative" else ""


_RESTS_ON: Final = {
    "audit": "audit", "complaints": "complaint", "coproduction": "coproduction",
    "learning": "learning", "lessons": "learning", "plan": "action", "training": "training",
    "workforce": "workforce_route",
}  # fmt: skip


def silent(told: Told) -> bool:
    """Whether some field of the records that an exhibit rests on was never filled."""
    rows = told.known[_RESTS_ON[told.exhibit.key.split("_")[0]]]
    empty = (
        rows.get_column(name).list.len().fill_null(0).sum() == 0
        if rows.schema[name] == pl.List
        else rows.get_column(name).null_count() == rows.height
        for name in rows.columns
    )
    return rows.height > 0 and any(empty)


def wrong(told: Mapping[str, Told]) -> Iterator[str]:
    """Claims that do not follow from rows and records, headlines first."""
    frames = frames_of(told)
    for key, each in told.items():
        if "headline" in TEXTS[key] or key in OF_A_THEME:
            continue
        if not holds(key, each.exhibit.headline, each.frame, frames):
            yield f"{key}, headline: {each.exhibit.headline}"
    for key, each in told.items():
        if each.exhibit.unrecorded and not (each.frame.is_empty() and silent(each)):
            yield f"{key}: nothing is missing that it says is not recorded"
        for place in places_of(key):
            text, right = said(each.exhibit, place), expected(each, place)
            if text != right:
                yield f"{key}, {place}:\n  says  {text}\n  right {right}"
