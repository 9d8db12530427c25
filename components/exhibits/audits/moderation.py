"""Do auditors and moderators see the same quality?"""

from __future__ import annotations

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.declaration import Drill, Row, declare, of
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.audits.grades import ModerationDirection, moderation
from measures.evidence_trail.records_behind import of_case
from measures.statistics.agreement import Agreement
from measures.statistics.two_periods import Rate
from vocabulary.wording import counted, sentence

EVERYWHERE = "All audits"
FEWEST = 20  # fewer graded twice give a line as wide as the chart


def _graded_twice(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    rows = filters.within(records["audit"], "audited")
    twice = rows.filter(
        pl.col("auditor_grade").is_not_null() & pl.col("moderator_grade").is_not_null()
    )
    return twice if row["case"] == EVERYWHERE else of_case(twice, "team", row["case"])


@declare(
    key="audit_moderation",
    title="Agreement of auditors and moderators",
    question="Do auditors and moderators see the same quality?",
    meaning="How far two people grade the same case alike, beyond what chance would give.",
    formula="Cohen's kappa with quadratic weights over audits graded twice, with a 95% interval: "
    "1 is full agreement, 0 no more than chance.",
    source="Practice audits with both grades. Words for kappa: Landis and Koch, 1977.",
    how_to_read=(
        "Each line is the range the true agreement may lie in. A line that reaches 0 means the "
        "grades may agree by chance alone, and then no trend in grades means much."
    ),
    caveats=(
        "Words such as 'moderate' are a convention, not a standard.",
        "Cases sent to moderation may not be typical.",
    ),
    page="practice",
    place=9090,
    inputs=of("audit"),
    public=False,
    periods="tested",
    attention=12,
    themes=("quality_assurance",),
    place_on_statement=6,
    drill=Drill("audit", ("case",), ("moderated",), _graded_twice),
    records="practice audits",
)
def audit_moderation(audits: pl.DataFrame, filters: Filters, view: View) -> Content:
    """The exhibit, from the audit dataset's frame."""
    rows = filters.within(audits, "audited")
    whole = moderation(rows, filters.until).with_columns(case=pl.lit(EVERYWHERE))
    teams = moderation(rows, filters.until, by="team")
    shown = teams.filter(pl.col("kappa").is_not_null() & (pl.col("moderated") >= FEWEST))
    frame = pl.concat([whole, shown]).with_columns(
        pl.col("kappa", "low", "high").clip(lower_bound=0).name.prefix("drawn_"),
        chance=pl.col("verdict") == Agreement.NO_MORE_THAN_CHANCE,
    )
    told = whole.row(0, named=True) if whole.height else None
    left = teams.height - shown.height
    headline, verdict, meaning = _said(told)
    lean = told is not None and told["direction"] in (
        ModerationDirection.LOWER,
        ModerationDirection.HIGHER,
    )
    content = Content(
        headline=headline,
        subtitle=f"Agreement by team, from 0 as by chance to 1 in full, {filters.words}",
        frame=frame,
        columns={
            "case": "Team",
            "audits": "Audits",
            "moderated": "Graded twice",
            "same": "Graded alike",
            "lower": "Moderator lower",
            "higher": "Moderator higher",
            "kappa": "Agreement",
            "low": "Interval from",
            "high": "Interval to",
            "sentence": "In words",
        },
        source=f"Audits graded twice. {sentence(counted(left, 'team'))} with fewer than {FEWEST} "
        "left out."
        if left
        else "Audits graded twice.",
        alternative=" ".join(
            f"{row['case']}: {row['sentence']}" for row in frame.iter_rows(named=True)
        ),
        verdict=verdict,
        meaning=meaning,
        chart=Intervals(
            "case", "drawn_kappa", "drawn_low", "drawn_high", apart="chance", percent=False,
            most=1.0,
        )
        if frame.filter(pl.col("kappa").is_not_null()).height
        else None,
        signal="attention" if lean else "usual",
        rate=Rate(told["same"], told["moderated"]) if told else None,
    )  # fmt: skip
    said = "Whether audits were graded twice is not recorded"
    return unless_not_recorded(content, rows, said, "moderator_grade")


def _said(told: dict[str, object] | None) -> tuple[str, str, str]:
    if told is None:
        return "No audit is on record", "", ""
    if not told["moderated"]:
        return (
            "No audit was graded twice",
            "Not known.",
            "Without moderation nobody can say whether grades mean the same everywhere.",
        )
    alike = f"{told['same']:,} of {told['moderated']:,} graded alike"
    if told["direction"] == ModerationDirection.LOWER:
        headline = "Moderators grade lower than auditors do"
        figures = f"{told['lower']:,} went down and {told['higher']:,} up."
    elif told["direction"] == ModerationDirection.HIGHER:
        headline = "Moderators grade higher than auditors do"
        figures = f"{told['higher']:,} went up and {told['lower']:,} down."
    else:
        headline = f"Auditors and moderators: {alike}"
        figures = "Neither is stricter than the other, as far as the numbers can tell."
    if told["verdict"] == Agreement.BEYOND_CHANCE:
        words = sentence(str(told["words"])) if told["words"] else "Some"
        return headline, f"{words} agreement.", f"{sentence(alike)}; {figures}"
    if told["verdict"] == Agreement.NO_MORE_THAN_CHANCE:
        return headline, "No more agreement than chance.", f"{sentence(alike)}; {figures}"
    if told["verdict"] == Agreement.NO_SPREAD:
        return (
            headline,
            "Cannot be judged: every grade is the same.",
            f"{sentence(alike)}. {figures}",
        )
    return headline, "Too few to judge.", f"{sentence(alike)}. {figures}"
