"""Texts of a column as numbers and percentages."""

from __future__ import annotations

import polars as pl

from data_access.datasets import FieldSpec
from data_access.importing.stages.files.book import PERCENT
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import (
    fold,
    is_mark,
    is_nothing_yet,
)
from data_access.importing.stages.meaning.words import meaning
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values.log import (
    ASK,
    BAD,
    MARK,
    NOTHING_YET,
    OK,
    Log,
    ReadText,
    Word,
)
from data_access.ledger.entry import GREATEST_INTEGER, MISSING_VALUES

# Fields that are said in the same words as another: what a person said of one holds for both.
SAME_WORDS = {"moderator_grade": "auditor_grade"}


def number_reader(
    spec: FieldSpec, header: str, counted: pl.DataFrame, recipe: Recipe, log: Log
) -> ReadText:
    """Reads numbers; percentages in per cent."""
    share = _share(spec, header, counted, recipe, log)

    def read(text: str, kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is None and spec.name in SAME_WORDS:
            told = recipe.word(SAME_WORDS[spec.name], text)
        if told is not None:
            log.words.append(Word(spec.name, header, text, times, told, told=True))
            text = told
            if not told:
                return None, NOTHING_YET
        number = read_number(text)
        if number is None and spec.words:
            found = meaning(spec, text)
            if found is not None:
                log.words.append(Word(spec.name, header, text, times, found.value))
                number = read_number(found.value)
        if number is None:
            if is_mark(text) and text.casefold() not in MISSING_VALUES:
                return None, MARK
            if is_nothing_yet(text):
                return None, NOTHING_YET
            log.words.append(Word(spec.name, header, text, times, None))
            return None, ASK if spec.words else BAD
        value = number.value
        if share and not number.percent and kind != PERCENT:
            value = round(value * 100, 10)
        if spec.python_type is int:
            if number.percent or value != round(value) or abs(value) > GREATEST_INTEGER:
                return None, BAD
            value = int(value)
        low, high = spec.minimum, spec.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            return None, BAD
        return value, OK

    return read


def _share(spec: FieldSpec, header: str, counted: pl.DataFrame, recipe: Recipe, log: Log) -> bool:
    """Whether bare numbers of a percentage are shares of one: asked where all are 1 or less."""
    if spec.unit != "percent":
        return False
    for said, share in recipe.percent.items():
        if fold(said) == fold(header):
            return bool(share)
    bare = [
        number.value
        for text, kind in counted.select("text", "kind").iter_rows()
        if kind != PERCENT and (number := read_number(text)) is not None and not number.percent
    ]
    if bare and all(0 <= value <= 1 for value in bare) and any(0 < value < 1 for value in bare):
        log.questions.append(
            Question(
                "numbers",
                f"numbers: '{header}'",
                f"{header}: the numbers are between 0 and 1. Is {bare[0]:g} {bare[0] * 100:g} "
                f"percent, or {bare[0]:g} percent?",
                column=header,
                choices=(f'"{header}" = "share"', f'"{header}" = "percent"'),
            )
        )
    return False
