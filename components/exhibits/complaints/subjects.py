"""What was concluded, what complaints are about, and whether a team stands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from components.charts.spec import Bars, FunnelPlot
from components.exhibits.complaints.volume import (
    SOURCE,
    about,
    complaints_on,
    complaints_within,
    last_day,
)
from components.exhibits.declaration import Drill, Row, declare, of_whole, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import blank_unless_recorded, unless_not_recorded
from components.exhibits.records import Records, names_of_themes
from components.exhibits.tables.columns import (
    hidden_counts,
    hidden_shares,
    hidden_shares_alone,
    without_hidden,
)
from components.exhibits.view import View
from measures.complaints.outcomes import outcomes, teams, themes
from measures.complaints.states import NO_FINDING, concluded, recorded
from measures.evidence_trail.records_behind import of_case
from measures.statistics.funnel import FunnelVerdict
from measures.statistics.recorded import recorded as recorded_fields
from measures.statistics.two_periods import Rate
from vocabulary.complaints import OUTCOMES_SO_FAR
from vocabulary.wording import counted, listed, within


def _with_outcome(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    return complaints_on(records, filters, view).filter(concluded() == row["outcome"])


@declare(
    key="complaints_outcomes",
    title="What was concluded",
    question="What share of complaints was upheld?",
    meaning="How many complaints were upheld, partly upheld, not upheld or withdrawn, were "
    "answered without a finding, or are not decided.",
    formula="Complaints counted by outcome; upheld or partly upheld ÷ decided.",
    source="Complaint dataset.",
    how_to_read="One bar an outcome. The headline's share is of decided complaints only.",
    page="complaints",
    place=8030,
    periods="tested",
    inputs=of_whole("complaint"),
    themes=("complaints",),
    place_on_statement=12,
    drill=Drill("complaint", ("name",), ("count",), _with_outcome),
)
def complaints_outcomes(
    complaints: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """Outcomes, from the complaint dataset."""
    rows = complaints_within(complaints, filters)
    found = outcomes(rows, last_day(complaints, whole, view))
    # An answer without a finding is rare: it has a bar where there is one.
    none_of_it = (pl.col("outcome") == NO_FINDING) & (pl.col("count") == 0)
    frame = found.filter(pl.col("outcome").is_in(list(OUTCOMES_SO_FAR)) & ~none_of_it).with_columns(
        name=pl.col("outcome").replace(OUTCOMES_SO_FAR)
    )
    founded = found.filter(pl.col("outcome") == "well_founded")
    public = view.audience == "public"
    if public and frame.height:
        hidden = hidden_counts(frame, ["name"], "count")
        frame = without_hidden(frame.join(hidden, on="name", how="left"), "count")
        if frame.get_column("count").has_nulls():
            founded = founded.clear()
    frame = frame.sort(
        pl.col("outcome").replace_strict({name: at for at, name in enumerate(OUTCOMES_SO_FAR)})
    )
    told = next(iter(founded.iter_rows(named=True)), None)
    if frame.is_empty():
        headline = "No complaint is recorded for this choice"
    elif told is None or not told["decided"]:
        headline = "What was concluded cannot be shown or is not decided yet"
    else:
        headline = f"{told['share']:.0%} of decided complaints were upheld at least in part"
    known = bool(told and told["decided"])
    content = Content(
        headline=headline,
        subtitle=f"Complaints by outcome, {about(filters)}",
        frame=frame,
        columns={"name": "Outcome", "count": "Complaints"},
        counts_of_people=("count",),
        source=SOURCE,
        alternative="; ".join(
            f"{row['name']}: {'not shown' if row['count'] is None else row['count']}"
            for row in frame.iter_rows(named=True)
        ),
        verdict=f"{told['count']:,} of {told['decided']:,}." if told and known else "",
        meaning=f"Chance alone could move the share between {told['low']:.0%} and "
        f"{told['high']:.0%}."
        if told and known
        else "",
        chart=Bars("name", "count", unit="complaints"),
        signal="usual",
        rate=Rate(told["count"], told["decided"]) if told and known else None,
    )
    return unless_not_recorded(content, rows, _NOT_CONCLUDED, "outcome")


_NOT_CONCLUDED = "What was concluded is not recorded"


@declare(
    key="complaints_themes",
    title="What complaints are about",
    question="What are complaints about, and which are upheld?",
    meaning="How many complaints concern a theme, and how many of those decided were upheld.",
    formula="Complaints counted once in each of their themes; upheld includes partly upheld.",
    source="Complaint dataset, themes of the codebook.",
    how_to_read="The whole bar is the complaints decided, the dark part those upheld.",
    caveats=("A complaint with two themes counts in both, so bars add up to more than all.",),
    page="complaints",
    place=8040,
    periods="said",
    inputs=lambda records, request, view: (
        records["complaint"],
        names_of_themes(records),
        whole_to(records, "complaint"),
        request.filters,
    ),
    drill=Drill(
        "complaint",
        ("name",),
        ("count",),
        lambda records, filters, view, row: of_case(
            complaints_on(records, replace(filters, theme=None), view), "themes", row["case"]
        ),
    ),
)
def complaints_themes(
    complaints: pl.DataFrame,
    names: Mapping[str, str],
    whole: date | None,
    filters: Filters,
    view: View,
) -> Content:
    """Themes, from the complaint dataset. `names`: what a theme is called, by theme."""
    chosen = replace(filters, theme=None, theme_name=None)
    rows = complaints_within(complaints, chosen)
    found = blank_unless_recorded(
        themes(rows, last_day(complaints, whole, view)),
        rows,
        decided="outcome",
        well_founded="outcome",
    )
    called = {**names, "not recorded": "Not recorded"}
    frame = found.with_columns(name=pl.col("case").replace(called))
    public = view.audience == "public"
    if public and frame.height:
        part = hidden_shares_alone(frame, "well_founded", "decided")
        small = hidden_shares_alone(frame, "count", "complaints")
        frame = frame.with_columns((part | small).alias("hidden"))
        frame = without_hidden(frame, "count", "well_founded", "decided")
        frame = frame.sort("count", "name", descending=[True, False], nulls_last=True)
    shown = frame.drop_nulls("count").filter(pl.col("case") != "not recorded")
    if frame.is_empty():
        headline = "No complaint is recorded for this choice"
    elif shown.is_empty():
        headline = "What complaints are about is not recorded, or too few to show"
    else:
        first = shown.head(2).get_column("name").to_list()
        headline = f"Complaints are most often about {listed([within(name) for name in first])}"
    top = shown.head(1).rows(named=True)
    decisions = bool(recorded_fields(rows, "outcome"))
    content = Content(
        headline=headline,
        subtitle=f"Complaints decided and upheld by theme, {about(chosen)}",
        frame=frame,
        columns={
            "name": "Theme",
            "count": "Complaints",
            "decided": "Decided",
            "well_founded": "Upheld at least in part",
        },
        counts_of_people=("count", "decided", "well_founded"),
        source=SOURCE,
        alternative="; ".join(
            f"{row['name']}: {counted(row['count'], 'complaint')}"
            for row in shown.iter_rows(named=True)
        ),
        verdict=f"{top[0]['count']:,} of {top[0]['complaints']:,} name {within(top[0]['name'])}."
        if top
        else "",
        meaning="",
        chart=None
        if shown.is_empty()
        else Bars("name", "decided", "well_founded", "upheld", unit="decided")
        if decisions
        else Bars("name", "count", unit="complaints"),
        signal="usual",
    )
    return unless_not_recorded(content, rows, "What complaints are about is not recorded", "themes")


_BY_TEAM = FunnelPlot(
    "name", "numerator", "denominator", "target", "low_limit", "high_limit", "apart",
    unit="Complaints decided", all_of="all teams", parts=True,
)  # fmt: skip


@declare(
    key="complaints_teams",
    title="Complaints by team",
    question="Are more of one team's complaints upheld than chance explains?",
    meaning="Whether more of a team's complaints are upheld than chance explains.",
    formula=(
        "Upheld or partly upheld ÷ decided, against the share of all teams with 99.8% limits for "
        "the team's size, confirmed by the exact binomial test."
    ),
    source="Complaint dataset.",
    how_to_read="A mark is a team: the further right, the more complaints were decided, the "
    "higher, the more of them upheld. Between the dashed lines is what chance allows for so many; "
    "a team beyond them is a triangle with its name. Where there is nothing to compare, bars: the "
    "whole bar is the team's decided complaints, the dark part those upheld.",
    caveats=("Teams serve different numbers of people: more complaints are no worse team.",),
    page="complaints",
    place=8050,
    periods="said",
    inputs=of_whole("complaint"),
    drill=Drill(
        "complaint",
        ("name",),
        ("received",),
        lambda records, filters, view, row: of_case(
            complaints_on(records, replace(filters, team=None), view), "team", row["group"]
        ),
    ),
)
def complaints_teams(
    complaints: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """Teams, from the complaint dataset; all of them, whichever is chosen."""
    chosen = replace(filters, team=None)
    on = last_day(complaints, whole, view)
    rows = complaints_within(complaints, chosen)
    found = blank_unless_recorded(
        teams(rows, on, recorded=recorded(complaints)), rows, overdue="responded"
    )
    frame = found.with_columns(
        name=pl.col("group").replace({"not recorded": "Team not recorded"})
    ).sort("received", "name", descending=[True, False])
    public = view.audience == "public"
    if public and frame.height:
        hidden = hidden_shares(frame, ("name",), "numerator", "denominator")
        frame = frame.join(hidden, on="name", how="left", maintain_order="left")
        small = hidden_shares_alone(frame, "received", "received")
        frame = frame.with_columns((pl.col("hidden") | small).alias("hidden"))
        frame = without_hidden(
            frame, "received", "open", "overdue", "numerator", "denominator", "verdict"
        ).sort("received", "name", descending=[True, False], nulls_last=True)
    outside = frame.filter(
        pl.col("verdict").is_not_null()
        & ~pl.col("verdict").is_in(
            [FunnelVerdict.WITHIN_CHANCE, FunnelVerdict.TOO_FEW, FunnelVerdict.NOTHING_TO_COMPARE]
        )
    )
    judged = frame.filter(pl.col("verdict") == FunnelVerdict.WITHIN_CHANCE).height
    frame = frame.with_columns(apart=pl.col("name").is_in(outside.get_column("name").implode()))
    if frame.is_empty():
        headline = "No complaint is recorded for this choice"
    elif outside.height:
        names = outside.get_column("name").to_list()
        headline = f"{listed(names[:2])}: upheld more or less often than chance explains"
    elif judged:
        headline = "No team is upheld more often than chance explains"
    else:
        headline = "Too few complaints are decided to say whether a team stands out"
        if found.filter(pl.col("denominator") > 0).height < 2:
            headline = "There are no two teams with decided complaints to compare"
    said = [row["sentence"] for row in outside.iter_rows(named=True)] if not public else []
    content = Content(
        headline=headline,
        subtitle=f"Complaints decided and upheld by team, {about(chosen)}",
        frame=frame,
        columns={
            "name": "Team",
            "received": "Complaints",
            "denominator": "Decided",
            "numerator": "Upheld at least in part",
            **({} if public else {"open": "Open", "overdue": "Overdue"}),
            "verdict": "Upheld, against all teams",
        },
        counts_of_people=("received", "denominator", "numerator", "verdict"),
        source=SOURCE,
        alternative="; ".join(
            f"{row['name']}: "
            + (
                "not shown"
                if row["denominator"] is None
                else f"{row['numerator']} of {row['denominator']} upheld"
            )
            for row in frame.iter_rows(named=True)
        ),
        verdict=_chance(frame, outside, judged),
        meaning=" ".join(said[:2]),
        chart=_BY_TEAM
        if (judged or outside.height) and not public
        else Bars("name", "denominator", "numerator", "upheld", unit="decided"),
        signal="attention" if outside.height else "usual",
    )
    content = unless_not_recorded(content, rows, _NOT_CONCLUDED, "outcome")
    silence = "Which team complaints are about is not recorded"
    return unless_not_recorded(content, rows, silence, "team")


def _chance(frame: pl.DataFrame, outside: pl.DataFrame, judged: int) -> str:
    if frame.is_empty():
        return ""
    if outside.height:
        return "Outside chance."
    if judged:
        return "Within chance."
    few = frame.filter(pl.col("verdict") == FunnelVerdict.TOO_FEW).height
    return "Too few to judge." if few else "Nothing to compare with."
