"""Every statement in one table: scores of each kind, how many findings of each polarity, and how
many of its measures to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.exhibits.indicators.judged import every_measure
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from components.look.marks import LOWEST_SCORE, link, pips
from components.widgets.exhibits.measure_list import to_look_at
from measures.findings.counts import balance_by_statement, newest_document
from measures.indicators.bearing import signals_by_statement
from vocabulary.shown import escape


def rows_of_statements(known: Records, filters: Filters, view: View) -> tuple[dict[str, Any], ...]:
    """What `statement_rows` gives for the records, worked out once."""
    return memo(known, _rows_of_statements, filters, view)


def _rows_of_statements(known: Records, filters: Filters, view: View) -> tuple[dict[str, Any], ...]:
    return statement_rows(
        Showing(known, filters, view)("statement_scores"),
        known["finding"],
        known.framework.frame(),
        every_measure(known),
        known["theme"],
    )


def statement_rows(
    scores: Exhibit,
    findings: pl.DataFrame,
    statements: pl.DataFrame,
    held: pl.DataFrame,
    codebook: pl.DataFrame,
) -> tuple[dict[str, Any], ...]:
    """A row a statement: the `statement_scores` exhibit; beside it the findings of the newest
    assessment (strength, shortfall, total) and its own measures (measures, attention).

    `held`: what `every_measure` gave; `codebook`: theme, statements."""
    published = findings.filter(pl.col("source_kind") == "cqc_assessment")
    counted = balance_by_statement(newest_document(published), statements)
    rows = scores.frame.join(counted.drop("order", "name"), on="statement", how="left")
    rows = rows.join(signals_by_statement(held, codebook, statements), on="statement", how="left")
    rows = rows.join(statements.select("statement", "theme"), on="statement").sort("order")
    return tuple(rows.iter_rows(named=True))


def statement_table(rows: Sequence[dict[str, Any]], *, address: str) -> None:
    """Draw `statement_rows`; each statement's name leads to `address`."""
    body = []
    theme = None
    for row in rows:
        if row["theme"] != theme:
            theme = row["theme"]
            body.append(
                f'<tr class="theme-row"><th colspan="6" scope="rowgroup">{escape(theme)}</th></tr>'
            )
        body.append(_row(row, address))
    table = (
        '<table class="statement-table"><thead><tr><th scope="col">Quality statement'
        '</th><th scope="col">Published</th><th scope="col">Self-assessed</th>'
        '<th scope="col" class="num">Strengths</th><th scope="col" class="num">Shortfalls</th>'
        '<th scope="col" class="num measure-head">Measures to look at</th>'
        f"</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )
    st.html(look.scrolled("Scores by quality statement", table))
    if not any(row["total"] for row in rows):
        look.source("No findings are recorded for this council yet.")


def _row(row: dict[str, Any], address: str) -> str:
    name = link(str(row["name"]), address, statement=str(row["statement"]))
    return (
        f'<tr><th scope="row">{name}</th>'
        f"<td>{_score(row['published_score'], 'published')}</td>"
        f"<td>{_score(row['own_score'], 'self_assessed')}</td>"
        f'<td class="num">{row["strength"] if row["total"] else "–"}</td>'
        f'<td class="num">{row["shortfall"] if row["total"] else "–"}</td>'
        f'<td class="num">{to_look_at(row["attention"], row["measures"])}</td></tr>'
    )


def _score(score: object, kind: str) -> str:
    if not isinstance(score, int):
        return '<span class="muted">not known</span>'
    low = " score-cell-lowest" if score == LOWEST_SCORE and kind == "published" else ""
    return (
        f'<span class="score-cell{low}"><b aria-hidden="true">{score}</b>'
        f"{pips(score, kind)}</span>"  # type: ignore[arg-type]  # one of the kinds there are
    )
