"""What stands in a column, and how well it fits a field: a column of prose is no day."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from data_access.datasets import Dataset, FieldSpec
from data_access.importing.stages.files.book import DAY, MONTH, PERCENT, TEXT
from data_access.importing.stages.meaning.councils import is_area_code
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.figure_words import figure_of
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold, is_mark, is_nothing_yet
from data_access.importing.stages.meaning.words import (
    is_done,
    meaning,
    stage_number,
    yes_or_no,
)
from data_access.importing.stages.table.table import Table

SAMPLES = 3
_LOOKED_AT = 200  # distinct values of a column that its content is judged by
_FIRST = 10_000  # rows that mostly have so many
_DAY_LIKE = frozenset({"completed", "expires", "employed"})
_FIGURES = frozenset({"strongly_agree", "agree_only", "neither", "disagree", "strongly_disagree"})


@dataclass(frozen=True)
class Content:
    """What stands in a column: distinct texts with their kinds, and some samples."""

    values: tuple[tuple[str, int], ...]
    samples: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, place: int) -> Content:
        """The content of the column at a place."""
        texts, kinds = table.texts(place), table.kinds(place)
        frame = texts.alias("text").to_frame()
        if kinds is not None:
            frame = frame.with_columns(kind=kinds)
        # of a million rows the first mostly have enough, and are the same first ones
        for some in (frame.head(_FIRST), frame):
            distinct = some.drop_nulls("text").unique(maintain_order=True).head(_LOOKED_AT)
            if distinct.height == _LOOKED_AT:
                break
        if kinds is None:
            distinct = distinct.with_columns(kind=pl.lit(TEXT, pl.UInt8()))
        values = tuple(distinct.iter_rows())
        return cls(values, tuple(text for text, _ in values[:SAMPLES]))

    def share(self, *, of: str) -> float:
        """The share of the values, empty ones and marks aside, that are days, numbers, …"""
        said = [
            (text, kind)
            for text, kind in self.values
            if not is_nothing_yet(text) and not is_mark(text)
        ]
        if not said:
            return 0.75
        return sum(1 for text, kind in said if _is(of, text, kind)) / len(said)


def _is(what: str, text: str, kind: int) -> bool:
    """Whether a cell is a day, a rough one (a month or span), a number, …"""
    if what in {"day", "rough"}:
        span = read_span(text) or read_span(text, month_first=True)
        rough = kind == MONTH or (span is not None and span.rough)
        return rough if what == "rough" else rough or kind == DAY or span is not None
    if what in {"number", "percent"}:
        number = read_number(text)
        percent = kind == PERCENT or (number is not None and number.percent)
        return percent if what == "percent" else number is not None and kind not in {DAY, MONTH}
    if what == "stage":
        return stage_number(text) is not None
    return yes_or_no(text) is not None


def fit_of(dataset: Dataset, name: str, content: Content) -> float:
    """How well what stands in a column fits a field, 0 to 1."""
    if not content.values:
        return 0.8
    if name in dataset.columns:
        fit = _fit_field(dataset.spec(name), content)
        # in a list of people these are days, or yes and no
        dated = dataset.name == "training" and name in {"offered", "released"}
        return max(fit, content.share(of="day")) if dated else fit
    if name in _DAY_LIKE:
        return (
            max(content.share(of="day"), 0.9 * content.share(of="yes"))
            if (name != "employed")
            else 1.0
        )
    if name == "revised":
        return _mostly(content.share(of="day"))
    if name in _FIGURES:
        return content.share(of="number")
    if name == "period":
        years = sum(1 for t, _ in content.values if re.fullmatch(r"(19|20)\d\d", t))
        return max(content.share(of="day"), years / len(content.values))
    if name == "stage":
        return 1.0
    if name == "kind":
        kinds = ("complaint", "compliment", "enquiry", "comment", "concern")
        said = [fold(text) for text, _ in content.values]
        return 1.0 if any(kind in text for text in said for kind in kinds) else 0.0
    if name == "figure_kind":
        known = sum(1 for t, _ in content.values if figure_of(t) is not None)
        return known / len(content.values)
    if name == "status" and dataset.name == "complaint":
        return 1.0 - content.share(of="day")
    if name == "status":
        return 1.0 - content.share(of="day") if content.share(of="number") < 0.9 else 0.3
    return 1.0


def other_words(dataset: Dataset, name: str, header: str, content: Content) -> bool:
    """Whether a column of words is of an optional field by one of its lesser names alone, while
    most of its words are none of the field's: then it is about something else."""
    if name not in dataset.columns or not content.values:
        return False
    spec = dataset.spec(name)
    if not spec.choices or spec.required or fold(header) in {fold(spec.label), fold(spec.name)}:
        return False
    if name in {"outcome", "ombudsman_outcome", "result"}:
        return False
    known = sum(1 for t, _ in content.values if _is_word(spec, t) or is_nothing_yet(t))
    return known < 0.5 * len(content.values)


