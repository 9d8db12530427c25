"""Tables whose headers hold values: periods, years or questions across become rows.

Each function gives the table with one row for each cell that was across, or None where the table is
not of that shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.stages.columns import Columns, likely_fields
from data_access.importing.stages.find_table import Table
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold, is_mark, is_nothing_yet
from data_access.importing.stages.recipe import Recipe


def period_of(header: str) -> bool:
    """Whether a header names a month, quarter, year or day."""
    plain = re.sub(r" \(\d\)$", "", header)
    span = read_span(plain)
    return span is not None and not re.fullmatch(r"\d{5}(?:\.\d+)?", plain)


def years_down(dataset: Dataset, table: Table) -> Table | None:
    """A table with years in the headers and measures down the first column, turned round: a row a
    year, a column a measure. Sub-headings among the measures fall away."""
    across = [place for place, header in enumerate(table.headers) if period_of(header)]
    if dataset.name != "ombudsman" or len(across) < 2:
        return None
    first = next((place for place in range(len(table.headers)) if place not in across), None)
    if first is None:
        return None
    measures = [
        (line, text)
        for line, text in table.cells.select("line", str(first)).iter_rows()
        if text is not None
    ]
    fields = set(dataset.columns) - {"authority", "year", "scope", "source"}
    known = [text for _, text in measures if fields & set(likely_fields(dataset.name, text))]
    if len(known) < 2:
        return None
    kinds = f"k{across[0]}" in table.cells.columns
    lines = [line for line, _ in measures]
    columns: dict[str, list[object]] = {
        "line": list(range(len(across))),
        "sheet": [table.sheets[0]] * len(across),
        "row": [table.cells.get_column("row").min() or 1] * len(across),
        "0": [table.headers[place] for place in across],
    }
    rows = {
        row[0]: row
        for row in table.cells.select("line", *(pl.col(str(place)) for place in across)).iter_rows()
    }
    kind_rows = (
        {
            row[0]: row
            for row in table.cells.select(
                "line", *(pl.col(f"k{place}") for place in across)
            ).iter_rows()
        }
        if kinds
        else {}
    )
    for number, line in enumerate(lines, start=1):
        columns[str(number)] = list(rows[line][1:])
    schema = {name: pl.String() for name in columns if name.isdigit()}
    frame = pl.DataFrame(columns, schema_overrides=schema)
    if kinds:
        frame = frame.with_columns(
            pl.Series(f"k{number}", list(kind_rows[line][1:]), pl.UInt8())
            for number, line in enumerate(lines, start=1)
        ).with_columns(k0=pl.lit(0, pl.UInt8()))
    headers = _unique(["Year", *(text for _, text in measures)])
    return replace(
        table,
        headers=tuple(headers),
        groups=(None,) * len(headers),
        cells=_long(frame),
        hidden_lines=frozenset(),
    )


def periods_down(
    dataset: Dataset, table: Table, columns: Columns, recipe: Recipe
) -> tuple[Table, dict[str, str]] | None:
    """A table with periods in its headers (or over groups of columns), a row for each period; and
    which header is then which field."""
    name = "period" if dataset.name in {"indicator", "staff_voice"} else recipe.wide_across
    if dataset.name == "ombudsman":
        name = "year"
    wanted = recipe.wide_across in {"period", "year", "month"} or dataset.name == "indicator"
    if not wanted and dataset.name != "ombudsman":
        return None
    free = [each.place for each in columns.columns if each.field is None or not each.told]
    across: list[tuple[int, str, str]] = []
    for place in free:
        header, group = table.headers[place], table.groups[place]
        if group is not None and period_of(group):
            field = _value_field(dataset, header)
            if field:
                across.append((place, group, field))
        elif period_of(header):
            field = recipe.wide_value or (_value_field(dataset, group) if group else None)
            field = field or ("value" if "value" in dataset.columns else None)
            if field:
                across.append((place, re.sub(r" \(\d\)$", "", header), field))
    if len({period for _, period, _ in across}) < 2:
        return None
    places = {place for place, _, _ in across}
    kept = [place for place in range(len(table.headers)) if place not in places]
    periods = list(dict.fromkeys(period for _, period, _ in across))
    fields = list(dict.fromkeys(field for _, _, field in across))
    kinds = any(column.startswith("k") for column in table.cells.columns)
    parts = []
    for order, period in enumerate(periods):
        selected = [pl.col("line", "sheet", "row")]
        selected += [pl.col(str(old)).alias(str(new)) for new, old in enumerate(kept)]
        selected += [pl.lit(period).alias(str(len(kept)))]
        if kinds:
            selected += [pl.col(f"k{old}").alias(f"k{new}") for new, old in enumerate(kept)]
            selected += [pl.lit(0, pl.UInt8()).alias(f"k{len(kept)}")]
        for number, field in enumerate(fields, start=len(kept) + 1):
            at = next((p for p, said, f in across if said == period and f == field), None)
            selected.append(
                (pl.col(str(at)) if at is not None else pl.lit(None, pl.String())).alias(
                    str(number)
                )
            )
            if kinds:
                selected.append(
                    (pl.col(f"k{at}") if at is not None else pl.lit(0, pl.UInt8())).alias(
                        f"k{number}"
                    )
                )
        part = table.cells.select(selected).with_columns(order=pl.lit(order))
        figures = [str(number) for number in range(len(kept) + 1, len(kept) + 1 + len(fields))]
        parts.append(part.filter(pl.any_horizontal(pl.col(figures).is_not_null())))
    frame = pl.concat(parts).sort("line", "order", maintain_order=True).drop("order")
    labels = ["Period across", *(f"{field} across" for field in fields)]
    headers = (*(table.headers[place] for place in kept), *labels)
    told = dict(zip(labels, [name or "period", *fields], strict=True))
    groups = (*(table.groups[place] for place in kept), *([None] * len(labels)))
    return replace(table, headers=headers, groups=groups, cells=_long(frame)), told


def questions_down(
    table: Table, columns: Columns, recipe: Recipe
) -> tuple[Table, dict[str, str]] | None:
    """A survey with a column a question and a row a team: a row for each team and question."""
    if columns.place("question") is not None or columns.place("team") is None:
        return None
    named = {
        "team",
        "team_kind",
        "responses",
        "invited",
        "authority",
        "period_start",
        "period_end",
        "period",
    }
    across = []
    for each in columns.columns:
        if each.told or (each.field in named and each.confidence > 0.85):
            continue
        filled = [
            t
            for t in table.texts(each.place).to_list()
            if t and not is_mark(t) and not is_nothing_yet(t)
        ]
        figures = [t for t in filled if read_number(t) is not None]
        there = bool(filled) or any(is_mark(t) for t in table.texts(each.place).drop_nulls())
        if there and len(figures) >= 0.6 * len(filled) and len(each.header.split()) > 3:
            across.append(each.place)
    if not across or (len(across) < 2 and recipe.wide_across != "question"):
        return None
    kept = [place for place in range(len(table.headers)) if place not in across]
    kinds = any(column.startswith("k") for column in table.cells.columns)
    parts = []
    for order, place in enumerate(across):
        names = {str(old): str(new) for new, old in enumerate(kept)}
        selected = [pl.col("line", "sheet", "row"), pl.lit(order).alias("order")]
        selected += [pl.col(old).alias(new) for old, new in names.items()]
        selected += [
            pl.lit(_question(table.headers[place])).alias(str(len(kept))),
            pl.col(str(place)).alias(str(len(kept) + 1)),
        ]
        if kinds:
            selected += [pl.col(f"k{old}").alias(f"k{new}") for old, new in names.items()]
            selected += [
                pl.lit(0, pl.UInt8()).alias(f"k{len(kept)}"),
                pl.col(f"k{place}").alias(f"k{len(kept) + 1}"),
            ]
        parts.append(table.cells.select(selected))
    frame = pl.concat(parts).sort("line", "order", maintain_order=True).drop("order")
    percent = any("%" in table.headers[place] for place in across)
    labels = ["Question across", "Agree across (%)" if percent else "Agree across"]
    headers = (*(table.headers[place] for place in kept), *labels)
    groups = (*(table.groups[place] for place in kept), None, None)
    frame = frame.filter(pl.col(str(len(kept) + 1)).is_not_null())
    return replace(table, headers=headers, groups=groups, cells=_long(frame)), {
        labels[0]: "question",
        labels[1]: "agree",
    }


_SCALE = {
    "strongly agree": True, "agree": True, "tend to agree": True, "slightly agree": True,
    "somewhat agree": True, "yes": True, "always": True, "often": True, "very satisfied": True,
    "satisfied": True, "neither agree nor disagree": False, "neither": False, "neutral": False,
    "disagree": False, "tend to disagree": False, "slightly disagree": False,
    "somewhat disagree": False, "strongly disagree": False, "no": False, "never": False,
    "sometimes": False, "rarely": False, "dissatisfied": False, "very dissatisfied": False,
    "neither satisfied nor dissatisfied": False, "unsure": False,
}  # fmt: skip


def respondents_down(table: Table, columns: Columns) -> tuple[Table, dict[str, str]] | None:
    """A survey with a row for each person who answered and a column a question: counted by team and
    question. Nobody's row goes further."""
    team = columns.place("team")
    if columns.place("question") is not None or team is None:
        return None
    across = []
    for each in columns.columns:
        if each.place == team or each.told:
            continue
        filled = [t for t in table.texts(each.place).to_list() if t and not is_nothing_yet(t)]
        if filled and sum(1 for t in filled if fold(t) in _SCALE) >= 0.8 * len(filled):
            across.append(each.place)
    if not across:
        return None
    parts = []
    for order, place in enumerate(across):
        answers = table.texts(place).cast(pl.String)
        known = {t: _SCALE.get(fold(t)) for t in answers.unique().drop_nulls()}
        part = (
            table.cells.select("line", "sheet", "row", team=pl.col(str(team)).cast(pl.String))
            .with_columns(
                agrees=answers.replace_strict(known, default=None, return_dtype=pl.Boolean)
            )
            .group_by("team", maintain_order=True)
            .agg(
                pl.col("sheet").first(),
                pl.col("row").first(),
                members=pl.col("line") if order == 0 else pl.col("line").head(0),
                answered=pl.col("agrees").is_not_null().sum(),
                agree=pl.col("agrees").sum(),
            )
            .filter(pl.col("answered") > 0)
        )
        parts.append(
            part.select(
                "sheet",
                "row",
                "members",
                pl.col("team").alias("0"),
                pl.lit(table.headers[place]).alias("1"),
                pl.col("answered").cast(pl.String).alias("2"),
                pl.col("agree").cast(pl.String).alias("3"),
            )
        )
    cells = pl.concat(parts).with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    labels = [table.headers[team], "Question across", "People who answered", "People who agreed"]
    told = dict(zip(labels, ["team", "question", "responses", "agree"], strict=True))
    return replace(table, headers=tuple(labels), groups=(None,) * 4, cells=cells), told


