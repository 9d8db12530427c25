"""Actions that are complete: what a status or a colour says, and words where a closing day stands.

Plans often mark an action as done without a day. No day is made up for it: it is closed, on a day
that is not known.
"""

from __future__ import annotations

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.meaning.words import is_done, yes_or_no
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log, Word


def closing_days(texts: pl.Series) -> pl.Series:
    """A column of closing days without words that only say that an action is closed."""
    words = [text for text in texts.unique().drop_nulls() if _says_closed(text) is not None]
    return texts.set(texts.is_in(words).fill_null(value=False), None)


def completed(
    table: Table, columns: Columns, typed: pl.DataFrame, recipe: Recipe, log: Log
) -> tuple[pl.DataFrame, dict[str, str]]:
    """The rows with `complete` as a status, a colour or a word for a closing day says it, where no
    column of its own does; and the header it comes from."""
    lines = table.cells.get_column("line")
    told = typed
    headers: dict[str, str] = {}
    for field in ("rag", "closed"):
        place = columns.place(field)
        if place is None:
            continue
        texts, header = table.texts(place).cast(pl.String), table.headers[place]
        said: dict[str, bool] = {}
        for text in texts.unique(maintain_order=True).drop_nulls():
            word = recipe.word("complete", text)
            value = yes_or_no(word) if word is not None else _meaning(field, text)
            if field == "rag":
                meant = {True: "yes", False: "no", None: ""}[value]
                times = int((texts == text).sum())
                log.words.append(
                    Word("complete", header, text, times, meant, told=word is not None)
                )
            if value is not None:
                said[text] = value
        if not said:
            continue
        found = texts.replace_strict(said, default=None, return_dtype=pl.Boolean)
        told = told.join(
            pl.DataFrame({"line": lines, "said": found}), on="line", how="left",
            maintain_order="left",
        )  # fmt: skip
        known = pl.col("complete") if "complete" in told.columns else pl.lit(None, pl.Boolean())
        told = told.with_columns(complete=pl.coalesce(known, "said")).drop("said")
        headers.setdefault("complete", header)
        _note(told, header, log)
    return told, headers


def _meaning(field: str, text: str) -> bool | None:
    return is_done(text) if field == "rag" else _says_closed(text)


def _says_closed(text: str) -> bool | None:
    """Whether a text in place of a closing day says that the action is closed, or that it is not;
    None where it is a day, or something else."""
    if any(letter.isdigit() for letter in text):
        return None
    said = yes_or_no(text)
    return said if said is not None else is_done(text)


def _note(told: pl.DataFrame, header: str, log: Log) -> None:
    closed = pl.col("closed") if "closed" in told.columns else pl.lit(None, pl.Date())
    count = told.select((pl.col("complete").fill_null(value=False) & closed.is_null()).sum()).item()
    if count:
        log.notes.append(
            f"actions marked as complete in '{header}' without a closing day: {count}; they count "
            "as closed on a day that is not known, never as overdue"
        )
