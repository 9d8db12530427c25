"""People who answered and who agreed, out of counts or percentages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.files.book import PERCENT
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold, is_mark, is_nothing_yet
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log


def agreed(
    table: Table, columns: Columns, log: Log, recipe: Recipe
) -> tuple[pl.Series, pl.Series, pl.Series] | None:
    """Per line of a survey: people who answered, people who agreed, and whether the figures are
    suppressed. None where the columns do not tell.

    Answers times the share of those who agreed, in whole people; else the counts, or shares, of
    "strongly agree" and "agree" added up.
    """
    base, positive = columns.place("responses"), columns.place("agree")
    strong, weak = columns.place("strongly_agree"), columns.place("agree_only")
    others = [columns.place(name) for name in ("neither", "disagree", "strongly_disagree")]
    figures = [place for place in (positive, strong, weak) if place is not None]
    if not figures or (positive is None and weak is None):
        return None
    percent = {place: _is_percent(table, place, base, log) for place in figures}
    shares = {place for place in figures if percent[place] and _is_share(table, place, recipe, log)}
    rows = []
    for line in range(table.cells.height):
        answered = _figure(table, base, line) if base is not None else None
        said = {place: _figure(table, place, line) for place in figures}
        said = {
            place: value * 100 if place in shares and value is not None else value
            for place, value in said.items()
        }
        if positive is not None:
            hidden = _hidden(table, positive, line)
            agreeing, in_percent = said[positive], percent[positive]
        else:
            parts = [place for place in (strong, weak) if place is not None]
            hidden = any(_hidden(table, place, line) for place in parts)
            agreeing = None if hidden else _total(said[place] for place in parts)
            in_percent = weak is not None and percent[weak]
        if answered is None and not in_percent and base is None:
            answered = _all_answers(table, line, agreeing, others)
        if agreeing is not None and in_percent:
            agreeing = None if answered is None else float(int(answered * agreeing / 100 + 0.5))
        rows.append((answered, agreeing, hidden and agreeing is None))
    worked_out = positive if positive is not None else weak
    if worked_out is not None and percent[worked_out]:
        header = table.headers[worked_out]
        of = f"{table.headers[base]} and " if base is not None else ""
        log.notes.append(f"people who agreed are worked out from {of}'{header}'")
    answers = pl.Series([row[0] for row in rows], dtype=pl.Float64)
    agree = pl.Series([row[1] for row in rows], dtype=pl.Float64)
    return answers, agree, pl.Series([row[2] for row in rows], dtype=pl.Boolean)


def _all_answers(
    table: Table, line: int, agreeing: float | None, others: Sequence[int | None]
) -> float | None:
    """Those who agreed and all others of the scale; None where a figure of it is hidden, or where
    nothing says how many disagreed."""
    rest = [place for place in others if place is not None]
    if agreeing is None or others[1] is None or any(_hidden(table, place, line) for place in rest):
        return None
    return _total([agreeing, *(_figure(table, place, line) for place in rest)])


def _total(values: Iterable[float | None]) -> float | None:
    """The sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _is_share(table: Table, place: int, recipe: Recipe, log: Log) -> bool:
    """Whether the numbers of a column of percentages are shares of one: asked where all are."""
    header = table.headers[place]
    for said, share in recipe.percent.items():
        if fold(said) == fold(header):
            return bool(share)
    kinds = table.kinds(place)
    if kinds is not None and (kinds == PERCENT).any():
        return False
    found = [read_number(text) for text in table.texts(place).drop_nulls().to_list()]
    numbers = [each for each in found if each is not None]
    if not numbers or any(n.percent or not 0 <= n.value <= 1 for n in numbers):
        return False
    if not any(0 < n.value < 1 for n in numbers):
        return False
    log.questions.append(share_question(header, numbers[0].value))
    return False


def share_question(header: str, value: float) -> Question:
    """Whether a number between 0 and 1 is a share of one or a percentage."""
    return Question(
        "numbers",
        f"numbers: '{header}'",
        f"{header}: the numbers are between 0 and 1. Is {value:g} {value * 100:g} percent, or "
        f"{value:g} percent?",
        column=header,
        choices=(f'"{header}" = "share"', f'"{header}" = "percent"'),
    )


def _figure(table: Table, place: int, line: int) -> float | None:
    text = table.texts(place)[line]
    number = read_number(text) if text else None
    return number.value if number else None


def _hidden(table: Table, place: int, line: int) -> bool:
    text = table.texts(place)[line]
    return bool(text) and read_number(text) is None and (is_mark(text) or is_nothing_yet(text))


def _is_percent(table: Table, place: int, base: int | None, log: Log) -> bool:
    """Whether a column holds percentages: by its cells, its header, or because its numbers can be
    no people: they are no whole ones, or more than answered."""
    kinds = table.kinds(place)
    if kinds is not None and (kinds == PERCENT).any():
        return True
    header = table.headers[place]
    if re.search(r"%|\bper ?cent\b|percentage|\brate\b", header, re.IGNORECASE):
        return True
    found = [read_number(text) if text else None for text in table.texts(place).to_list()]
    if any(number is not None and number.percent for number in found):
        return True
    if any(number is not None and number.value != round(number.value) for number in found):
        return True
    if base is None or any(number is not None and number.value > 100 for number in found):
        return False
    answered = [_figure(table, base, line) for line in range(table.cells.height)]
    above = any(
        number is not None and people is not None and number.value > people
        for number, people in zip(found, answered, strict=True)
    )
    if above:
        log.notes.append(
            f"'{header}' is read as percentages: it holds more than {table.headers[base]}"
        )
    return above
