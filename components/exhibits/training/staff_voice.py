"""What staff say about their learning: specialist teams beside others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.declaration import Drill, Row, declare, of_whole, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.tables.columns import (
    hidden_shares_alone,
    in_percent,
    without_hidden,
)
from components.exhibits.view import View
from measures.statistics.periods import whole_rows
from measures.statistics.shares import ShareVerdict
from measures.training.gaps import GapVerdict
from measures.training.staff_voice import agreement, specialist_gap
from vocabulary.training import QUESTION_OF_FEWER, QUESTION_OF_STAFF
from vocabulary.wording import SO_FAR, listed, long_date


def _answers(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    rows, _ = _surveys(records["staff_voice"], whole_to(records, "staff_voice"), filters)
    wanted = [pl.col(name).eq_missing(row[name]) for name in _OF_A_ROW]
    return rows.filter(pl.col("agree").is_not_null(), *wanted).sort("team")


_OF_A_ROW = ("question", "wording", "team_kind", "period_start", "period_end")


@declare(
    key="staff_voice",
    title="What staff say about their learning",
    question="Do staff get training, time to absorb it, and understanding from others?",
    meaning="Share of staff who agree with each question, in specialist and in other teams.",
    formula=(
        "Agree ÷ responses in each question's newest survey, with Clopper and Pearson's 95% "
        "interval; the gap between specialist and other teams with Newcombe's interval."
    ),
    source="Staff voice dataset: responses and agree, by team and question.",
    how_to_read=(
        "The mark is the share that agrees, the line how far chance could move it. Triangles are "
        "specialist teams where fewer agree than elsewhere, by more than chance."
    ),
    caveats=("People who did not answer may think otherwise.",),
    page="learning",
    place=7050,
    inputs=of_whole("staff_voice"),
    attention=14,
    themes=("training_access", "workforce"),
    place_on_statement=3,
    drill=Drill("staff_voice", ("name",), ("responses",), _answers, unit="responses"),
)
def staff_voice(voice: pl.DataFrame, whole: date | None, filters: Filters, view: View) -> Content:
    """The exhibit, from the staff voice dataset. Both kinds of team are always shown."""
    named, still_open = _surveys(voice, whole, filters)
    frame = _shares(named)
    public = view.audience == "public"
    if public:
        frame = without_hidden(
            frame.with_columns(hidden_shares_alone(frame, "agree", "responses")),
            "agree", "responses", "share", "low", "high",
        )  # fmt: skip
    shown = set(frame.filter(pl.col("agree").is_not_null()).select("question", "side").rows())
    gaps = [
        row
        for row in specialist_gap(named).filter("newest").iter_rows(named=True)
        if {(row["question"], "specialist"), (row["question"], "others")} <= shown
    ]
    order = list(QUESTION_OF_STAFF)
    gaps = sorted((row for row in gaps if row["question"] in QUESTION_OF_STAFF),
                  key=lambda row: order.index(row["question"]))  # fmt: skip
    gaps = [] if still_open else gaps
    lower, higher = (
        [row for row in gaps if row["verdict"] == way]
        for way in (GapVerdict.SPECIALIST_LOWER, GapVerdict.SPECIALIST_HIGHER)
    )
    frame = frame.with_columns(
        fewer=pl.col("specialist") & pl.col("question").is_in([row["question"] for row in lower])
    )
    judged = [row for row in gaps if row["verdict"] != GapVerdict.TOO_FEW]
    ends = frame.get_column("period_end").max()
    until = long_date(ends) if isinstance(ends, date) else ""
    if frame.is_empty():
        headline = "What staff say about their learning is not recorded for this choice"
    elif still_open:
        headline = f"The survey to {until} is only counted {SO_FAR}, and not judged yet"
    elif lower or higher:
        fewer = "Fewer" if lower else "More"
        asked = [QUESTION_OF_FEWER[row["question"]] for row in lower or higher]
        headline = f"{fewer} in specialist teams say they {listed(asked)}"
        if len(asked) == len(QUESTION_OF_FEWER):
            headline = f"{fewer} in specialist teams agree, whatever is asked; {listed(asked)}"
    elif judged:
        headline = "Specialist teams answer much as others do"
    elif gaps:
        headline = "Too few answers to compare specialist teams with others"
    else:
        headline = "Answers of specialist and other teams cannot be compared: one side is not known"
    return Content(
        headline=headline,
        subtitle="Share of staff who agree"
        + (f", survey to {until}" if until else "")
        + (f", {SO_FAR}" if still_open else ""),
        frame=in_percent(frame, "share", "low", "high"),
        columns={
            "asked": "Question",
            "kind": "Teams",
            "agree": "Agree",
            "responses": "Answered",
            "share_percent": "Share (%)",
            "low_percent": "Interval from (%)",
            "high_percent": "Interval to (%)",
            "period_end": "Survey to",
        },
        counts_of_people=("agree", "responses", "share_percent", "low_percent", "high_percent"),
        source="Staff surveys; people who answered.",
        alternative="; ".join(
            f"{row['asked']}, {row['kind'].lower()} teams: "
            + ("not shown" if row["share"] is None else f"{row['share']:.0%} agree")
            for row in frame.iter_rows(named=True)
        ),
        verdict="More than chance."
        if lower or higher
        else ("No sure difference." if judged else ("Too few to judge." if gaps else "")),
        meaning=" ".join(row["sentence"] for row in (lower or higher or judged or gaps)[:1]),
        chart=Intervals("name", "share", "low", "high", apart="fewer", enough="enough"),
        signal="attention" if lower else "usual",
    )


def _surveys(
    voice: pl.DataFrame, whole: date | None, filters: Filters
) -> tuple[pl.DataFrame, bool]:
    """Rows of the surveys that are judged, or those there are, and True."""
    surveys = replace(filters, team=None).within(voice, "period_end")
    rows, still_open = whole_rows(surveys, pl.col("period_end"), whole)
    return rows.with_columns(team_kind=pl.col("team_kind").fill_null("general")), still_open


def _shares(voice: pl.DataFrame) -> pl.DataFrame:
    """Newest share of each question, specialist teams before others."""
    specialist = pl.col("team_kind") == "specialist"
    asked = pl.coalesce(
        pl.col("question").replace_strict(QUESTION_OF_STAFF, default=None), "wording"
    )
    found = agreement(voice, by=("team_kind",)).filter(pl.col("newest") & (pl.col("responses") > 0))
    return (
        found.with_columns(
            asked=asked,
            specialist=specialist,
            side=pl.when(specialist).then(pl.lit("specialist")).otherwise(pl.lit("others")),
            kind=pl.when(specialist).then(pl.lit("Specialist")).otherwise(pl.lit("Other")),
            enough=pl.col("verdict") != ShareVerdict.TOO_FEW,
            place=pl.col("question").replace_strict(
                {name: at for at, name in enumerate(QUESTION_OF_STAFF)}, default=9
            ),
        )
        .with_columns(name=pl.format("{}: {}", "asked", pl.col("kind").str.to_lowercase()))
        .sort("place", "asked", "specialist", descending=[False, False, True])
    )
