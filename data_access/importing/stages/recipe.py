"""A recipe: what a person said about the layout of a file, in TOML.

Every part is optional. Field names and words are those of the dataset, besides a few that only
files have: `period` (a span of days in one cell), `completed`, `expires`, `status`, `offered` and
`released` (of a person's training), `stage`, `kind` (of a case), `level` (of a place) and
`figure_kind` (numerator, denominator or outcome). The layout of a recipe: see docs of the importer.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import tomli_w

from data_access.errors import DataError
from data_access.importing.stages.meaning.wording import fold

DAY_FIRST, MONTH_FIRST = "day first", "month first"
CLEARED, UNKNOWN = "cleared", "unknown"
KEEP, LEAVE_OUT = "keep", "leave out"
NONE = "none"  # as the constant `reference`: the file has no column for it


class RecipeError(DataError):
    """A recipe that cannot be understood; the message is one clear sentence."""


@dataclass(frozen=True)
class Recipe:
    """What a person said. Empty parts are found by the product, or asked.

    columns: header → field, "" leaves a column out. constants: field → value of all rows. words:
    field → word in the file → value, "" for nothing known. leave_out: column → words whose rows are
    left out. hidden: whether hidden rows are kept or left out. teams: spelling → team. date_order:
    DAY_FIRST or MONTH_FIRST. turned_round: columns whose real days have day and month exchanged.
    wide_across, wide_value: what the headers of wide columns give, and what a cell holds.
    percent: columns whose numbers are shares of one (0.8 is 80 percent). empty: column → whether an
    empty cell clears what is held, or says nothing.
    """

    dataset: str | None = None
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: str | None = None
    teams: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    turned_round: tuple[str, ...] = ()
    wide_across: str | None = None
    wide_value: str | None = None
    percent: Mapping[str, bool] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)

    def word(self, field_name: str, text: str) -> str | None:
        """What a person said a word of a field means; None if nothing was said."""
        said = self.words.get(field_name)
        if not said:
            return None
        if text in said:
            return said[text]
        folded = fold(text)
        return next((value for word, value in said.items() if fold(word) == folded), None)

    def column(self, header: str) -> str | None:
        """The field a person chose for a header ("": none); None if nothing was said."""
        if header in self.columns:
            return self.columns[header]
        folded = fold(header)
        return next((name for said, name in self.columns.items() if fold(said) == folded), None)


def read_recipe(text: str) -> Recipe:
    """A recipe from TOML. RecipeError for what is no TOML, an unknown part, or a wrong value."""
    try:
        parts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"the recipe is no TOML: {error}.") from error
    known = {
        "dataset",
        "sheet",
        "columns",
        "constants",
        "words",
        "rows",
        "teams",
        "dates",
        "wide",
        "numbers",
        "empty",
    }
    if unknown := sorted(set(parts) - known):
        raise RecipeError(f"the recipe has a part '{unknown[0]}' that is not known.")
    rows, dates, wide = _part(parts, "rows"), _part(parts, "dates"), _part(parts, "wide")
    sheet = parts.get("sheet", ())
    return Recipe(
        dataset=_text(parts, "dataset"),
        sheets=(sheet,) if isinstance(sheet, str) else tuple(_texts(sheet, "sheet")),
        columns=_pairs(parts, "columns"),
        constants=_pairs(parts, "constants"),
        words={name: _pairs(_part(parts, "words"), name) for name in _part(parts, "words")},
        leave_out={
            column: tuple(_texts(words, "leave_out"))
            for column, words in _part(rows, "leave_out").items()
        },
        hidden=_one_of(_text(rows, "hidden"), (KEEP, LEAVE_OUT), "rows.hidden"),
        teams=_pairs(parts, "teams"),
        date_order=_one_of(_text(dates, "order"), (DAY_FIRST, MONTH_FIRST), "dates.order"),
        turned_round=tuple(_texts(dates.get("turned_round", ()), "turned_round")),
        wide_across=_text(wide, "across"),
        wide_value=_text(wide, "value"),
        percent={
            column: said == "share"
            for column, said in _pairs(parts, "numbers").items()
            if _one_of(said, ("share", "percent"), "numbers")
        },
        empty={
            column: _one_of(said, (CLEARED, UNKNOWN), "empty") or UNKNOWN
            for column, said in _pairs(parts, "empty").items()
        },
    )


def write_recipe(recipe: Recipe) -> str:
    """The recipe as TOML; what `read_recipe` reads."""
    parts: dict[str, Any] = {}
    if recipe.dataset:
        parts["dataset"] = recipe.dataset
    if recipe.sheets:
        parts["sheet"] = recipe.sheets[0] if len(recipe.sheets) == 1 else list(recipe.sheets)
    for name in ("columns", "constants", "teams", "empty"):
        if said := getattr(recipe, name):
            parts[name] = dict(said)
    if recipe.words:
        parts["words"] = {name: dict(words) for name, words in recipe.words.items()}
    rows: dict[str, Any] = {}
    if recipe.leave_out:
        rows["leave_out"] = {column: list(words) for column, words in recipe.leave_out.items()}
    if recipe.hidden:
        rows["hidden"] = recipe.hidden
    dates: dict[str, Any] = {}
    if recipe.date_order:
        dates["order"] = recipe.date_order
    if recipe.turned_round:
        dates["turned_round"] = list(recipe.turned_round)
    wide = {"across": recipe.wide_across, "value": recipe.wide_value}
    numbers = {column: "share" if share else "percent" for column, share in recipe.percent.items()}
    for name, part in (("rows", rows), ("dates", dates), ("wide", wide), ("numbers", numbers)):
        if kept := {key: value for key, value in part.items() if value}:
            parts[name] = kept
    return tomli_w.dumps(parts)


def with_constants(recipe: Recipe, **constants: str | None) -> Recipe:
    """The recipe with values of all rows added, where they are given."""
    given = {name: value for name, value in constants.items() if value}
    return replace(recipe, constants={**recipe.constants, **given}) if given else recipe


def layout_key(headers: Sequence[str]) -> str:
    """What tells files of one layout: a digest of their headers, in any order."""
    told = "\n".join(sorted({fold(header) for header in headers}))
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def _part(parts: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = parts.get(name, {})
    if not isinstance(part, dict):
        raise RecipeError(f"the recipe's '{name}' has to be a table.")
    return part


def _pairs(parts: Mapping[str, Any], name: str) -> dict[str, str]:
    return {str(key): _said(value, name) for key, value in _part(parts, name).items()}


def _said(value: object, name: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str | int | float):
        return str(value)
    raise RecipeError(f"the recipe's '{name}' has a value that is no text.")


def _text(parts: Mapping[str, Any], name: str) -> str | None:
    value = parts.get(name)
    return None if value is None else _said(value, name)


def _texts(value: object, name: str) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [_said(each, name) for each in value]
    raise RecipeError(f"the recipe's '{name}' has to be a list of texts.")


def _one_of(said: str | None, known: Sequence[str], name: str) -> str | None:
    if said is None or said in known:
        return said
    raise RecipeError(f"the recipe's '{name}' is '{said}'; it can be {' or '.join(known)}.")
