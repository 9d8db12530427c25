"""What the cells of a line say of one person and one course."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from data_access.importing.stages.files.book import DAY, MONTH
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.wording import fold, is_nothing_yet
from data_access.importing.stages.people.statuses import (
    ATTENDED,
    EXPIRED,
    IN_DATE,
    NEEDED,
    NOT_DONE,
    NOT_REQUIRED,
    OFFERED,
    STATUSES,
    status_of,
)
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.days import month_first
from data_access.importing.stages.values.log import Log, Word


def facts_of(
    table: Table, places: dict[str, int], recipe: Recipe, log: Log, end: date, *, blank_needs: bool
) -> pl.DataFrame:
    """Per line: needs, offered, released, attended, in_date, null where the file cannot say; and
    blank, where no cell says anything."""
    height = table.cells.height
    said: dict[str, list[tuple[date | None, str | None]]] = {
        name: _cells(table, place, recipe, log) for name, place in places.items()
    }
    statuses = {status for cells in said.values() for _, status in cells if status is not None}
    expires_known = "expires" in said
    valid_known = expires_known or bool({IN_DATE, EXPIRED, UNTIL} & statuses)
    speaks_of_offers = "offered" in said or OFFERED in statuses
    rows = []
    for at in range(height):
        cells = {name: column[at] for name, column in said.items()}
        days = {name: day for name, (day, _) in cells.items() if day is not None}
        words = {status for _, status in cells.values() if status is not None}
        done_on, until = days.get("completed"), days.get("expires")
        counted = [day for day, status in cells.values() if status == UNTIL and day is not None]
        if counted:  # the cell itself says that its day is one until when it counts
            done_on, until = (None if done_on in counted else done_on), counted[0]
        status_day = days.get("status")
        attended = bool(words & {ATTENDED, IN_DATE, EXPIRED}) or until is not None
        if status_day is not None and not words:
            attended |= status_day <= end
        if done_on is not None:
            attended = done_on <= end if not (words & {ATTENDED, IN_DATE}) else True
        if NOT_DONE in words:
            attended = False
        empty = not days and not words
        needs = NOT_REQUIRED not in words and (blank_needs or not empty)
        in_date: bool | None = None
        if until is not None:
            in_date = attended and until >= end
        elif IN_DATE in words:
            in_date = True
        elif EXPIRED in words or not attended:
            in_date = False
        elif expires_known:  # what has no expiry does not expire, unless it is yet to be calculated
            in_date = None if table.formula_gaps else True
        if not valid_known:
            in_date = None
        offered = (
            attended or OFFERED in words or "offered" in days or (done_on is not None)
            if speaks_of_offers
            else None
        )
        released = None
        if "released" in said:
            day, status = cells["released"]
            released = day is not None or status in {ATTENDED, IN_DATE}
        rows.append((needs, offered, released, attended, in_date, empty))
    facts = pl.DataFrame(
        rows,
        schema={
            name: pl.Boolean()
            for name in ("needs", "offered", "released", "attended", "in_date", "blank")
        },
        orient="row",
    )
    return table.cells.select("line").hstack(facts)


UNTIL = "until"  # of a day: until when the course counts
_UNTIL = re.compile(
    r"(?i)(?:exp(?:ires?|iry)?\b\.?(?: date)?|valid (?:to|until)|in date (?:to|until|till)|"
    r"(?:renewal|refresher) due|renew by)\s*(?:on|:|-)?\s*(?=\S*\d)"
)


def says_until(text: str) -> bool:
    """Whether a cell says that its day is one until when a course counts."""
    return _UNTIL.match(text.strip()) is not None


def _cells(
    table: Table, place: int, recipe: Recipe, log: Log
) -> list[tuple[date | None, str | None]]:
    """Per line the day and the status that a cell gives."""
    texts, kinds = table.texts(place).cast(pl.String), table.kinds(place)
    frame = pl.DataFrame(
        {
            "text": texts,
            "kind": kinds
            if kinds is not None
            else pl.repeat(0, texts.len(), dtype=pl.UInt8, eager=True),
        }
    )
    counted = frame.drop_nulls("text").group_by("text", "kind", maintain_order=True).len("times")
    header = table.headers[place]
    first = month_first(header, counted, recipe, log)
    turned = any(fold(header) == fold(name) for name in recipe.turned_round)
    known: dict[tuple[str, int], tuple[date | None, str | None]] = {}
    for text, kind, times in counted.iter_rows():
        known[text, kind] = _cell(text, kind, times, header, recipe, log, first, turned)
    blank = recipe.word("status", "")
    return [
        (None, blank or None) if text is None else known[text, kind]
        for text, kind in frame.iter_rows()
    ]


def _cell(
    text: str,
    kind: int,
    times: int,
    header: str,
    recipe: Recipe,
    log: Log,
    first: bool,
    turned: bool,
) -> tuple[date | None, str | None]:
    told = recipe.word("status", text)
    if told is not None:
        if told not in STATUSES:
            told = status_of(told) or NEEDED
        log.words.append(Word("status", header, text, times, told, told=True))
        return None, told
    if kind in {DAY, MONTH}:
        span = read_span(text)
        day = span.last if span else None
        if day is not None and turned and kind == DAY and day.day <= 12:
            day = day.replace(day=day.month, month=day.day)
        return day, None
    until = _UNTIL.match(text.strip())
    if until:
        span = read_span(text.strip()[until.end() :], month_first=first)
        if span is not None:
            log.words.append(Word("status", header, text, times, f"counts until {span.last}"))
            return span.last, UNTIL
    status = status_of(text)
    if status is not None:
        meant = NEEDED if status == NOT_DONE else status
        log.words.append(Word("status", header, text, times, meant))
        # "Completed 03/04/2025" says a day as well
        found = re.search(
            r"\d{1,2}[/. -](?:\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2,4}|\d{4}-\d\d-\d\d", text
        )
        span = read_span(found.group(), month_first=first) if found else None
        if span and status in {ATTENDED, EXPIRED, IN_DATE}:
            return (span.last if status == ATTENDED else None), status
        return None, status
    span = read_span(text, month_first=first)
    if span is not None:
        return span.last, None
    if is_nothing_yet(text) and fold(text) != "x":  # a cross is done to some, and missing to others
        log.words.append(Word("status", header, text, times, NEEDED))
        return None, NEEDED
    log.words.append(Word("status", header, text, times, None))
    return None, NEEDED
