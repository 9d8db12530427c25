"""A table's plan in plain words, and its rejected rows as a file to mend."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from data_access.importing.reports.plan_in_words import describe_counts
from data_access.importing.tables.import_table import TablePlan
from vocabulary.wording import number_of

SHOWN = 10


def describe_table_plan(plan: TablePlan) -> str:
    """What importing would do: columns, counts, what is left out, the first rejected rows."""
    sheet = f", sheet '{plan.sheet}'" if plan.sheet else ""
    rows = number_of(plan.rows_read, "row", nought="0")
    lines = [f"{plan.dataset.title}: {plan.source_name}{sheet}, {rows} read"]
    renamed = [
        f"'{header}' as {plan.dataset.spec(field).label}"
        for field, header in plan.columns.items()
        if header not in {field, plan.dataset.spec(field).label}
    ]
    if renamed:
        lines.append(f"  columns read: {'; '.join(renamed)}")
    if plan.dropped:
        lines.append(f"  dropped after counting people: {', '.join(plan.dropped)}")
    if plan.unused:
        lines.append(f"  columns not used: {', '.join(plan.unused)}")
    if plan.left_out:
        lines.append(f"  passed over: {'; '.join(plan.left_out)}")
    lines += [f"  note: {note}" for note in plan.notes]
    lines.append(f"  {describe_counts(plan.counts)}")
    for row in plan.rejected.head(SHOWN).iter_rows(named=True):
        lines.append(f"  row {row['row']:,}: {problem_sentence(row)}")
    more = plan.rejected.height - SHOWN
    if more > 0:
        lines.append(f"  and {more:,} more problems")
    return "\n".join(lines)


def problem_sentence(row: dict[str, object]) -> str:
    """A rejected row's problem and how to mend it, in a sentence or two."""
    what = f"{row['field']} '{row['value']}' " if row["value"] else f"{row['field']} "
    return f"{what if row['field'] else ''}{row['problem']}. {row['mend']}".strip()


def rejected_csv(plans: Sequence[TablePlan]) -> str:
    """The rejected rows of some plans as CSV: file, row, field, column, value, problem, mend."""
    parts = [
        plan.rejected.select(pl.lit(plan.source_name).alias("file"), pl.all()) for plan in plans
    ]
    return _for_a_spreadsheet(pl.concat(parts), ["column", "value", "field"]).write_csv()


def rows_to_mend_csv(plan: TablePlan) -> str:
    """The rejected rows of a plan as they came, with what to mend behind them: mended, the file can
    be imported as it is."""
    told = (
        pl.DataFrame(
            [(row["row"], problem_sentence(row)) for row in plan.rejected.iter_rows(named=True)],
            schema={"row": pl.Int64(), "What to mend": pl.String()},
            orient="row",
        )
        .group_by("row", maintain_order=True)
        .agg(pl.col("What to mend").str.join(" "))
    )
    rows = plan.to_mend.join(told, on="row", how="left", maintain_order="left").drop("row")
    named = rows.rename({str(place): name for place, name in enumerate(plan.came_with)})
    return _for_a_spreadsheet(named, list(plan.came_with)).write_csv()


def _for_a_spreadsheet(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """A value that a spreadsheet would take for a formula is marked as text; numbers are none."""
    text = pl.col(columns)
    formula = text.str.contains(r"^[=+\-@\t\r]") & ~text.str.contains(r"^[+-]?[\d., ]*%?$")
    safe = pl.when(formula).then(pl.lit("'") + text).otherwise(text)
    return frame.with_columns(safe.name.keep())
