"""The statements of one theme of the framework together: their scores, and what was found there."""

from __future__ import annotations

import polars as pl

from components.charts.spec import OpposedBars
from components.exhibits.declaration import Drill, ExhibitRequest, Row, declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.findings.counts import balance_by_statement, newest_document
from measures.ratings.scores import latest
from vocabulary.wording import counted, listed, number_of, number_word, sentence, span

GOOD = 3


def _of_theme(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, str]:
    theme = records.framework.statement(request.statement).theme
    statements = records.framework.frame().filter(pl.col("theme") == theme)
    return records["score"], records["finding"], statements, theme


def _regulators(findings: pl.DataFrame) -> pl.DataFrame:
    return newest_document(findings.filter(pl.col("source_kind") == "cqc_assessment"))


def _found_there(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    return _regulators(records["finding"]).filter(pl.col("statement") == row["statement"])


@declare(
    key="theme_scores",
    title="The statements of a theme",
    question="How do the statements of one theme stand, and what did the regulator find there?",
    meaning="The published score of each statement of a theme, and what its newest assessment "
    "found: strengths and shortfalls.",
    formula="The newest published score; findings of the newest assessment coded to the statement "
    "and polarity, counted.",
    source="CQC's published assessment; its sentences coded by the rules or by a person.",
    how_to_read=(
        "Bars to the left are shortfalls, to the right strengths. 1 inadequate, 2 requires "
        "improvement, 3 good, 4 outstanding."
    ),
    caveats=("Sentences are counted, not weighed: the score is the regulator's own weighing.",),
    page="statement",
    place=5020,
    inputs=_of_theme,
    of_statement=True,
    of_theme=True,
    drill=Drill("finding", ("name",), ("total",), _found_there),
)
def theme_scores(
    scores: pl.DataFrame, findings: pl.DataFrame, statements: pl.DataFrame, theme: str, view: View
) -> Content:
    """The exhibit, from the council's scores and findings and the theme's statements."""
    own = latest(scores, statements).select("statement", "short_name", "score", "stated")
    found = _regulators(findings).filter(
        pl.col("statement").is_in(statements["statement"].to_list())
    )
    frame = (
        balance_by_statement(found, statements)
        .join(own, on="statement", how="left", maintain_order="left")
        .with_columns(
            label=pl.when(pl.col("score").is_null())
            .then(pl.format("{}: not scored", "short_name"))
            .otherwise(pl.format("{}: scored {}", "short_name", "score"))
        )
    )
    if frame.filter(pl.col("score").is_not_null() | (pl.col("total") > 0)).is_empty():
        frame = frame.clear()
    when = span([*own["stated"].to_list(), *found["published"].to_list()])
    shown = frame.filter(pl.col("shortfall") + pl.col("strength") > 0)
    weak = frame.filter(pl.col("score") < GOOD)
    return Content(
        headline=_headline(frame, weak, theme),
        subtitle=f"Published scores and findings, {theme}, {view.council}{when and ', '}{when}",
        frame=frame.select(
            "statement",
            "label",
            "name",
            "score",
            "shortfall",
            "strength",
            "mixed",
            "in_progress",
            "total",
        ),
        columns={
            "name": "Quality statement",
            "score": "Score (1 to 4)",
            "shortfall": "Shortfalls",
            "strength": "Strengths",
            "mixed": "Mixed",
            "in_progress": "In progress",
            "total": "Findings",
        },
        source="CQC assessment; findings as coded.",
        alternative="; ".join(
            f"{row['label']}, {counted(row['shortfall'], 'shortfall')}, "
            f"{counted(row['strength'], 'strength')}"
            for row in frame.iter_rows(named=True)
        ),
        verdict=_verdict(frame),
        meaning=_meaning(frame),
        chart=OpposedBars("label", "shortfall", "strength", "Shortfalls", "Strengths", frame.height)
        if shown.height
        else None,
        signal="attention" if weak.height else "usual" if frame.height else "unknown",
    )


def _headline(frame: pl.DataFrame, weak: pl.DataFrame, theme: str) -> str:
    known = frame.drop_nulls("score")
    if known.is_empty():
        return f"{theme}: no score is known"
    every = "every known score is"
    if known.height == frame.height > 1:
        all_of = "both" if frame.height == 2 else f"all {number_word(frame.height)}"
        every = f"{all_of} statements scored"
    if weak.is_empty():
        return f"{theme}: {every} good or better"
    if weak.height == known.height:
        return f"{theme}: {every} below good"
    return f"{theme}: {listed(weak['short_name'].to_list())} scored below good"


def _verdict(frame: pl.DataFrame) -> str:
    if frame.is_empty() or not frame["total"].sum():
        return ""
    short, strong = int(frame["shortfall"].sum()), int(frame["strength"].sum())
    said = f"{number_of(short, 'shortfall')}, {number_of(strong, 'strength')}."
    return sentence(said)


def _meaning(frame: pl.DataFrame) -> str:
    """Where most of the shortfalls lie, where one statement has most."""
    top = frame.filter(pl.col("shortfall") > 0).sort("shortfall", descending=True).head(2)
    if top.is_empty() or (top.height == 2 and top["shortfall"].n_unique() == 1):
        return ""
    row = top.row(0, named=True)
    return f"Most shortfalls are under {row['short_name']}: {row['shortfall']}."
