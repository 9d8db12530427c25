"""Which measures of a file the catalogue of indicators knows: by their code, name or another name.

A name alone is not enough: "Reviews overdue" may be a share or a number of people. A measure is
taken for the catalogue's only where its figures are of the same kind, come as often (yearly or
within the year), and better lies the same way; else it stays a measure of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.kinds.indicators.units import marked_percent, with_percent
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log
from vocabulary.indicators import ChartKind, Direction, chart_kind

_A_YEAR = 360  # days of a period that is one, or longer
_SHARE = re.compile(r"%|\b(?:percent|per ?cent|percentage|proportion|share)\b")
_TIMES = {
    "minutes": re.compile(r"\bmin(?:ute)?s?\b"),
    "days": re.compile(r"\bdays?\b(?! of)"),
    "weeks": re.compile(r"\b(?:weeks?|wks?)\b"),
}
_WITHIN = re.compile(r"\b(?:with ?in|in|over|under|more than|less than) \d+ (?:working )?\w+")
# Source: NHS England, ASCOF data in CSV: the measure's code with age or sex behind it.
_GROUP_BEHIND = re.compile(r"(ASCOF .+?)(?:1864|64U|65OV|6574|6584|7584|75OV|85OV|M|F)")
_SHARE_UNITS = frozenset({"percent", "per cent", "%"})


@dataclass(frozen=True)
class KnownMeasure:
    """An entry of the catalogue, as far as matching needs it. names: folded, its code and its own
    name among them."""

    indicator: str
    name: str
    names: frozenset[str]
    unit: str | None
    share: bool
    rate: bool
    yearly: bool
    direction: str
    valid_from: date | None


def known_of(catalogue: pl.DataFrame, held: Iterable[str] = ()) -> tuple[KnownMeasure, ...]:
    """The measures that an importing file may mean. `catalogue`: rows of the dataset, a council's
    own before the shipped. `held`: codes the council has figures under; they go on under them."""
    own_codes = {fold(code) for code in held}
    known = []
    for row in catalogue.filter(pl.col("same_as").is_null()).iter_rows(named=True):
        codes = {fold(row["indicator"]), fold(row["indicator"].replace("_", " "))}
        names = {fold(name) for name in (row["name"], *(row["other_names"] or ()))}
        per = row["per"]
        known.append(
            KnownMeasure(
                row["indicator"],
                row["name"],
                frozenset(codes | (names - own_codes)),
                row["unit"],
                per == 100,
                per is not None and per != 100,
                chart_kind(row["frequency"], per, row["out_of"]) == ChartKind.YEARLY,
                row["direction"],
                row["valid_from"],
            )
        )
    return tuple(known)


def as_measures(
    table: Table, columns: Columns, typed: pl.DataFrame, known: Iterable[KnownMeasure], log: Log
) -> pl.DataFrame:
    """The rows under the catalogue's codes where it knows them; others that are percentages say
    so (see `with_percent`)."""
    known = tuple(known)
    typed = with_known_measures(table, columns, typed, known, log)
    return with_percent(table, columns, typed, {each.indicator for each in known})


def with_known_measures(
    table: Table, columns: Columns, typed: pl.DataFrame, known: Iterable[KnownMeasure], log: Log
) -> pl.DataFrame:
    """The rows with the catalogue's code where a measure is one it knows; what the file called it
    stays as its name. Says which were taken for which."""
    by_name: dict[str, list[KnownMeasure]] = {}
    for each in known:
        for name in each.names:
            by_name.setdefault(name, []).append(each)
    if not by_name or "indicator" not in typed.columns:
        return typed
    marked = marked_percent(table, columns, typed)
    codes: dict[tuple[str, str | None], str] = {}
    said: dict[str, str] = {}
    frame = typed.with_columns(
        *(pl.lit(None).alias(name) for name in _READ if name not in typed.columns),
        marked_percent=marked,
    )
    for (code, name), rows in frame.group_by("indicator", "name", maintain_order=True):
        texts = [str(text) for text in (code, name) if text]
        likely = {each.indicator: each for text in texts for each in by_name.get(fold(text), ())}
        fitting = [each for each in likely.values() if _fits(each, texts, rows)]
        fitting = fitting or _of_its_group(str(code), rows, by_name)
        if len(fitting) == 1 and fitting[0].indicator != code:
            codes[str(code), None if name is None else str(name)] = fitting[0].indicator
            said[texts[-1]] = fitting[0].name
    if not codes:
        return typed
    names = pl.DataFrame(
        [(code, name, taken) for (code, name), taken in codes.items()],
        schema={"indicator": pl.String, "name": pl.String, "taken": pl.String},
        orient="row",
    )
    for was, now in said.items():
        log.notes.append(f"{was} is taken for the catalogue's '{now}'")
    named = pl.col("name").cast(pl.String) if "name" in typed.columns else pl.lit(None, pl.String)
    return (
        typed.with_columns(name=named)
        .join(names, on=["indicator", "name"], how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            indicator=pl.coalesce("taken", "indicator"),
            # without a name of its own the file's word for it is kept as its name
            name=pl.when(pl.col("taken").is_not_null() & pl.col("name").is_null())
            .then("indicator")
            .otherwise("name"),
        )
        .drop("taken")
    )


_READ = ("name", "numerator", "denominator", "value", "per", "unit", "direction", "period_start",
         "period_end")  # fmt: skip


def _of_its_group(
    code: str, rows: pl.DataFrame, by_name: dict[str, list[KnownMeasure]]
) -> list[KnownMeasure]:
    """The measure of a published code that has its group behind it: "1A1864" is 1A of people aged
    18 to 64, whom the breakdown names."""
    match = _GROUP_BEHIND.fullmatch(code)
    groups = rows.get_column("breakdown") if "breakdown" in rows.columns else None
    if match is None or groups is None or groups.has_nulls():
        return []
    plain = match[1]
    return [each for each in by_name.get(fold(plain), ()) if fold(each.indicator) == fold(plain)]


def _fits(known: KnownMeasure, texts: list[str], rows: pl.DataFrame) -> bool:
    """Whether figures may be the catalogue's: none of what they say is against it, and they say of
    which kind they are."""
    starts, ends = rows.get_column("period_start"), rows.get_column("period_end")
    days = (ends - starts).dt.total_days().drop_nulls() if _dated(starts, ends) else None
    if days is not None and days.len():
        if bool((days >= _A_YEAR).all()) != known.yearly or (days >= _A_YEAR).any() != known.yearly:
            return False
        first = starts.drop_nulls().min()
        if known.valid_from is not None and isinstance(first, date) and first < known.valid_from:
            return False
    ways = set(rows.get_column("direction").cast(pl.String).drop_nulls()) - {Direction.NEUTRAL}
    if ways - {known.direction}:
        return False
    return _same_kind(known, texts, rows)


def _dated(starts: pl.Series, ends: pl.Series) -> bool:
    return starts.dtype == pl.Date and ends.dtype == pl.Date


def _same_kind(known: KnownMeasure, texts: list[str], rows: pl.DataFrame) -> bool:
    if known.indicator in texts:  # by its very code
        return True
    units = {fold(unit) for unit in rows.get_column("unit").cast(pl.String).drop_nulls()}
    words = " ".join(fold(text) for text in (*texts, *units))
    per = set(rows.get_column("per").drop_nulls().to_list())
    over = rows.get_column("denominator").drop_nulls().len() > 0
    share = bool(
        units & _SHARE_UNITS
        or per == {100.0}
        or rows.get_column("marked_percent").any()
        or _SHARE.search(words)
    )
    if known.share:
        return share or (over and not per - {100.0} and not units)
    if share or (per and not known.rate):
        return False
    if known.rate:
        return over or bool(per) or " per " in f" {words} "
    spoken = {unit for unit, said in _TIMES.items() if said.search(_WITHIN.sub(" ", words))}
    unit = fold(known.unit or "")
    if unit in _TIMES or spoken:
        return spoken == {unit}
    values = pl.concat([rows.get_column("value").cast(pl.Float64),
                        rows.get_column("numerator").cast(pl.Float64)]).drop_nulls()  # fmt: skip
    return not over and bool((values == values.round()).all())
