"""Texts of a column as words of closed lists: choices, statements, themes, yes and no."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_access.datasets import FieldSpec
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.statements import statement_named, theme_named
from data_access.importing.stages.meaning.wording import (
    fold,
    is_mark,
    is_nothing,
    is_nothing_yet,
)
from data_access.importing.stages.meaning.words import meaning, nearest, yes_or_no
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values.log import ASK, BAD, NOTHING_YET, OK, Log, ReadText, Word
from data_access.importing.stages.values.problems import SHOWN


def _asked(spec: FieldSpec, header: str, log: Log, text: str, times: int) -> tuple[object, str]:
    """A word that nobody knows: asked once for all its rows."""
    suggestion = nearest(spec, text)
    log.words.append(Word(spec.name, header, text, times, None, suggestion=suggestion))
    return None, ASK


def choice_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    """Reads the one word that each text stands for; unknown words are asked."""
    whole = spec.name in {"course", "question"}

    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            value = spec.value_of(told) if told else None
            if told and value is None:
                return None, BAD
            log.words.append(Word(spec.name, header, text, times, value or "", told=True))
            return value, OK if value else NOTHING_YET
        found = meaning(spec, text, whole=whole)
        if found is not None:
            log.words.append(Word(spec.name, header, text, times, found.value))
            return found.value, OK
        if is_nothing_yet(text) or is_mark(text):
            log.words.append(Word(spec.name, header, text, times, ""))
            return None, NOTHING_YET
        return _asked(spec, header, log, text, times)

    return read


def statement_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    """Reads quality statements; what is a theme is none."""

    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            value = statement_named(told) if told else None
            log.words.append(Word(spec.name, header, text, times, value or "", told=True))
            return value, OK if value else NOTHING_YET
        value = statement_named(text)
        if value is None and (is_nothing_yet(text) or theme_named(text)):
            log.words.append(Word(spec.name, header, text, times, ""))
            return None, NOTHING_YET
        if value is None:
            log.words.append(Word(spec.name, header, text, times, None))
            return None, ASK
        log.words.append(Word(spec.name, header, text, times, value))
        return value, OK

    return read


_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·*–—-]|\(?\d{1,2}[.)]|[o]\s)\s*(?=\S)")


def list_parts(text: str) -> list[str]:
    """The parts of a list in a cell: cut at semicolons and line breaks, without bullets."""
    parts = re.split(r"[;\n|]|(?:^|\s)[•●▪‣]", text)
    cleaned = [_BULLET.sub("", part).strip().strip(",") for part in parts]
    return [part for part in dict.fromkeys(cleaned) if part]


def list_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    """Reads lists of words, joined again by semicolons."""

    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        if is_nothing(text):
            return None, NOTHING_YET
        values, state = [], OK
        for part in list_parts(text) if not spec.choices else _choice_parts(spec, text):
            told = recipe.word(spec.name, part)
            if told is not None:
                if told:
                    values.append(told)
                continue
            if not spec.choices:
                values.append(part)
                continue
            found = meaning(spec, part)
            log.words.append(Word(spec.name, header, part, times, found.value if found else None))
            if found is None:
                state = ASK
            else:
                values.append(found.value)
        return ("; ".join(dict.fromkeys(values)) or None), state

    return read


def _choice_parts(spec: FieldSpec, text: str) -> list[str]:
    """Parts of a list of known words; commas and 'and' cut too, where the parts are known then."""
    parts = list_parts(text)
    if all(meaning(spec, part) for part in parts):
        return parts
    finer = [piece.strip() for part in parts for piece in re.split(r",|\band\b|&|/", part)]
    finer = [piece for piece in finer if piece]
    return finer if finer and all(meaning(spec, piece) for piece in finer) else parts


def theme_reader(
    spec: FieldSpec, header: str, recipe: Recipe, log: Log, themes: Mapping[str, str]
) -> ReadText:
    """Themes are words of the codebook; others are shown, and left out until a person says."""

    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        if is_nothing(text):
            return None, NOTHING_YET
        values = []
        for part in list_parts(text):
            told = recipe.word(spec.name, part)
            known = told if told is not None else themes.get(fold(part.replace("_", " ")))
            if known is None and not re.search(r"[a-z]\s[a-z].*\s", part):
                pieces = [themes.get(fold(piece)) for piece in re.split(r"[,/]", part)]
                known = "; ".join(p for p in pieces if p) or None
            if known:
                values.append(known)
            word = Word(spec.name, header, part[:SHOWN], times, known or "", told is not None)
            log.words.append(word)
        values = values if spec.is_list else values[:1]
        return ("; ".join(dict.fromkeys(values)) or None), OK

    return read


def bool_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    """Reads yes and no; a day says yes."""

    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            return (yes_or_no(told), OK) if told else (None, NOTHING_YET)
        value = yes_or_no(text)
        if value is None and read_span(text) is not None:
            value = True  # the day on which it was done
        if value is None and is_nothing_yet(text):
            return None, NOTHING_YET
        if value is None:
            log.words.append(Word(spec.name, header, text, times, None))
            return None, ASK
        log.words.append(Word(spec.name, header, text, times, "yes" if value else "no"))
        return value, OK

    return read
