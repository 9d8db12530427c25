"""Practice audits: how good the work was, where, and whether the person was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.charts.spec import Intervals, StackedBars
from components.exhibits.declaration import Drill, Row, declare, of, of_whole
from components.exhibits.exhibit import Content, Signal
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.audits.grades import grades_by, grades_over_time, voice_sought
from measures.disclosure.suppression import DEFAULT, suppress, suppress_shares
from measures.evidence_trail.records_behind import of_case, of_period
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.statistics.funnel import FunnelVerdict
from measures.statistics.periods import closed_periods
from measures.statistics.shares import ShareVerdict
from measures.statistics.two_periods import Rate
from vocabulary.audits import PracticeArea
from vocabulary.wording import counted, listed, sentence

SOURCE = "Practice audits. The moderator's grade where there is one, else the auditor's."
_KINDS = (
    ("grade_4", "Outstanding"),
    ("grade_3", "Good"),
    ("grade_2", "Requires improvement"),
    ("grade_1", "Inadequate"),
)
_YEAR = 4  # quarters
_GRADE_CAVEAT = (
    "A grade is a judgement of one case's records and of what the person said, not of a worker.",
)


def _of_area(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    named = pl.col("practice_area").str.replace_all("_", " ").str.to_lowercase()
    rows = filters.within(records["audit"], "audited")
    return rows.filter(named == str(row["practice_area"]).lower())


@declare(
    key="audit_grades",
    title="Audits by grade",
    question="Is audited work getting better?",
    meaning="How many audits got each grade, quarter by quarter.",
    formula="Audits by the quarter of their day. Good or better means grade 3 or 4. The newest "
    "four quarters that are over are set against the four before.",
    source="Practice audits.",
    how_to_read=(
        "Each bar is a quarter, the better grades at the bottom. Read the verdict before calling "
        "a change a trend: a few audits more or less are chance."
    ),
    caveats=_GRADE_CAVEAT,
    page="practice",
    place=9050,
    inputs=of_whole("audit"),
    public=False,
    themes=("quality_assurance",),
    place_on_statement=5,
    drill=Drill(
        "audit",
        ("name",),
        ("audits",),
        lambda records, filters, view, row: of_period(
            replace(filters, since=None).within(records["audit"], "audited"),
            "audited",
            row["period"],
            "quarter",
        ),
    ),
    records="practice audits",
)
def audit_grades(audits: pl.DataFrame, whole: date | None, filters: Filters, view: View) -> Content:
    """Grades over time, from the audit dataset's frame."""
    # A year is set against the year before whatever the period chosen shows.
    ever = replace(filters, since=None).within(audits, "audited")
    quarters = closed_periods(grades_over_time(ever, filters.until), whole, "quarter").filter(
        pl.col("complete") | (pl.col("audits") > 0)
    )
    headline, verdict, meaning, signal = _change(quarters.filter("complete"), view)
    if filters.since:
        quarters = quarters.filter(pl.col("period") >= filters.since)
    if view.audience == "public":
        quarters = _publishable(quarters)
    return Content(
        headline=headline,
        subtitle=f"Audits by grade and quarter, {filters.words}",
        frame=quarters,
        columns={
            "name": "Quarter",
            **dict(_KINDS),
            "audits": "Audits",
            "good": "Good or better",
            "share": "Share good or better",
        },
        source=SOURCE,
        alternative=_shares(quarters, "name", "good", "audits"),
        verdict=verdict,
        meaning=meaning,
        chart=StackedBars("period", _KINDS, date=True)
        if quarters.select(pl.any_horizontal(pl.col(column).is_not_null() for column, _ in _KINDS))
        .to_series()
        .any()
        else None,
        signal=signal,
        caveats=("Small numbers are not shown, nor drawn.",) if view.audience == "public" else (),
    )


@declare(
    key="audit_teams",
    title="Good or better by team",
    question="Does any team's work stand out by more than chance?",
    meaning="The share of each team's audits graded good or better, and how sure that is.",
    formula="Audits graded 3 or 4 ÷ audits. Lines are exact 95% intervals; a team is set apart "
    "only when it lies outside the funnel limits for its number of audits.",
    source="Practice audits.",
    how_to_read=(
        "The longer the line, the less the figure says. Teams whose lines overlap widely are not "
        "known to differ. A triangle lies below what chance would explain."
    ),
    caveats=_GRADE_CAVEAT,
    page="practice",
    place=9060,
    periods="said",
    inputs=of("audit"),
    public=False,
    drill=Drill(
        "audit",
        ("team",),
        ("audits",),
        lambda records, filters, view, row: of_case(
            filters.within(records["audit"], "audited"), "team", row["team"]
        ),
    ),
    records="practice audits",
)
def audit_teams(audits: pl.DataFrame, filters: Filters, view: View) -> Content:
    """Teams beside each other, from the audit dataset's frame."""
    rows = filters.within(audits, "audited")
    return _beside(rows, "team", "Team", filters, view)


