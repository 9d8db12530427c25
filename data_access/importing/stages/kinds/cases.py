"""A case with several stages, in rows or in columns, is one case; and references for logs without.

Rule (README of the shared cases, 6): received and acknowledged of the first stage; due, responded
and outcome of the last stage begun, empty while that is open. A decision of the ombudsman means
that the case was referred.
"""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.meaning.words import stage_number
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log

_FIRST = ("received", "acknowledged", "channel")
_LAST = ("answer_due", "responded", "outcome")
_STAGE = re.compile(r"(?i)\b(?:stage|stg|st|s)\W{0,2}([1-3])\b")


def stages_down(table: Table, columns: Columns) -> tuple[Table, dict[str, str]] | None:
    """Complaints with columns of their own for each stage: a row for each stage begun."""
    staged: dict[int, dict[str, int]] = {}
    for each in columns.columns:
        label = table.groups[each.place] or ""
        found = _STAGE.search(each.header) or _STAGE.search(label)
        if found is None:
            continue
        bare = re.sub(r"^\W+|\W+$", "", _STAGE.sub("", re.sub(r" \(\d+\)$", "", each.header)))
        likely = likely_fields("complaint", bare)
        fields = [name for name in likely if name in {*_FIRST, *_LAST}]
        if fields:
            field = max(fields, key=lambda name: likely[name])
            staged.setdefault(int(found[1]), {}).setdefault(field, each.place)
    if staged and min(staged) > 1:  # what is of no stage is of the first
        first = {f: p for f, p in columns.fields.items() if f in {*_FIRST, *_LAST}}
        later = {place for part in staged.values() for place in part.values()}
        staged[1] = {field: place for field, place in first.items() if place not in later}
    if len(staged) < 2 or "received" not in {f for part in staged.values() for f in part} | {
        each.field for each in columns.columns
    }:
        return None
    places = {place for part in staged.values() for place in part.values()}
    kept = [place for place in range(len(table.headers)) if place not in places]
    fields = [f for f in (*_FIRST, *_LAST) if any(f in part for part in staged.values())]
    kinds = any(name.startswith("k") for name in table.cells.columns)
    parts = []
    for number in sorted(staged):
        own = staged[number]
        selected = [pl.col("line").alias("came"), pl.col("sheet", "row")]
        selected += [pl.col(str(old)).alias(str(new)) for new, old in enumerate(kept)]
        selected.append(pl.lit(f"Stage {number}").alias(str(len(kept))))
        if kinds:
            selected += [pl.col(f"k{old}").alias(f"k{new}") for new, old in enumerate(kept)]
            selected.append(pl.lit(0, pl.UInt8()).alias(f"k{len(kept)}"))
        for at, field in enumerate(fields, start=len(kept) + 1):
            place = own.get(field)
            selected.append(
                (pl.col(str(place)) if place is not None else pl.lit(None, pl.String())).alias(
                    str(at)
                )
            )
            if kinds:
                selected.append(
                    (pl.col(f"k{place}") if place is not None else pl.lit(0, pl.UInt8())).alias(
                        f"k{at}"
                    )
                )
        part = table.cells.select(selected).with_columns(stage=pl.lit(number))
        if number > min(staged):
            filled = [str(at) for at in range(len(kept) + 1, len(kept) + 1 + len(fields))]
            part = part.filter(pl.any_horizontal(pl.col(filled).is_not_null()))
        parts.append(part)
    frame = pl.concat(parts).sort("came", "stage", maintain_order=True).drop("stage")
    frame = frame.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    labels = ["Stage across", *(f"{field} across" for field in fields)]
    headers = (*(table.headers[place] for place in kept), *labels)
    groups = (*(table.groups[place] for place in kept), *([None] * len(labels)))
    told = dict(zip(labels, ["stage", *fields], strict=True))
    return replace(table, headers=headers, groups=groups, cells=frame), told


def one_case(
    typed: pl.DataFrame, stages: pl.Series | None, came: pl.Series | None, log: Log
) -> tuple[pl.DataFrame, dict[int, int]]:
    """Rows of one case as one row; and which line each line that went into another is in."""
    if stages is None:
        return typed, {}
    frame = typed.with_columns(
        stage=stages.map_elements(stage_number, return_dtype=pl.Int64, skip_nulls=True),
        case=(came.cast(pl.String) if came is not None else pl.col("reference")),
    )
    several = frame.filter(pl.col("case").is_not_null() & (pl.len().over("case") > 1))
    good = (
        several.group_by("case")
        .agg(
            ok=(pl.col("stage").n_unique() == pl.len()) & pl.col("stage").is_not_null().all(),
        )
        .filter("ok")
        .get_column("case")
    )
    if good.is_empty():
        return typed, {}
    there = [name for name in (*_FIRST, *_LAST) if name in typed.columns]
    ordered = several.filter(pl.col("case").is_in(good.implode())).sort("stage")
    others = [name for name in typed.columns if name not in {*there, "line"}]
    merged = ordered.group_by("case", maintain_order=True).agg(
        pl.col("line").first(),
        lines=pl.col("line"),
        **{f"m_{name}": pl.col(name).drop_nulls().first() for name in there if name in _FIRST},
        **{f"m_{name}": pl.col(name).last() for name in there if name in _LAST},
        **{f"m_{name}": pl.col(name).drop_nulls().last() for name in others},
    )
    into = {
        line: row["line"]
        for row in merged.select("line", "lines").iter_rows(named=True)
        for line in row["lines"]
        if line != row["line"]
    }
    merged = merged.select(
        "line", *(pl.col(f"m_{name}").alias(name) for name in typed.columns if name != "line")
    ).select(typed.columns)
    rest = typed.filter(~pl.col("line").is_in([*into, *into.values()]))
    count = len(set(into.values()))
    log.notes.append(
        f"{count} cases have several stages, each is one case: received and acknowledged from the "
        "first stage, the rest from the last that was begun"
    )
    if "responded" in merged.columns:
        still = merged.filter(pl.col("responded").is_null())
        names = (
            still.get_column("reference").drop_nulls().to_list()
            if ("reference" in still.columns)
            else []
        )
        if names:
            log.notes.append(
                f"the last stage of {', '.join(names[:8])} is open, so the case is open"
            )
    return pl.concat([rest, merged], how="vertical_relaxed").sort("line"), into


def referred(typed: pl.DataFrame, log: Log) -> pl.DataFrame:
    """Cases that the ombudsman decided were referred to the ombudsman."""
    signs = [name for name in ("ombudsman_decided", "ombudsman_outcome") if name in typed.columns]
    if not signs:
        return typed
    decided = pl.any_horizontal(pl.col(signs).is_not_null())
    said = (
        pl.col("ombudsman_referred")
        if "ombudsman_referred" in typed.columns
        else pl.lit(None, pl.Boolean())
    )
    count = typed.select(decided.sum()).item()
    if count:
        log.notes.append(f"{count} cases have a decision of the ombudsman, so they were referred")
    return typed.with_columns(
        ombudsman_referred=pl.when(decided).then(pl.lit(value=True)).otherwise(said)
    )
