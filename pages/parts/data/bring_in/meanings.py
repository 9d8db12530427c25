"""The words of a file and what each is taken to mean, to be said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from components import look
from components.widgets.importing.questions import Asked, Item, questions_form
from data_access.datasets import Dataset
from data_access.errors import DataError
from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.stages.inspect import not_shown
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.values.log import Word
from data_access.snapshot import Snapshot
from pages.parts.data.bring_in.again import read_again
from pages.parts.data.bring_in.in_hand import InHand
from pages.parts.data.bring_in.questions import with_words
from pages.parts.data.bring_in.words import choices_of, field_label, hint_of
from vocabulary.wording import listed_up_to, long_date, number_of

_UNKNOWN = ": what is it?"


def show_words(file: InHand, plan: Plan, known: Snapshot) -> None:
    """Draw each field's words with what they mean; unknown ones first."""
    dataset = plan.reading.dataset
    hidden = not_shown(plan)
    words: dict[str, list[Word]] = {}
    for word in plan.reading.words:
        if word.column not in hidden and not kinds_in(word.word):
            words.setdefault(word.field, []).append(word)
    asked, plain = [], []
    for name, of in words.items():
        choices = choices_of(dataset, name, known)
        telling = [word for word in of if not _says_itself(word, choices)]
        plain += [word.word for word in of if _says_itself(word, choices)]
        if telling:
            asked.append(_asked(dataset, name, telling, choices))
    if plain:
        look.source(
            f"{number_of(len(plain), 'word')} say it themselves, such as "
            f"{listed_up_to([f'‘{word}’' for word in plain])}."
        )
    if not asked:
        return
    answers = questions_form(
        asked, key=f"data_words_{file.number}_{file.turn}", button="Read again with these words"
    )
    if answers is None:
        return
    recipe = file.recipe
    for each in asked:
        before = {item.name: item.now for item in each.items}
        said = {w: to for w, to in answers[each.key].items() if to != before[w]}
        if not said:
            continue
        try:
            recipe = with_words(recipe, dataset, each.key, said)
        except DataError as error:
            st.error(str(error))
            return
    if recipe != file.recipe:
        read_again(file, recipe)


def _asked(dataset: Dataset, name: str, words: list[Word], choices: Mapping[str, str]) -> Asked:
    ordered = sorted(words, key=lambda word: (word.value is not None, -word.count))
    items = tuple(
        Item(
            word.word,
            number_of(word.count, "row") + (_UNKNOWN if word.value is None else ""),
            now=None if word.value is None else _as_written(str(word.value), free=not choices),
        )
        for word in ordered
    )
    return Asked(
        name,
        field_label(dataset, name),
        items,
        choices,
        hint="" if choices else hint_of(dataset, name),
    )


def _as_written(value: str, *, free: bool) -> str:
    """A meaning as it stands in its box: freely written ones in words."""
    if not free:
        return value
    try:
        return long_date(date.fromisoformat(value)) if value else "not known"
    except ValueError:
        return value


def _says_itself(word: Word, choices: Mapping[str, str]) -> bool:
    """Whether a word is the very name of what it means."""
    value = word.value
    return value is not None and word.word.casefold() in {
        str(value).casefold(),
        choices.get(str(value), "").casefold(),
    }
