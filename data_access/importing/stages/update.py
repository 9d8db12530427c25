"""Files that say more of records that are held: what they need not tell, and the rules between
fields over what the file says and what is held together."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_access.importing.stages.compare import Compared
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.to_mend import after_comparing
from data_access.ledger.entry import keys_of


def as_update(reading: Reading, compared: Compared) -> tuple[Reading, Compared]:
    """A file that lacks needed columns can say more of records that are held: then nothing has to
    be asked for, and rows of records that are not held are to mend. Rules between fields are held
    over what the file says and what is held together."""
    lacking = {q.field for q in reading.questions if q.kind == "columns" and q.field}
    known = sorted(str(name) for name in lacking & set(reading.dataset.columns))
    at = reading.at
    if known and compared.changed + compared.unchanged:
        questions = tuple(
            q for q in reading.questions if q.kind != "columns" or q.field not in known
        )
        reading = replace(reading, questions=questions)
        labels = ", ".join(reading.dataset.spec(name).label.lower() for name in known)
        unknown = compared.rows.select(pl.any_horizontal(pl.col(known).is_null())).to_series()
        problem = f"is not held, and the file has no column for {labels}"
        reading = _to_mend(reading, compared.rows.filter(unknown), at.filter(unknown), problem)
        compared = replace(
            compared,
            rows=compared.rows.filter(~unknown),
            new=max(compared.new - int(unknown.sum()), 0),
        )
        at = at.filter(~unknown)
    typed = compared.rows.select(
        pl.col(spec.name).cast(spec.polars_type)
        for spec in reading.dataset.fields
        if not spec.is_list
    )
    broken = reading.dataset.breaches(typed).unique("row", keep="first", maintain_order=True)
    if broken.is_empty():
        return reading, compared
    for row, problem in broken.select("row", "problem").iter_rows():
        reading = _to_mend(reading, compared.rows[row], at[row], problem.rstrip("."))
    gone = pl.int_range(compared.rows.height, eager=True).is_in(broken.get_column("row").implode())
    return reading, replace(compared, rows=compared.rows.filter(~gone))


def _to_mend(reading: Reading, rows: pl.DataFrame, at: pl.DataFrame, problem: str) -> Reading:
    """The reading with rows that wait for a person after all; `at` says where each stands."""
    if rows.is_empty():
        return reading
    key = reading.dataset.natural_key[-1]
    problems = rows.select(
        line=at.get_column("line"),
        field=pl.lit(key),
        column=pl.lit(reading.spoken.get(key, key)),
        value=pl.col(key).cast(pl.String),
        problem=pl.lit(problem),
        mend=pl.lit(""),
    )
    places = {line: (sheet, row) for line, sheet, row in at.iter_rows()}
    return replace(
        reading,
        problems=pl.concat([reading.problems, problems]),
        left_out={**reading.left_out, **dict.fromkeys(keys_of(reading.dataset, rows), 1)},
        rejected=reading.rejected + rows.height,
        used=max(reading.used - rows.height, 0),
        places={**reading.places, **places},
        mending=after_comparing(reading, rows, at),
    )
