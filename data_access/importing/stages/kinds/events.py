"""A log with a row for each thing that happened to a case becomes a row a case."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.table.table import Table

_EVENTS = ("received", "acknowledged", "answer_due", "responded", "ombudsman_decided")
_LAST = frozenset({"responded", "answer_due", "ombudsman_decided"})


def events_across(table: Table, columns: Columns) -> tuple[Table, dict[str, str]] | None:
    """Complaints with a column of events and one of their days: a row a case, with a column for
    each event. `members` has the lines behind each. None where the table is none of these."""
    case = columns.place("reference")
    if case is None or set(columns.fields) & {"received", "responded", "acknowledged"}:
        return None
    days = [p for p in range(len(table.headers)) if p != case and _is_days(table.texts(p))]
    if len(days) != 1:
        return None
    for each in columns.columns:
        if each.place in {case, *days} or each.told:
            continue
        events = {t: _event(t) for t in table.texts(each.place).drop_nulls().unique().to_list()}
        known = {field for field in events.values() if field}
        if "received" in known and len(known) >= 2 and len(events) <= 60:
            return _across(table, case, each.place, days[0], events)
    return None


def _event(text: str) -> str | None:
    likely = {name: score for name, score in likely_fields("complaint", text).items()
              if name in _EVENTS}  # fmt: skip
    return max(likely, key=lambda name: likely[name]) if likely else None


def _is_days(texts: pl.Series) -> bool:
    filled = texts.drop_nulls().unique().head(200).to_list()
    return bool(filled) and sum(read_span(text) is not None for text in filled) >= 0.8 * len(filled)


def _across(
    table: Table, case: int, event: int, day: int, events: dict[str, str | None]
) -> tuple[Table, dict[str, str]]:
    fields = [name for name in _EVENTS if name in events.values()]
    others = [place for place in range(len(table.headers)) if place not in {case, event, day}]
    kinds = f"k{day}" in table.cells.columns
    cells = table.cells.with_columns(
        what=pl.col(str(event)).replace_strict(events, default=None, return_dtype=pl.String),
        case=pl.coalesce(str(case), pl.col("line").cast(pl.String)),
    )
    found: dict[str, pl.Expr] = {}
    for new, place in enumerate(others, start=1):
        found[f"n{new}"] = pl.col(str(place)).drop_nulls().last()
        if kinds:
            found[f"kn{new}"] = pl.col(f"k{place}").last()
    for new, name in enumerate(fields, start=1 + len(others)):
        own = pl.col("what") == name
        there = pl.col(str(day)).filter(own & pl.col(str(day)).is_not_null())
        found[f"n{new}"] = there.last() if name in _LAST else there.first()
        if kinds:
            kind = pl.col(f"k{day}").filter(own & pl.col(str(day)).is_not_null())
            found[f"kn{new}"] = kind.last() if name in _LAST else kind.first()
    grouped = cells.group_by("case", maintain_order=True).agg(
        pl.col("line").first(),
        pl.col("sheet").first(),
        pl.col("row").first(),
        pl.col(str(case)).first().alias("n0"),
        *([pl.lit(0, pl.UInt8()).first().alias("kn0")] if kinds else []),
        members=pl.col("line"),
        **found,
    )
    renamed = {name: name.replace("n", "", 1) for name in grouped.columns
               if name.startswith(("n", "kn"))}  # fmt: skip
    cells = grouped.drop("case").rename(renamed)
    if kinds:
        cells = cells.with_columns(pl.col("^k[0-9]+$").fill_null(0).cast(pl.UInt8()))
    labels = [f"{name.replace('_', ' ')} (event)" for name in fields]
    headers = (table.headers[case], *(table.headers[place] for place in others), *labels)
    told = dict(zip(labels, fields, strict=True)) | {table.headers[case]: "reference"}
    return replace(table, headers=headers, groups=(None,) * len(headers), cells=cells), told
