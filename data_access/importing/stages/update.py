"""Files that say more of records that are held: what they need not tell, and the rules between
fields over what the file says and what is held together."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_access.importing.stages.compare import Compared
from data_access.importing.stages.reading import Reading
from data_access.ledger.entry import keys_of


def as_update(reading: Reading, compared: Compared) -> tuple[Reading, Compared]:
    """A file that lacks needed columns can say more of records that are held: then nothing has to
    be asked for, and rows of records that are not held are to mend. Rules between fields are held
    over what the file says and what is held together."""
    lacking = {q.field for q in reading.questions if q.kind == "columns" and q.field}
    known = sorted(str(name) for name in lacking & set(reading.dataset.columns))
    if known and compared.changed + compared.unchanged:
        questions = tuple(
            q for q in reading.questions if q.kind != "columns" or q.field not in known
        )
        reading = replace(reading, questions=questions)
        labels = ", ".join(reading.dataset.spec(name).label.lower() for name in known)
        unknown = pl.any_horizontal(pl.col(known).is_null())
        reading, compared = _to_mend(
            reading, compared, unknown, f"is not held, and the file has no column for {labels}"
        )
    rows = compared.rows.with_row_index("row")
    typed = rows.select(
        pl.col(spec.name).cast(spec.polars_type)
        for spec in reading.dataset.fields
        if not spec.is_list
    )
    broken = reading.dataset.breaches(typed)
    for row, problem in broken.select("row", "problem").unique("row").iter_rows():
        which = pl.int_range(pl.len()) == row
        reading, compared = _to_mend(reading, compared, which, problem, again=False)
    if broken.height:
        gone = broken.get_column("row").cast(rows.schema["row"])
        kept = rows.filter(~pl.col("row").is_in(gone.implode())).drop("row")
        compared = replace(compared, rows=kept)
    return reading, compared


def _to_mend(
    reading: Reading, compared: Compared, which: pl.Expr, problem: str, *, again: bool = True
) -> tuple[Reading, Compared]:
    """Rows, chosen from the compared ones, that wait for a person after all."""
    found = compared.rows.filter(which)
    if found.is_empty():
        return reading, compared
    key = reading.dataset.natural_key[-1]
    problems = pl.DataFrame({"value": found.get_column(key).cast(pl.String)}).select(
        line=pl.lit(-1, pl.Int64()),
        field=pl.lit(key),
        column=pl.lit(reading.spoken.get(key, key)),
        value="value",
        problem=pl.lit(problem),
        mend=pl.lit(""),
    )
    reading = replace(
        reading,
        problems=pl.concat([reading.problems, problems]),
        rejected=reading.rejected + found.height,
        used=max(reading.used - found.height, 0),
        left_out={**reading.left_out, **dict.fromkeys(keys_of(reading.dataset, found), 1)},
    )
    if again:
        compared = replace(
            compared, rows=compared.rows.filter(~which), new=max(compared.new - found.height, 0)
        )
    return reading, compared