def _question(header: str) -> str:
    """A question without what its column holds: "I have time to learn (% agree)"."""
    what = (
        r"(?:%|per ?cent|percentage|agree(?:d|ing)?|positive|favourable|strongly|or|and|who|score)"
    )
    ending = rf"(?i)\s*(?:[-–:]\s*|\(\s*|\s%\s?){what}?(?:[\s/]*{what})*\s*\)?$"
    return re.sub(ending, "", header).strip(" -–:(") or header


def _value_field(dataset: Dataset, header: str | None) -> str | None:
    """The figure a header under a period means."""
    if header is None:
        return None
    likely = likely_fields(dataset.name, header)
    numbers = [
        name
        for name in likely
        if name in dataset.columns and dataset.spec(name).python_type in (int, float)
    ]
    return max(numbers, key=lambda name: likely[name]) if numbers else None


def _long(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows numbered anew in `line`, so that each is told apart; `came` keeps the line it was."""
    return (
        frame.rename({"line": "came"})
        .with_row_index("line")
        .with_columns(pl.col("line").cast(pl.Int64))
    )


def _unique(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[fold(name)] = seen.get(fold(name), 0) + 1
        unique.append(name if seen[fold(name)] == 1 else f"{name} ({seen[fold(name)]})")
    return unique
