"""The fourth stage: what the texts of a column mean in its field.

Every distinct text is read once. A text is a value; or means nothing yet; or is a publisher's mark
for a figure that is not shown; or is a word of a closed list that has to be asked; or is wrong and
has to be mended. What was taken for what is kept, to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import polars as pl

from data_access.datasets import FieldSpec
from data_access.importing.stages.meaning.wording import (
    NOT_KNOWN,
    is_nothing,
    is_nothing_yet,
)
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values.days import day_reader
from data_access.importing.stages.values.distinct_cells import distinct_cells
from data_access.importing.stages.values.listed_words import (
    bool_reader,
    choice_reader,
    list_reader,
    statement_reader,
    theme_reader,
)
from data_access.importing.stages.values.log import NOTHING_YET, OK, STATES, Log, Read, ReadText
from data_access.importing.stages.values.numbers import number_reader
from data_access.importing.stages.values.problems import what_is_wrong
from data_access.ledger.entry import MISSING_VALUES, is_missing
from data_access.store.distinct_texts import by_distinct_text

# Fields whose text names something: "tbc" is no name.
_NAMES = frozenset({"reference", "team", "role", "owner"})
_NO_NAMES = (*MISSING_VALUES, *NOT_KNOWN, "")
_LONGEST_NO_NAME = max(len(word.encode()) for word in _NO_NAMES)


def read_column(
    spec: FieldSpec,
    header: str,
    texts: pl.Series,
    kinds: pl.Series | None,
    recipe: Recipe,
    log: Log,
    *,
    themes: Mapping[str, str] | None = None,
) -> Read:
    """Read a column as a field. Words and questions go to the log; problems are the caller's to
    add, as it knows which lines count."""
    problem, mend = what_is_wrong(spec)
    if _is_bare_text(spec) and not recipe.words.get(spec.name):
        return Read(*_bare_texts(spec, texts.cast(pl.String)), problem, mend)
    counted, places = distinct_cells(texts.cast(pl.String), kinds)
    values: list[object] = []
    states: list[str] = []
    reader = _reader(spec, header, counted, recipe, log, themes)
    for text, kind, times in counted.iter_rows():
        value, state = reader(text, kind, times)
        values.append(value)
        states.append(state)
    return Read(
        pl.Series("value", values, dtype=_kept_type(spec), strict=False).gather(places),
        pl.Series("state", states, dtype=STATES).gather(places),
        problem,
        mend,
    )


def _is_bare_text(spec: FieldSpec) -> bool:
    """Whether a field takes any text as it is. Evidence that is still to come is none."""
    if spec.name == "impact":
        return False
    read = spec.refers_to == "theme" or (spec.name == "statement" and spec.refers_to == "statement")
    return spec.python_type is str and not (spec.is_list or spec.choices or read)


def _bare_texts(spec: FieldSpec, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The texts, and their states, all at once: a reference is another one in each row."""
    nothing = by_distinct_text(texts, _is_no_name if spec.name in _NAMES else _is_nothing)
    nothing = nothing.fill_null(value=False)
    said = pl.lit(OK, STATES)
    states = pl.select(
        pl.when(nothing).then(pl.lit(NOTHING_YET, STATES)).when(texts.is_not_null()).then(said)
    ).to_series()
    values = texts.set(nothing, None) if nothing.any() else texts
    return values.alias("value"), states.alias("state")


def _is_nothing(texts: pl.Series) -> pl.Series:
    return is_missing(texts.str.strip_chars())


def _is_no_name(texts: pl.Series) -> pl.Series:
    said = texts.str.strip_chars().str.strip_chars(".!*")
    short = (said.str.len_bytes() <= _LONGEST_NO_NAME).fill_null(value=False)
    if short.any():
        short &= said.str.to_lowercase().is_in(_NO_NAMES).fill_null(value=False)
    return short | _is_nothing(texts)


def _kept_type(spec: FieldSpec) -> pl.DataType:
    return pl.String() if spec.is_list else spec.polars_type


def _reader(
    spec: FieldSpec,
    header: str,
    counted: pl.DataFrame,
    recipe: Recipe,
    log: Log,
    themes: Mapping[str, str] | None,
) -> ReadText:
    """The function that reads one text of the column: (text, kind, times) → (value, state)."""
    if spec.refers_to == "theme":
        return theme_reader(spec, header, recipe, log, themes or {})
    if spec.name == "statement" and spec.refers_to == "statement":
        return statement_reader(spec, header, recipe, log)
    if spec.is_list:
        return list_reader(spec, header, recipe, log)
    if spec.choices:
        return choice_reader(spec, header, recipe, log)
    if spec.python_type is date:
        return day_reader(spec, header, counted, recipe, log)
    if spec.python_type is bool:
        return bool_reader(spec, header, recipe, log)
    if spec.python_type in (int, float):
        return number_reader(spec, header, counted, recipe, log)
    return _text_reader(spec, recipe)


_NO_EVIDENCE = re.compile(r"(?i)\s*(?:none|nothing|nil|no evidence)\b.{0,20}")


def _text_reader(spec: FieldSpec, recipe: Recipe) -> ReadText:
    def read(text: str, _kind: int, _times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            return (told, OK) if told else (None, NOTHING_YET)
        if text.strip().casefold() in MISSING_VALUES:
            return None, NOTHING_YET
        if spec.name == "impact" and (is_nothing_yet(text) or _NO_EVIDENCE.fullmatch(text)):
            return None, NOTHING_YET  # what is still to come is no evidence
        if spec.name in _NAMES and is_nothing(text):
            return None, NOTHING_YET
        return text, OK

    return read