def _is_word(spec: FieldSpec, text: str) -> bool:
    """Whether a text is a word of a field, or a list in which one is."""
    parts = re.split(r"[;\n,/|]", text) if spec.is_list else [text]
    return any(meaning(spec, part) is not None for part in parts if part.strip())


def _fit_field(spec: FieldSpec, content: Content) -> float:
    from datetime import date

    if spec.name in {"year", "scope"}:
        return 1.0
    if spec.name == "area_code":
        coded = sum(1 for t, _ in content.values if is_area_code(t))
        return 1.0 if coded >= 0.5 * len(content.values) else 0.2
    if spec.refers_to == "theme" and content.values and content.share(of="number") > 0.8:
        return 0.3  # a count is no list
    if spec.is_list or (spec.python_type is str and not spec.choices):
        return 0.7 if content.share(of="day") > 0.8 and len(content.values) > 2 else 1.0
    if spec.choices:
        known = sum(1 for t, _ in content.values if meaning(spec, t) or is_nothing_yet(t))
        share = known / len(content.values)
        return 1.0 if share >= 0.3 else 0.65 + share
    if spec.name in {"closed", "complete"}:
        return _fit_of_the_end(spec.name, content)
    if spec.python_type is date:
        return _mostly(content.share(of="day"))
    if spec.python_type is bool:
        return 1.0 if content.share(of="yes") >= 0.5 else 0.3
    if spec.words:  # a number that may be said in words, such as a grade
        known = sum(1 for t, _ in content.values if meaning(spec, t) or is_nothing_yet(t))
        if known / len(content.values) >= 0.3:
            return 1.0
        few = len(content.values) <= 12 and content.share(of="percent") < 0.5
        return max(content.share(of="number"), 0.65 if few else 0.0)
    share = content.share(of="number")
    if spec.python_type is int and spec.name != "agree" and content.share(of="percent") > 0.5:
        filled = [t for t, _ in content.values if not is_nothing_yet(t) and not is_mark(t)]
        return 0.1 if filled else 0.8
    return _mostly(share)


def _fit_of_the_end(name: str, content: Content) -> float:
    """How well a column tells when an action ended, or only whether: with a single day it is the
    former, and words among its days say that the day is not known."""
    days = [_is("day", text, kind) for text, kind in content.values]
    if name == "complete":
        return 0.3 if any(days) else (1.0 if content.share(of="yes") >= 0.5 else 0.3)
    ended = [
        day or is_done(text) is not None or yes_or_no(text) is not None or is_nothing_yet(text)
        for day, (text, _) in zip(days, content.values, strict=True)
    ]
    if not any(days):
        return _mostly(content.share(of="day"))
    return _mostly(sum(ended) / len(ended))


def _mostly(share: float) -> float:
    """How well a column fits of which a share does: one with the field's very name is taken though
    not all of it can be read, and the rest is to mend."""
    if share >= 0.6:
        return 1.0
    return 0.6 if share >= 0.3 else share


def why_not(dataset: Dataset, name: str, header: str, content: Content) -> str:
    """Why a column with a field's name is not read as it, in a sentence; empty where nothing is to
    be said."""
    if name not in dataset.columns:
        return ""
    if dataset.spec(name).python_type is int and content.share(of="percent") > 0.5:
        return (
            f"'{header}' is a percentage and {dataset.spec(name).label.lower()} is a number, so it "
            "is not taken as one"
        )
    spec = dataset.spec(name)
    what = {"date": "no days", "int": "no whole numbers", "float": "no numbers"}.get(
        spec.python_type.__name__, "other words"
    )
    return f"'{header}' holds {what}, so it is not read as {spec.label.lower()}"
