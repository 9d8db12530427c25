"""The next audits, drawn so that anybody can draw them again."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.view import View
from measures.audits.coverage import CoverageVerdict, coverage, next_sample, open_cases, strata
from vocabulary.audits import PracticeArea
from vocabulary.wording import counted, long_date, sentence


@declare(
    key="audit_sample",
    title="The next audit sample",
    question="Which cases should be audited next, so that anybody can draw them again?",
    meaning="Which cases to audit next, spread over teams and practice areas as open cases are.",
    formula="Every team's practice area gets one audit if the number reaches that far (never or "
    "longest not audited first), the rest go by open cases (Hamilton's method). Places come from "
    "the SHA-256 of the sample's name, team, practice area and place, smallest first.",
    source="Open cases by team and practice area, and practice audits.",
    how_to_read=(
        "Sort the team's open cases of the practice area by reference and audit those at the "
        "places named. The same name and number give the same cases on any computer."
    ),
    caveats=(
        "Cases are counted as they were open when the figures were taken; beyond the end, skip.",
    ),
    page="practice",
    place=9100,
    inputs=lambda records, request, view: (
        records["audit"],
        records["indicator"],
        request.filters,
        request.size,
        request.seed,
    ),
    public=False,
    records="the indicator open_cases by team",
)
def audit_sample(
    audits: pl.DataFrame,
    indicators: pl.DataFrame,
    filters: Filters,
    size: int,
    seed: str,
    view: View,
) -> Content:
    """The exhibit, from audits and indicators (open cases). One row per team and practice area
    with an audit to do. `size`: audits to draw; `seed`: any text, shown in the
    heading; where empty, the month to come."""
    following = pl.Series([view.today.replace(day=1)]).dt.offset_by("1mo")[0]
    seed = seed.strip() or f"{following:%Y-%m}"
    cases = open_cases(indicators, filters.until)
    if filters.team:
        cases = cases.filter(pl.col("team") == filters.team)
    drawn = next_sample(strata(cases, audits, filters.until), size, seed)
    frame = drawn.filter(pl.col("audits") > 0).with_columns(
        practice_area=pl.col("practice_area").replace(PracticeArea.labels()),
        where=pl.col("places").cast(pl.List(pl.String)).list.join(", "),
    )
    many = int(frame["audits"].sum()) if frame.height else 0
    teams = frame.get_column("team").n_unique() if frame.height else 0
    day = cases.get_column("period_end").max()
    headline = (
        f"The next {counted(many, 'audit')}, in {counted(teams, 'team')}"
        if many
        else "No open cases are on record to draw from"
    )
    fewest = coverage(
        filters.within(audits, "audited"), cases, None, filters.until
    ).filter(pl.col("verdict") == CoverageVerdict.FEWER_THAN_ITS_SHARE)  # fmt: skip
    short = fewest.get_column("team").to_list()
    return Content(
        headline=headline,
        subtitle=f"Sample {seed}; open cases "
        + (f"of {long_date(day)}" if day is not None else "not known"),  # type: ignore[arg-type]
        frame=frame,
        columns={
            "team": "Team",
            "practice_area": "Practice area",
            "cases": "Open cases",
            "last_audited": "Last audited",
            "audits": "Audits to do",
            "where": "Which cases in the list of open ones",
            "seed": "Sample",
        },
        source="Drawn from open cases by team and practice area; the same name draws the same "
        "sample again.",
        verdict=f"{sentence(counted(len(short), 'team'))} had fewer audits than their share of "
        "cases."
        if short
        else "",
        meaning=f"Furthest behind: {short[0]}." if short else "",
        signal="attention" if short else "usual",
    )