@declare(
    key="audit_areas",
    title="Good or better by practice area",
    question="Does any practice area stand out by more than chance?",
    meaning="The share of audits graded good or better in each practice area.",
    formula="Audits graded 3 or 4 ÷ audits of the area, with exact 95% intervals and funnel "
    "limits as for teams.",
    source="Practice audits.",
    how_to_read="As for teams: only a triangle lies below what chance would explain.",
    caveats=_GRADE_CAVEAT,
    page="practice",
    place=9070,
    periods="said",
    inputs=of("audit"),
    public=False,
    drill=Drill("audit", ("practice_area",), ("audits",), _of_area),
    records="practice audits",
)
def audit_areas(audits: pl.DataFrame, filters: Filters, view: View) -> Content:
    """Practice areas beside each other, from the audit dataset's frame."""
    rows = filters.within(audits, "audited").with_columns(
        practice_area=pl.col("practice_area").replace(PracticeArea.labels())
    )
    return _beside(rows, "practice_area", "Practice area", filters, view)


@declare(
    key="audit_voice",
    title="The person's voice in audits",
    question="Was the person asked?",
    meaning="In how many audits the person, or who speaks for them, was asked how it was.",
    formula="Audits where the person was asked ÷ audits where it is recorded whether they were.",
    source="Practice audits.",
    how_to_read="Lines are exact 95% intervals. A team with few audits says little.",
    page="practice",
    place=9080,
    periods="tested",
    inputs=of("audit"),
    public=False,
    drill=Drill(
        "audit",
        ("case",),
        ("recorded",),
        lambda records, filters, view, row: of_case(
            filters.within(records["audit"], "audited").filter(
                pl.col("voice_sought").is_not_null()
            ),
            "team",
            row["case"],
        ),
    ),
    records="practice audits",
)
def audit_voice(audits: pl.DataFrame, filters: Filters, view: View) -> Content:
    """Whether the person was asked, by team, from the audit dataset's frame."""
    rows = filters.within(audits, "audited")
    whole = voice_sought(rows, filters.until)
    frame = voice_sought(rows, filters.until, by="team").filter(pl.col("recorded") > 0)
    frame = frame.with_columns(
        enough=~pl.col("verdict").is_in((ShareVerdict.NOTHING_YET, ShareVerdict.TOO_FEW)),
        low_share=pl.col("verdict") == ShareVerdict.FEWER_THAN_HALF,
    ).sort("share", nulls_last=True)
    frame = _for_audience(frame, "case", "sought", "recorded", view)
    told = whole.row(0, named=True) if whole.height else None
    if told and _too_few(told["sought"], told["recorded"], view):
        headline = "Too few audits to publish how often people were asked"
    elif told and told["recorded"]:
        headline = (
            f"The person was asked in {told['sought']:,} of {told['recorded']:,} audits "
            f"({told['share']:.0%})"
        )
    else:
        headline = "It is not recorded whether people were asked"
    behind = frame.filter("low_share").get_column("case").to_list()
    content = Content(
        headline=headline,
        subtitle=f"Person's voice sought, by team, {filters.words}",
        frame=frame,
        columns={
            "case": "Team",
            "sought": "Asked",
            "recorded": "Audits where it is recorded",
            "share": "Share",
            "low": "Interval from",
            "high": "Interval to",
            "verdict": "Verdict",
        },
        source="Practice audits.",
        alternative=_shares(frame, "case", "sought", "recorded"),
        verdict=f"Fewer than half in {listed(behind)}."
        if behind
        else ("No team is known to ask fewer than half." if frame.height else ""),
        meaning="An audit without the person's voice judges the record, not the support."
        if frame.height
        else "",
        chart=Intervals("case", "share", "low", "high", apart="low_share", enough="enough")
        if frame.get_column("share").is_not_null().any()
        else None,
        signal="attention" if behind else "usual",
        rate=Rate(told["sought"], told["recorded"]) if told else None,
    )
    said = "It is not recorded whether people were asked"
    return unless_not_recorded(content, rows, said, "voice_sought")


def _publishable(quarters: pl.DataFrame) -> pl.DataFrame:
    """Quarters whose small counts by grade, and what would give them away, are missing."""
    grades = [column for column, _ in _KINDS]
    if quarters.is_empty():
        return quarters
    cells = quarters.unpivot(grades, index="name", variable_name="grade", value_name="count")
    safe = suppress(cells, ["name", "grade"]).select("name", "grade", "count")
    wide = safe.pivot("grade", index="name", values="count")
    shown = quarters.drop(grades).join(wide, on="name", how="left", maintain_order="left")
    known = pl.all_horizontal(pl.col(grade).is_not_null() for grade in grades)
    return shown.with_columns(
        pl.when(known).then(pl.col(name)).alias(name) for name in ("audits", "good", "share")
    )


def _too_few(x: int, n: int, view: View) -> bool:
    """Whether a count or its rest is too small for the public to see."""
    least = DEFAULT.threshold
    return view.audience == "public" and (0 < x < least or 0 < n - x < least)


