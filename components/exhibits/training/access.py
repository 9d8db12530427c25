"""Training: how far people get towards what their role needs, and whether specialists get less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.charts.spec import Bars, Intervals
from components.exhibits.declaration import Drill, Row, declare, of_whole, whole_to
from components.exhibits.exhibit import Content, Exhibit
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.tables.columns import (
    hidden_shares,
    hidden_shares_alone,
    in_percent,
    without_hidden,
)
from components.exhibits.training.months import judged_months, month_words, not_judged
from components.exhibits.view import View
from measures.training.access import LossVerdict, funnel, largest_loss
from measures.training.gaps import FEWEST, GapVerdict, below_others, specialist_gap
from measures.training.rows import counted_rows, of_month
from vocabulary.training import LOST_BETWEEN_STEPS, TrainingStep
from vocabulary.verdict import Verdict
from vocabulary.wording import month_and_year, number_of, within

SOURCE = "Training records, counted at the end of each month."
NOT_IN_DATE = "Whose training is in date is not recorded"
SPECIALISTS, OTHERS = "Specialist teams together", "Other teams together"


def role_specific(training: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The chosen rows of courses that belong to a role."""
    return filters.within(training, "month").filter(pl.col("course_kind") == "role_specific")


def _needing(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    rows = role_specific(records["training"], filters)
    needs = newest_needs(judged_months(rows, whole_to(records, "training"))[0])
    return needs.filter(pl.col(row["step"]) > 0).sort("team", "role", "course")


def newest_needs(training: pl.DataFrame) -> pl.DataFrame:
    """The rows of the newest month that are counted, duties of law and registration left out."""
    return of_month(counted_rows(training, duties=False), None)


@declare(
    key="training_access",
    title="From needing training to being in date",
    question="Where on the way to the training their role needs do people fall out?",
    meaning="Of the needs for training that belongs to a role, how many get to each step.",
    formula=(
        "Needs at the newest month's end, added over teams, roles and courses; one person who "
        "needs two courses has two needs. Months are never added together."
    ),
    source="Training dataset: required, offered, released, attended, in date.",
    how_to_read=(
        "Read from the top. Each bar is how many got so far; what is lost between two steps is "
        "written between them."
    ),
    caveats=("Duties of law and registration are counted apart.",),
    page="learning",
    place=7020,
    inputs=of_whole("training"),
    drill=Drill("training", ("name",), ("count",), _needing, unit="step"),
)
def training_access(
    training: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """The funnel, from the training dataset."""
    rows, still_open = judged_months(role_specific(training, filters), whole)
    steps = funnel(rows).with_columns(
        name=pl.col("step").replace_strict(TrainingStep.labels()),
        # Of a step that nobody recorded nothing is known, not of 0.
        required=pl.when(pl.col("count").is_not_null()).then("required"),
    )
    public = view.audience == "public"
    if public and steps.height:
        steps = _steps_for_public(steps)
    lost = (
        None if public or still_open else next(iter(largest_loss(rows).iter_rows(named=True)), None)
    )
    told = {row["step"]: row for row in steps.iter_rows(named=True)}.get("in_date", {})
    # Only rows that recorded who is in date say anything of it.
    need, in_date = told.get("required"), told.get("count")
    headline, verdict, meaning = _access_words(steps, need, in_date, lost)
    if still_open and steps.height:
        headline, verdict, meaning = not_judged(steps), "", ""
    team = filters.team or "all teams"
    when = month_words(steps, still_open=still_open)
    return Content(
        headline=headline,
        subtitle=f"Training specific to a role, {team}, {when}",
        frame=in_percent(steps, "share", "low", "high"),
        columns={
            "name": "Step",
            "count": "Training needs",
            "required": "Of those known",
            "share_percent": "Share (%)",
            "low_percent": "Interval from (%)",
            "high_percent": "Interval to (%)",
        },
        counts_of_people=("count", "required", "share_percent", "low_percent", "high_percent"),
        source=SOURCE,
        alternative="; ".join(
            f"{row['name']}: {'not shown' if row['count'] is None else row['count']}"
            for row in steps.iter_rows(named=True)
        ),
        verdict=verdict,
        meaning=meaning,
        chart=Bars("name", "count", steps=True, unit="training needs"),
        signal="attention"
        if lost and lost["verdict"] == LossVerdict.ONE_STEP_STANDS_OUT
        else "usual",
    )


def _steps_for_public(steps: pl.DataFrame) -> pl.DataFrame:
    """Hide a step that few reached or few missed, and one that only few were lost before."""
    small = hidden_shares_alone(steps, "count", "required")
    drop = (pl.col("count").shift(1) - pl.col("count")).abs().fill_null(0)
    between = steps.select(x=drop, n=pl.col("count").shift(1).fill_null(0)).with_columns(
        x=pl.min_horizontal("x", "n")
    )
    told = hidden_shares_alone(between.with_columns(n=pl.col("x")), "x", "n")
    hidden = steps.with_columns(hidden=(small | told))
    return without_hidden(hidden, "count", "required", "share", "low", "high")


def _access_words(
    steps: pl.DataFrame, need: int | None, in_date: int | None, lost: dict[str, object] | None
) -> tuple[str, str, str]:
    if steps.is_empty():
        return "No training specific to a role is recorded for this choice", "", ""
    if need is None or in_date is None:
        return (
            "How many have the training their role needs is not known or not shown",
            "",
            "",
        )
    missing = need - in_date
    verdict = f"{missing:,} of {need:,} needs are not met." if missing else "Every need is met."
    if missing == 0:
        return "Everybody has the training their role needs", verdict, ""
    meaning = str(lost["sentence"]) if lost else ""
    if lost and lost["verdict"] == LossVerdict.ONE_STEP_STANDS_OUT:
        how = LOST_BETWEEN_STEPS.get((str(lost["from_step"]), str(lost["to_step"])))
        if how and 2 * int(str(lost["lost"])) > missing:
            return f"Most who miss training for their role {how}", verdict, meaning
    return f"{in_date / need:.0%} of the training that roles need is in date", verdict, meaning


def _needs_of(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    everyone = role_specific(records["training"], replace(filters, team=None))
    needs = newest_needs(judged_months(everyone, whole_to(records, "training"))[0])
    of_kind = pl.col("team_kind").fill_null("general") == row["team_kind"]
    chosen = of_kind if row["together"] else of_kind & (pl.col("team") == row["team"])
    return needs.filter(chosen & (pl.col("required") > 0)).sort("team", "role", "course")


@declare(
    key="training_gap",
    title="Role-specific training in specialist and other teams",
    question="Do specialist teams get the training their role needs less often than others?",
    meaning="Share of needs for role-specific training that are in date, team by team.",
    formula=(
        "In date ÷ required at the newest month's end, with Wilson's 95% interval; the gap "
        "between specialist and other teams with Newcombe's interval."
    ),
    source="Training dataset, role-specific courses without duties of law and registration.",
    how_to_read=(
        "The mark is the share, the line how far chance alone could move it. The upright line "
        "with its band is all other teams together; each of them is in the table. A triangle is a "
        "specialist team whose whole line lies under theirs. Where two lines overlap a lot, the "
        "teams may not differ."
    ),
    caveats=("Teams with fewer than five people are drawn pale: too few to judge.",),
    page="learning",
    place=7010,
    inputs=of_whole("training"),
    attention=3,
    themes=("training_access",),
    place_on_statement=1,
    drill=Drill("training", ("name",), ("required",), _needs_of, unit="required"),
)
def training_gap(
    training: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """Specialist against other teams, from the training dataset. Every team is shown, whichever
    is chosen, because one alone has nothing to compare with."""
    everyone = replace(filters, team=None)
    rows, still_open = judged_months(role_specific(training, everyone), whole)
    frame = _teams(rows)
    public = view.audience == "public"
    if public and frame.height:
        frame = _teams_for_public(frame)
    frame = below_others(frame, OTHERS)
    gap = next(iter(specialist_gap(rows, steps=["in_date"]).iter_rows(named=True)), None)
    totals_known = frame.filter(pl.col("together") & pl.col("count").is_not_null()).height == 2
    gap = gap if totals_known and not still_open else None
    headline, judged, verdict, meaning = _gap_words(frame, gap)
    if still_open and frame.height:
        headline, judged = not_judged(frame), Verdict.NOTHING_TO_COMPARE
    content = Content(
        headline=headline,
        subtitle="Role-specific training in date, share of needs by team, "
        f"{month_words(frame, still_open=still_open)}",
        frame=in_percent(frame, "share", "low", "high"),
        columns={
            "name": "Team",
            "kind": "Kind",
            "count": "In date",
            "required": "Need it",
            "share_percent": "Share in date (%)",
            "low_percent": "Interval from (%)",
            "high_percent": "Interval to (%)",
        },
        counts_of_people=("count", "required", "share_percent", "low_percent", "high_percent"),
        source=SOURCE,
        alternative="; ".join(
            f"{row['name']}: "
            + ("not shown" if row["share"] is None else f"{row['share']:.0%} in date")
            for row in frame.iter_rows(named=True)
        ),
        verdict=verdict,
        judged=judged,
        meaning=meaning + ("" if public or gap is None else _earlier(rows, gap)),
        chart=_gap_chart(frame),
        signal="attention" if gap and gap["verdict"] == GapVerdict.SPECIALIST_LOWER else "usual",
    )
    return unless_not_recorded(content, rows, NOT_IN_DATE, "in_date")


def _gap_chart(frame: pl.DataFrame) -> Intervals:
    """Teams beside what all other teams have together."""
    of_others = frame.filter(pl.col("name") == OTHERS).select("share", "low", "high")
    if of_others.height != 1 or None in of_others.row(0) or not frame["specialist"].any():
        return Intervals("name", "share", "low", "high", apart="below", enough="enough")
    share, low, high = of_others.row(0)
    return Intervals(
        "name", "share", "low", "high", apart="below", enough="enough", reference=share,
        reference_label=f"Other teams {share:.0%}", reference_low=low, reference_high=high,
        drawn="specialist",
    )  # fmt: skip


def _teams(rows: pl.DataFrame) -> pl.DataFrame:
    """Teams by kind, lowest first, each kind led by all its teams together."""
    kind = pl.col("team_kind").fill_null("general")
    in_date = pl.col("step") == "in_date"
    named = rows.with_columns(team_kind=kind)
    teams = funnel(named, by=("team_kind", "team")).filter(in_date)
    both = funnel(named, by=("team_kind",)).filter(in_date)
    together = both.with_columns(
        team=pl.when(pl.col("team_kind") == "specialist")
        .then(pl.lit(SPECIALISTS))
        .otherwise(pl.lit(OTHERS)),
        together=pl.lit(value=True),
    )
    return (
        pl.concat([together, teams.with_columns(together=pl.lit(value=False))], how="diagonal")
        .filter(pl.col("required") > 0)
        .with_columns(
            name="team",
            specialist=pl.col("team_kind") == "specialist",
            enough=pl.col("people") >= FEWEST,
            kind=pl.when(pl.col("team_kind") == "specialist")
            .then(pl.lit("Specialist"))
            .otherwise(pl.lit("Other")),
        )
        .sort("specialist", "together", "share", descending=[True, True, False], nulls_last=True)
    )


def _teams_for_public(frame: pl.DataFrame) -> pl.DataFrame:
    teams = frame.filter(~pl.col("together"))
    hidden = hidden_shares(teams, ("team_kind", "team"), "count", "required").with_columns(
        team=pl.when((pl.col("team") == "Total") & (pl.col("team_kind") == "specialist"))
        .then(pl.lit(SPECIALISTS))
        .when(pl.col("team") == "Total")
        .then(pl.lit(OTHERS))
        .otherwise(pl.col("team"))
    )
    joined = frame.join(hidden, on=["team_kind", "team"], how="left", maintain_order="left")
    # Sorted anew: the order of hidden shares would tell of them.
    return without_hidden(joined, "count", "required", "share", "low", "high").sort(
        "specialist", "together", "share", "name",
        descending=[True, True, False, False], nulls_last=True,
    )  # fmt: skip


def _gap_words(frame: pl.DataFrame, gap: dict[str, object] | None) -> tuple[str, Verdict, str, str]:
    if frame.is_empty():
        headline = "No training specific to a role is recorded for this choice"
        return headline, Verdict.NOT_RECORDED, "", ""
    if gap is None or gap["verdict"] == GapVerdict.NOTHING_TO_COMPARE:
        headline = "Specialist and other teams cannot be compared: one of them is not known"
        return headline, Verdict.NOTHING_TO_COMPARE, "", ""
    said = str(gap["sentence"])
    points, low, high = (
        abs(round(100 * float(str(gap[name]))))
        for name in ("difference", "newcombe_low", "newcombe_high")
    )
    low, high = sorted((low, high))
    if gap["verdict"] == GapVerdict.TOO_FEW:
        headline = "Too few people to say whether specialist teams get less training"
        return headline, Verdict.TOO_FEW, "", said
    if gap["verdict"] == GapVerdict.WITHIN_CHANCE:
        headline = "Specialist teams get the training their role needs about as often as others"
        return headline, Verdict.WITHIN_CHANCE, "Within chance.", said
    way = "less" if gap["verdict"] == GapVerdict.SPECIALIST_LOWER else "more"
    return (
        f"People in specialist teams get the training their role needs {way} often than colleagues",
        Verdict.BEYOND_CHANCE,
        "A real gap:",
        f"{points} points, very unlikely to be chance (interval {low} to {high}).",
    )


def _earlier(rows: pl.DataFrame, now: dict[str, object]) -> str:
    """What the gap was half a year before the newest month, if it was counted then."""
    newest = rows.get_column("month").max()
    if not isinstance(newest, date):
        return ""
    before = pl.Series([newest]).dt.offset_by("-6mo")[0]
    told = specialist_gap(rows, month=before, steps=["in_date"])
    if told.is_empty() or told.item(0, "difference") is None:
        return ""
    then = float(told.item(0, "difference"))
    points = number_of(abs(round(100 * then)), "point")
    turned = " the other way round" if then * float(str(now["difference"])) < 0 else ""
    return f" In {month_and_year(before)} it was {points}{turned}."


def learning_answer(gap: Exhibit, duties: Exhibit) -> str:
    """Who cannot get the training their role needs, in one sentence, from `training_gap` and
    `training_duties`."""
    if gap.frame.is_empty() and duties.frame.is_empty():
        return "Who misses the training their role needs is not on record for this choice"
    if gap.judged is Verdict.BEYOND_CHANCE and gap.signal == "attention":
        answer = "Specialist teams miss more of the training their role needs"
    elif gap.judged is Verdict.BEYOND_CHANCE:
        answer = "Specialist teams get the training their role needs more often than others"
    elif gap.judged is Verdict.WITHIN_CHANCE:
        answer = "Specialist teams get the training their role needs as often as others"
    else:
        answer = "Whether specialist teams miss training cannot be told from what is recorded"
    return f"{answer}; {within(duties.headline)}" if duties.signal == "attention" else answer
