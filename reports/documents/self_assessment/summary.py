"""All quality statements on one page: scores, and what is on record behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.exhibits.catalogue import Question, Records, exhibit
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from measures.ratings.rating import SCORE_NAMES
from reports.documents.written_report import Heading, Paragraph, Part, Table
from vocabulary.wording import span


def summary(records: Records, view: View, rows: Sequence[dict[str, Any]]) -> list[Part]:
    """The page. `rows`: the statements' counts, as `measures.statements.record` gives them."""
    heads = ["Quality statement", "Our own score", "CQC's score", "Strengths", "Shortfalls"]
    names, widths = ["strength", "shortfall"], [30.0, 24.5, 24.5, 21.0, 21.0]
    if view.audience == "internal":
        heads += ["No action", "Open", "Overdue"]
        names += ["without", "open", "overdue"]
        widths += [15.5, 13.0, 19.0]
    cells = tuple(
        (
            row["short_name"],
            _score(row["own_score"]),
            _score(row["published_score"]),
            *(f"{row[name]:,}" for name in names),
        )
        for row in rows
    )
    table = Table(
        tuple(heads),
        cells,
        "Scores and findings"
        if view.audience == "public"
        else "Scores, findings, shortfalls with no action, and actions open and overdue",
        numbers=tuple(range(3, len(heads))),
        widths=tuple(widths),
    )
    shown = exhibit(records, Question("overall_score", filters_of(view.today)), view)
    overall = Paragraph(f"{shown.verdict} {shown.meaning}".strip(), f"{shown.headline}.")
    return [Heading("All statements on one page"), table, *_days(rows), overall]


def _score(score: int | None) -> str:
    return "Not recorded" if score is None else f"{score} {SCORE_NAMES[score]}"


def _days(rows: Sequence[dict[str, Any]]) -> list[Part]:
    """From when the scores are; each statement's own pages have the day."""
    own = span(row["own_day"] for row in rows if row["own_score"])
    published = span(row["published_day"] for row in rows if row["published_score"])
    told = [f"Our own scores: {own}."] if own else []
    told += [f"CQC's: {published}."] if published else []
    return [Paragraph(" ".join(told))] if told else []