def _change(over: pl.DataFrame, view: View) -> tuple[str, str, str, Signal]:
    """Headline, verdict and meaning: the newest year against the one before."""
    newest, before = over.tail(_YEAR), over.head(-_YEAR).tail(_YEAR)
    good, n = int(newest["good"].sum()), int(newest["audits"].sum())
    if n == 0:
        return "No audits in a quarter that is over", "", "", "unknown"
    span = "year" if newest.height == _YEAR else counted(newest.height, "quarter")
    said = f"{good / n:.0%} of audits in the last {span} were good or better"
    if _too_few(good, n, view):
        return "Too few audits to publish their grades", "", "", "unknown"
    x2, n2 = int(before["good"].sum()), int(before["audits"].sum())
    if before.height < _YEAR or n2 == 0 or _too_few(x2, n2, view):
        return said, "Nothing to compare with yet.", f"{good:,} of {n:,} audits.", "unknown"
    told = difference(pl.DataFrame({"x1": [good], "n1": [n], "x2": [x2], "n2": [n2]})).row(
        0, named=True
    )
    figures = f"{good:,} of {n:,}, and {x2:,} of {n2:,} ({x2 / n2:.0%}) the year before."
    if told["verdict"] == DifferenceVerdict.FIRST_HIGHER:
        return f"{said}, more than before", "A real improvement.", figures, "improved"
    if told["verdict"] == DifferenceVerdict.FIRST_LOWER:
        return f"{said}, fewer than before", "A real fall.", figures, "attention"
    return f"{said}: no change beyond chance", "As usual.", figures, "usual"


def _beside(rows: pl.DataFrame, by: str, label: str, filters: Filters, view: View) -> Content:
    frame = grades_by(rows, filters.until, by=(by,)).with_columns(
        below=pl.col("verdict") == FunnelVerdict.LOWER,
        enough=pl.col("verdict") != FunnelVerdict.TOO_FEW,
    )
    frame = frame.sort("share", descending=True, nulls_last=True)
    judged = _for_audience(frame, by, "good", "audits", view)
    things = label.lower()
    below = judged.filter("below").get_column(by).to_list()
    above = judged.filter(pl.col("verdict") == FunnelVerdict.HIGHER).get_column(by).to_list()
    few = judged.filter(~pl.col("enough")).height
    if judged.is_empty():
        headline = "No audit is on record for this choice"
    elif judged.height < 2:
        headline = f"One {things} was audited, so there is nothing to compare"
    elif below:
        headline = f"Audits are worse in {listed(below)} than chance explains"
    elif above:
        headline = f"Audits are better in {listed(above)} than chance explains"
    elif few == judged.height:
        headline = f"Too few audits in any {things} to say whether one stands out"
    else:
        headline = f"No {things} stands out: differences are within chance"
    whole = int(frame["good"].sum()) / int(frame["audits"].sum()) if frame.height else None
    return Content(
        headline=headline,
        subtitle=f"Share of audits graded good or better, {filters.words}",
        frame=judged,
        columns={
            by: label,
            "audits": "Audits",
            "good": "Good or better",
            "share": "Share",
            "low": "Interval from",
            "high": "Interval to",
            "verdict": "Verdict",
        },
        source=SOURCE,
        alternative=_shares(judged, by, "good", "audits"),
        verdict=f"Look first at {listed(below)}."
        if below
        else ("Do not rank these." if judged.height > 1 else ""),
        meaning=f"{sentence(counted(few, things))} with too few audits to judge."
        if few
        else ("Neighbouring places differ by chance." if judged.height > 1 else ""),
        chart=Intervals(
            by,
            "share",
            "low",
            "high",
            apart="below",
            enough="enough",
            reference=whole,
            reference_label=f"all {whole:.0%}" if whole is not None else "",
        )
        if judged.get_column("share").is_not_null().any()
        else None,
        signal="attention" if below else "usual",
    )


def _for_audience(frame: pl.DataFrame, by: str, x: str, n: str, view: View) -> pl.DataFrame:
    """For the public, small counts and what would give them away are left out."""
    if view.audience == "internal" or frame.is_empty():
        return frame
    safe = suppress_shares(frame.select(by, x, n), by, x, n).filter(~pl.col("hidden"))
    kept = frame.drop(x, n).join(safe.select(by, x, n), on=by, how="left", maintain_order="left")
    shown = pl.col(n).is_not_null()
    return kept.with_columns(
        pl.when(shown).then(pl.col(name)).alias(name) for name in ("share", "low", "high")
    ).with_columns(verdict=pl.when(shown).then("verdict").otherwise(pl.lit("[c]")))


def _shares(frame: pl.DataFrame, by: str, x: str, n: str) -> str:
    return "; ".join(
        f"{row[by]}: {row[x]:,} of {row[n]:,}"
        if row[x] is not None and row[n] is not None
        else f"{row[by]}: hidden, too few"
        for row in frame.iter_rows(named=True)
    )
