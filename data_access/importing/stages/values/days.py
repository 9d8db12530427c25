"""Texts of a column as days: the order they are written in, and which day a month stands for."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from data_access.datasets import FieldSpec
from data_access.importing.stages.files.book import DAY, MONTH
from data_access.importing.stages.meaning.dates import day_parts, read_span, says_month_first
from data_access.importing.stages.meaning.wording import (
    fold,
    is_mark,
    is_nothing_yet,
    says_done,
    says_not_yet,
)
from data_access.importing.stages.meaning.words import yes_or_no
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import DAY_FIRST, MONTH_FIRST, Recipe
from data_access.importing.stages.values.log import BAD, NOTHING_YET, OK, Log, ReadText, Word

# Fields that say when something began: of a month or span they take the first day, all other days
# the last (rule 1 of the shared cases).
_BEGINS = frozenset(
    {"received", "opened", "held", "found", "audited", "period_start", "month", "started"}
)

# Days by which something is to be done: of those, "completed" says nothing.
_DUE = frozenset({"answer_due", "due", "remedy_due"})


def rough_note(spec: FieldSpec, header: str, words: Iterable[Word]) -> str | None:
    """Which day is taken of months, quarters and spans in a column; None where there are none."""
    rough = [
        word.word
        for word in words
        if word.column == header and word.field == spec.name and word.value and not word.told
    ]
    if not rough:
        return None
    which = "last" if ends(spec.name) else "first"
    listed = ", ".join(f"'{word}'" for word in rough[:4])
    return f"{header}: of a month, quarter or span, such as {listed}, the {which} day is taken"


def ends(name: str) -> bool:
    """Whether a day's field takes the last day of a month or span."""
    return name not in _BEGINS


def order_of_file(columns: Iterable[tuple[pl.Series, pl.Series | None]]) -> bool | None:
    """Whether the columns of days of a file are written month first: what those that show it
    agree on; None where none shows it, or they do not agree."""
    shown = set()
    for texts, kinds in columns:
        frame = texts.cast(pl.String).alias("text").to_frame()
        if kinds is not None:
            frame = frame.filter(~kinds.is_in([DAY, MONTH]))
        order = says_month_first(frame.get_column("text").drop_nulls().unique().to_list())
        if order is not None:
            shown.add(order)
    return shown.pop() if len(shown) == 1 else (False if shown else None)


def month_first(header: str, counted: pl.DataFrame, recipe: Recipe, log: Log) -> bool:
    """Whether the days of a column that are numbers alone are written month first. Asks where real
    days stand beside texts of another order."""
    texts = [
        t for t, kind in counted.select("text", "kind").iter_rows() if kind not in {DAY, MONTH}
    ]
    real = [t for t, kind in counted.select("text", "kind").iter_rows() if kind == DAY]
    written = [parts for parts in map(day_parts, texts) if parts is not None]
    shown = says_month_first(texts)
    if recipe.date_order:
        return recipe.date_order == MONTH_FIRST
    turned = any(fold(header) == fold(name) for name in recipe.turned_round)
    if not turned and real and written:
        low = [day for day in real if int(day[8:10]) <= 12]
        beyond = [parts for parts in written if parts[0] > 12]
        if len(low) == len(real) >= 3 and len(beyond) == len(written) >= 3:
            log.questions.append(
                Question(
                    "dates",
                    f"dates.turned_round: '{header}'",
                    f"{header}: {len(real)} cells are dates and none of them has a day above 12; "
                    f"{len(written)} are text and all have a day above 12: day and month of the "
                    "dates may have been turned round. Were they?",
                    column=header,
                    choices=(f'turned_round = ["{header}"]', f'order = "{DAY_FIRST}"'),
                )
            )
        elif shown:
            log.questions.append(
                Question(
                    "dates",
                    f"dates.order: '{header}'",
                    f"{header}: some cells are dates, others are text with the month first. In "
                    "which order are the texts written?",
                    column=header,
                    choices=(f'order = "{DAY_FIRST}"', f'order = "{MONTH_FIRST}"'),
                )
            )
    if (
        shown
        and log.file_month_first is False
        and 2 * sum(b > 12 for _, b in written) <= len(written)
    ):
        log.notes.append(f"'{header}' is read day first, like the other columns of the file")
        return False
    if shown is None and log.file_month_first and written:
        log.notes.append(f"'{header}' is read month first, like the other columns of the file")
        return True
    if shown:
        log.notes.append(f"'{header}' is read month first: a number above 12 stands second")
    elif written and shown is None and all(a <= 12 and b <= 12 for a, b in written):
        log.notes.append(f"'{header}': no day above 12, taken as day first")
    return bool(shown)


def day_reader(
    spec: FieldSpec, header: str, counted: pl.DataFrame, recipe: Recipe, log: Log
) -> ReadText:
    """Reads days; of a month or span, its first or last day by what the field says."""
    first = month_first(header, counted, recipe, log)
    turned = any(fold(header) == fold(name) for name in recipe.turned_round)
    last = ends(spec.name)

    def read(text: str, kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            span = read_span(told) if told else None
            if told and span is None:
                return None, BAD
            log.words.append(Word(spec.name, header, text, times, told, told=True))
            return (span.last if last else span.first, OK) if span else (None, NOTHING_YET)
        span = read_span(text, month_first=first and kind != DAY)
        if span is None and (
            says_not_yet(text)
            or is_nothing_yet(text)
            or yes_or_no(text) is not None
            or (says_done(text) and spec.name in _DUE)
        ):
            log.words.append(Word(spec.name, header, text, times, ""))
            if says_done(text) and spec.name not in _DUE:
                log.notes.append(
                    f"'{text}' in {header} says that it was done and not when, so no day is kept: "
                    f"{times}"
                )
            return None, NOTHING_YET
        if span is None and is_mark(text):
            return None, NOTHING_YET
        if span is None:
            log.words.append(Word(spec.name, header, text, times, None))
            return None, BAD
        day = span.last if last else span.first
        if turned and kind == DAY and day.day <= 12:
            day = day.replace(day=day.month, month=day.day)
        if span.rough:
            log.words.append(Word(spec.name, header, text, times, day.isoformat()))
        if spec.name == "month":
            day = day.replace(day=1)
        return day, OK

    return read
