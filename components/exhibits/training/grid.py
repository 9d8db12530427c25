"""Training in date, team by course: where on the map are the holes?"""

from __future__ import annotations

from datetime import date

import polars as pl

from components.charts.spec import Grid
from components.exhibits.declaration import Drill, Row, declare, of_whole, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.tables.columns import (
    hidden_shares_alone,
    in_percent,
    without_hidden,
)
from components.exhibits.training.access import NOT_IN_DATE, SOURCE, newest_needs
from components.exhibits.training.months import judged_months, month_words, not_judged
from components.exhibits.training.words import course_words
from components.exhibits.view import View
from measures.training.gaps import ThresholdVerdict, against_threshold
from vocabulary.wording import SO_FAR, agree, counted, sentence, within

THRESHOLD = 0.8
OWN = "Specific to the team"


def _of_cell(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    chosen = filters.within(records["training"], "month")
    rows = newest_needs(judged_months(chosen, whole_to(records, "training"))[0])
    if row["course_name"] == OWN:
        alone = pl.col("team").n_unique().over("course", "course_name") == 1
        kept = rows.filter(alone, pl.col("course_kind") == "role_specific")
    else:
        named = pl.col("course_name").eq_missing(pl.lit(row["course_name"]))
        kept = rows.filter(pl.col("course") == row["course"], named)
    return kept.filter(pl.col("team") == row["team"]).sort("role", "course")


@declare(
    key="training_grid",
    title="Training in date by team and course",
    question="Which team is short of which course, and where are there too few to judge?",
    meaning="Share of people in each team who are in date with each course they need.",
    formula=(
        "In date ÷ required at the newest month's end. Below 80% where the whole of Wilson's 95% "
        "interval is. A course that only one team needs is counted as specific to the team."
    ),
    source="Training dataset without duties of law and registration.",
    how_to_read=(
        "The deeper the colour, the fewer are in date. A small circle says there are too few "
        "people to judge. A dash: nobody there needs it, or it is not recorded."
    ),
    page="learning",
    place=7040,
    inputs=of_whole("training"),
    drill=Drill("training", ("team", "name"), ("required",), _of_cell, unit="required"),
)
def training_grid(
    training: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """The heat map, from the training dataset."""
    rows, still_open = judged_months(filters.within(training, "month"), whole)
    newest = rows.filter(pl.col("month") == pl.col("month").max())
    teams = pl.col("team").n_unique().over("course", "course_name")
    alone = (teams == 1) & (pl.col("course_kind") == "role_specific")
    duty = pl.col("course").is_in(["amhp_annual", "bia_refresher"]) | pl.col(
        "course"
    ).str.starts_with("cpd_")
    named = newest.filter(~duty).with_columns(
        course=pl.when(alone).then(pl.lit("other")).otherwise("course"),
        course_name=pl.when(alone).then(pl.lit(OWN)).otherwise("course_name"),
    )
    cells = against_threshold(named, THRESHOLD, by=("team", "course", "course_kind")).filter(
        pl.col("required") > 0
    )
    cells = _ordered(cells.with_columns(name=course_words()))
    public = view.audience == "public"
    if public and cells.height:
        # A team's role-specific needs are added up elsewhere: one hidden alone would be told.
        small = hidden_shares_alone(cells, "count", "required")
        role = pl.col("course_kind") == "role_specific"
        cells = cells.with_columns(small).with_columns(
            hidden=pl.col("hidden") | (role & (pl.col("hidden") & role).any().over("team"))
        )
        cells = without_hidden(cells, "count", "required", "share", "verdict")
        own = pl.col("name") != OWN  # sorted anew: the order of hidden shares would tell of them
        cells = cells.with_columns(few=pl.col("few") & ~pl.col("hidden")).sort("team", own, "name")
    below = cells.filter(pl.col("verdict") == ThresholdVerdict.BELOW)
    if still_open:
        below = below.clear()
    headline, verdict, meaning = _words(cells, below)
    if still_open and cells.height:
        headline, verdict, meaning = not_judged(cells), "", ""
        cells = cells.with_columns(verdict=pl.lit(SO_FAR))
    when = month_words(cells, still_open=still_open)
    content = Content(
        headline=headline,
        subtitle=f"Share in date, {filters.team or 'all teams'}, {when}",
        frame=in_percent(cells, "share"),
        columns={
            "team": "Team",
            "name": "Course",
            "count": "In date",
            "required": "Need it",
            "share_percent": "Share in date (%)",
            "verdict": "Against 80%",
        },
        counts_of_people=("count", "required", "share_percent", "verdict"),
        source=SOURCE,
        alternative="; ".join(
            f"{row['team']}, {row['name']}: {row['share']:.0%}"
            for row in below.iter_rows(named=True)
        ),
        verdict=verdict,
        meaning=meaning,
        chart=Grid("team", "name", "share", percent=True, few="few", high_is_good=True),
        signal="attention" if below.height else "usual",
    )
    return unless_not_recorded(content, rows, NOT_IN_DATE, "in_date")


def _ordered(cells: pl.DataFrame) -> pl.DataFrame:
    """Teams with least in date first; courses that most need first, the team's own before them."""
    share = pl.col("count").sum() / pl.col("required").sum()
    return (
        cells.with_columns(
            few=pl.col("verdict") == ThresholdVerdict.TOO_FEW,
            team_share=share.over("team"),
            needed=pl.col("required").cast(pl.Int64).sum().over("name"),
            own=pl.col("name") == OWN,
        )
        .sort(
            "team_share",
            "team",
            "own",
            "needed",
            "name",
            descending=[False, False, True, True, False],
        )
        .drop("team_share", "needed", "own")
    )


def _words(cells: pl.DataFrame, below: pl.DataFrame) -> tuple[str, str, str]:
    if cells.is_empty():
        return "No training is recorded for this choice", "", ""
    if below.is_empty() and cells.get_column("verdict").has_nulls():
        headline = "No team is clearly below 80% in a course whose figures can be shown"
        return headline, "Most figures are too small to show.", "Teams are small."
    if below.is_empty():
        return "No team is clearly below 80% in any course", "No sure gap.", "Small teams vary."
    teams = below.get_column("team").n_unique()
    own = below.filter(pl.col("name") == OWN).height
    headline = f"{sentence(counted(teams, 'team'))} {agree(teams, 'is', 'are')} clearly below "
    headline += "80% in a course they need"
    worst = below.sort("share").row(0, named=True)
    verdict = f"{sentence(counted(below.height, 'clear gap'))}" + (
        f", {own} in the team's own subject." if own else "."
    )
    return (
        headline,
        verdict,
        f"Widest: {worst['team']}, {within(worst['name'])}, {worst['share']:.0%} in date.",
    )
