"""Strengths against shortfalls, by theme: what the regulator keeps coming back to."""

from __future__ import annotations

import polars as pl

from components.charts.spec import OpposedBars
from components.exhibits.declaration import Drill, Row, declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.evidence_trail.records_behind import of_case
from measures.findings.counts import balance_by_theme, coding_review, newest_document
from vocabulary.wording import counted, listed, number_word, sentence, span, within

SHOWN = 8


def _of_newest_assessment(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    finding = records["finding"]
    newest = newest_document(finding.filter(pl.col("source_kind") == "cqc_assessment"))
    return of_case(newest, "themes", row["theme"])


@declare(
    key="evidence_balance",
    title="Strengths and shortfalls by theme",
    question="On which themes did the regulator find shortfalls, on which strengths?",
    meaning="How many findings of the newest assessment are strengths or shortfalls, by theme.",
    formula="Findings coded to the theme and polarity, counted; one finding can have two themes.",
    source="Sentences of the published assessment, coded by the rules or by a person.",
    how_to_read=(
        "Bars to the left are shortfalls, to the right strengths. Mixed findings, work in "
        "progress and context are in the table."
    ),
    caveats=(
        "Sentences are counted, not weighed: one grave shortfall can outweigh many strengths.",
        "Codings not yet confirmed by a person are suggestions.",
    ),
    page="themes",
    place=3020,
    inputs=lambda records, request, view: (records["finding"], records["theme"]),
    drill=Drill("finding", ("name",), ("total",), _of_newest_assessment),
)
def evidence_balance(findings: pl.DataFrame, codebook: pl.DataFrame, view: View) -> Content:
    """The exhibit, from the council's findings and its codebook."""
    newest = newest_document(findings.filter(pl.col("source_kind") == "cqc_assessment"))
    balance, review = balance_by_theme(newest, codebook), coding_review(newest)
    when = span(newest.get_column("published"))
    told = balance.filter(pl.col("shortfall") + pl.col("strength") > 0)
    shown = told.head(SHOWN)
    short = balance.filter(pl.col("shortfall") > 0).head(2)
    if balance.is_empty():
        headline = "No findings are recorded yet"
    elif short.is_empty():
        headline = "No theme has a shortfall among the findings recorded"
    else:
        names = short.get_column("name").to_list()
        headline = f"Shortfalls are most often about {listed([within(name) for name in names])}"
    left_out = told.height - shown.height
    return Content(
        headline=headline,
        subtitle=f"Findings of the newest assessment by theme, {view.council}{when and ', '}{when}",
        frame=balance,
        columns={
            "name": "Theme",
            "shortfall": "Shortfalls",
            "strength": "Strengths",
            "mixed": "Mixed",
            "in_progress": "In progress",
            "context": "Context",
            "total": "Findings",
        },
        source=_source(review),
        alternative=". ".join(
            f"{row['name']}: {counted(row['shortfall'], 'shortfall')}, "
            f"{counted(row['strength'], 'strength')}"
            for row in shown.iter_rows(named=True)
        ),
        verdict=_verdict(review),
        meaning="Read the sentences before drawing conclusions." if review["findings"] else "",
        chart=OpposedBars("name", "shortfall", "strength", "Shortfalls", "Strengths", SHOWN)
        if shown.height
        else None,
        signal="attention" if short.height else "usual",
        caveats=(f"{left_out} more themes are in the table.",) if left_out > 0 else (),
    )


def _source(review: dict[str, int]) -> str:
    found, decided = review["findings"], review["decided"]
    if not found:
        return "No findings yet."
    findings = sentence(counted(found, "finding"))
    if together := review["together"]:
        parts = [f"{number_word(together)} accepted together"]
        if one_by_one := decided - together:
            parts.insert(0, f"{number_word(one_by_one)} coded by a person")
        if found > decided:
            parts.append("the others suggested by rule")
        return f"{findings}; {', '.join(parts)}."
    if decided == found:
        return f"{findings}, coded by a person."
    if not decided:
        return f"{findings}, the coding suggested by rule."
    return f"{findings}; {number_word(decided)} coded by a person, the others suggested by rule."


def _verdict(review: dict[str, int]) -> str:
    if not review["findings"]:
        return ""
    waiting = review["findings"] - review["decided"]
    if not waiting and review["together"]:
        many = sentence(counted(review["together"], "coding"))
        return f"{many} accepted together, not one by one."
    if not waiting:
        return "Every coding is confirmed."
    return f"{sentence(counted(waiting, 'coding'))} not yet confirmed."
