"""Rows that wait for a person, as a file to mend: each as it came, with what is wrong behind it."""

from __future__ import annotations

import polars as pl

from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.stages.plan import Plan
from vocabulary.wording import sentence

WHAT = "What to mend"


def rows_to_mend_csv(plan: Plan) -> str:
    """The rows to mend as CSV: sheet, row, the columns of the file (without those about people),
    and what is to be mended. What a spreadsheet would take for a formula is marked as text."""
    reading = plan.reading
    told = pl.DataFrame(
        [
            (*reading.places.get(row["line"], ("", 0)), _said(row))
            for row in reading.problems.iter_rows(named=True)
        ],
        schema={"sheet": pl.String, "row": pl.Int64, WHAT: pl.String},
        orient="row",
    )
    told = told.group_by("sheet", "row", maintain_order=True).agg(
        pl.col(WHAT).unique().str.join(" ")
    )
    came = reading.rows_to_mend
    if came.is_empty():
        return for_a_spreadsheet(told).write_csv()
    rows = told.join(came, on=["sheet", "row"], how="left", maintain_order="left")
    return for_a_spreadsheet(rows.select("sheet", "row", *came.columns[2:], WHAT)).write_csv()


def for_a_spreadsheet(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every text that a spreadsheet would take for a formula marked as text; numbers
    are none."""
    text = pl.col(pl.String)
    formula = text.str.contains(r"^[=+\-@\t\r]") & ~text.str.contains(r"^[+-]?[\d., ]*%?$")
    return frame.with_columns(pl.when(formula).then(pl.lit("'") + text).otherwise(text).name.keep())


def _said(row: dict[str, object]) -> str:
    value = str(row["value"] or "")
    shown = f"'{value}' " if value and not kinds_in(value) else ""
    where = f"{row['column'] or row['field']}: " if row["column"] or row["field"] else ""
    return sentence(f"{where}{shown}{row['problem']}. {row['mend']}".strip())
