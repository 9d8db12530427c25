"""What stands out at one council, by the same rules as on its own pages: never because of its place
among others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from measures.attention.series import answered_in_time, in_usual_range, overdue_actions
from measures.changes.freshness import Freshness, freshness
from measures.complaints.states import as_on, recorded, told_until
from measures.complaints.times import timeliness
from measures.indicators.figures import figures_of_councils
from measures.indicators.series import indicator_series
from measures.indicators.standings import StandingVerdict, standings
from measures.indicators.yearly import against_peers
from measures.ombudsman.figures import chosen_scope, of_scope
from measures.ombudsman.upheld import against_similar
from measures.plan.progress import OPEN_STATES, ActionState, action_states, burn_up
from measures.process_control.special_causes import Meaning
from measures.ratings.peers import overall_of_peers
from measures.ratings.scores import assessed
from measures.region.worsening import BY_CHANCE, beyond_chance
from measures.statistics.comparison_wording import AgainstExpected
from measures.statistics.periods import whole_rows
from measures.statistics.recorded import recorded as told_fields
from measures.training.gaps import GapVerdict, specialist_gap
from measures.training.rows import by_step, counted_rows, of_month
from vocabulary.region import RegionMeasure
from vocabulary.wording import counted, listed, listed_up_to, within

MONTHS: Final = 12
"""Complaints received in so many months are counted."""
SIGNALS_SCHEMA: Final[dict[str, pl.DataType]] = {
    "measure": pl.String(),
    "value": pl.Float64(),
    "part": pl.Int64(),
    "of": pl.Int64(),
    "signal": pl.Boolean(),
    "why": pl.String(),
}


class Told(NamedTuple):
    """What there is to say of a measure: value (a share, a percentage or a number), of which parts,
    whether it is a signal (None: not judged), and why."""

    value: float | None = None
    part: int | None = None
    of: int | None = None
    signal: bool | None = None
    why: str = ""


def signals(
    frames: Mapping[str, pl.DataFrame],
    whole_to: Mapping[str, date],
    held: pl.DataFrame,
    statements: pl.DataFrame,
    today: date,
) -> pl.DataFrame:
    """How a council stands: SIGNALS_SCHEMA, one row a measure, in the order of `RegionMeasure`.

    `frames`: by dataset, score, rating, ombudsman, complaint, action, training, indicator,
    indicator_definition and event of one council; `whole_to` by dataset; `held`: what
    `measures.changes.freshness.freshness` takes; `statements`: of the framework that applies.

    value: the published overall score (25 to 100); the number of measures getting worse; shares (0
    to 1) of open actions overdue, of complaints of the last `MONTHS` months answered in time, of
    the newest year's investigations upheld, of training for the role in date at the newest whole
    month's end; the number of kinds of record not held; days since anything was recorded. Missing
    where nothing tells it. part, of: what a share or number is of. signal (missing: not judged):
    rated inadequate, or a statement scored 1; more measures changed for the worse, or one by more,
    than chance gives among so many (`beyond_chance`); more actions
    overdue, or fewer complaints answered in time, month by month, than is usual there; more upheld
    than at similar councils by more than chance; specialist teams less in date than others by more
    than chance; a kind of record late. why: the same in words; empty where there is no signal.

    Raises ValueError naming a column that is missing.
    """
    found: dict[RegionMeasure, Callable[[], Told]] = {
        RegionMeasure.OVERALL: lambda: _overall(frames["score"], frames["rating"], statements),
        RegionMeasure.WORSENING: lambda: _worsening(frames, whole_to.get("indicator")),
        RegionMeasure.OVERDUE: lambda: _overdue(frames["action"], today),
        RegionMeasure.ANSWERED: lambda: _answered(
            frames["complaint"], whole_to.get("complaint"), today
        ),
        RegionMeasure.UPHELD: lambda: _upheld(frames["ombudsman"]),
        RegionMeasure.TRAINING: lambda: _training(frames["training"], whole_to.get("training")),
        RegionMeasure.NOT_RECORDED: lambda: _not_recorded(held),
        RegionMeasure.NEWEST: lambda: _newest(held, today),
    }
    rows = [(measure.value, *found[measure]()) for measure in RegionMeasure]
    return pl.DataFrame(rows, schema=SIGNALS_SCHEMA, orient="row")


def _overall(scores: pl.DataFrame, ratings: pl.DataFrame, statements: pl.DataFrame) -> Told:
    whole = overall_of_peers(scores, ratings, statements)
    lowest = assessed(scores, statements).filter(pl.col("score") == 1)
    band = whole.item(0, "band") if whole.height else None
    if whole.is_empty() and lowest.is_empty():
        return Told()
    value = whole.item(0, "percentage") if whole.height else None
    said = [f"rated {band}"] if band == "inadequate" else []
    names = [within(name) for name in lowest.get_column("short_name")]
    said += [f"scored 1 on {listed(names)}"] if names else []
    return Told(value, signal=bool(said), why="; ".join(said))


def _worsening(frames: Mapping[str, pl.DataFrame], whole: date | None) -> Told:
    indicators, catalogue = frames["indicator"], frames["indicator_definition"]
    series = indicator_series(indicators, catalogue, frames["event"], whole, whole_service=True)
    nobody = figures_of_councils(indicators.clear(), catalogue, series.measures)
    judged = standings(series, against_peers(series.yearly, nobody))
    if judged.is_empty():
        return Told()
    worse = judged.filter(pl.col("verdict") == StandingVerdict.WORSE).get_column("name").to_list()
    number, more, far = beyond_chance(judged)
    said = []
    if more:
        by_chance = max(1, round(number * BY_CHANCE))
        said.append(
            f"{len(worse):,} of {number:,}, where chance alone gives about "
            f"{by_chance:,}: {listed_up_to(worse)}"
        )
    elif far:
        said.append(f"{listed_up_to(far)} worse by more than chance gives in any of {number:,}")
    return Told(len(worse), len(worse), judged.height, bool(said), "; ".join(said))


def _overdue(actions: pl.DataFrame, today: date) -> Told:
    states = action_states(actions, today)
    still = states.filter(pl.col("state").is_in(OPEN_STATES))
    if states.is_empty() or not told_fields(states, "due"):
        return Told()
    late = still.filter(pl.col("state") == ActionState.OVERDUE).height
    months = in_usual_range(overdue_actions(burn_up(states, today)))
    signal = None if months is None else months.meaning == Meaning.CONCERN
    why = "more actions overdue than is usual there" if signal else ""
    share = late / still.height if still.height else 0.0  # where none is open, none is overdue
    return Told(share, late, still.height, signal, why)


def _answered(complaints: pl.DataFrame, whole: date | None, today: date) -> Told:
    if complaints.is_empty():
        return Told()
    on, kept = told_until(complaints, whole, today), recorded(complaints)
    since = pl.lit(on).dt.month_start().dt.offset_by(f"-{MONTHS - 1}mo")
    rows = as_on(complaints, on)
    year = timeliness(rows.filter(pl.col("received") >= since), on, recorded=kept)
    row = next(iter(year.filter(pl.col("step") == "answered").iter_rows(named=True)), None)
    if row is None or not row["due"]:
        return Told()
    months = in_usual_range(answered_in_time(rows, on))
    signal = None if months is None else months.meaning == Meaning.CONCERN
    why = "fewer complaints answered in time than is usual there" if signal else ""
    return Told(row["share"], row["in_time"], row["due"], signal, why)


def _upheld(figures: pl.DataFrame) -> Told:
    of_one = of_scope(figures, chosen_scope(figures))
    years = against_similar(of_one).drop_nulls("share").sort("year", descending=True)
    if years.is_empty():
        return Told()
    row = years.row(0, named=True)
    signal = row["verdict"] == AgainstExpected.HIGHER
    why = "more upheld than chance allows beside similar councils" if signal else ""
    return Told(row["share"], row["upheld"], row["investigations"], signal, why)


def _training(training: pl.DataFrame, whole: date | None) -> Told:
    of_roles = training.filter(pl.col("course_kind") == "role_specific")
    rows, still_open = whole_rows(of_roles, pl.col("month").dt.month_end(), whole)
    if rows.is_empty() or still_open:
        return Told()
    needs = of_month(counted_rows(rows, duties=False), None)
    step = by_step(needs, []).filter((pl.col("step") == "in_date") & (pl.col("required") > 0))
    if step.is_empty() or step.item(0, "count") is None:
        return Told()
    count, required = int(step.item(0, "count")), int(step.item(0, "required"))
    gap = specialist_gap(rows, steps=["in_date"])
    signal = bool((gap.get_column("verdict") == GapVerdict.SPECIALIST_LOWER).any())
    why = "specialist teams less often in date than others" if signal else ""
    return Told(count / required, count, required, signal, why)


def _not_recorded(held: pl.DataFrame) -> Told:
    missing = held.filter(pl.col("rows") == 0).height
    return Told(missing, missing, held.height)


def _newest(held: pl.DataFrame, today: date) -> Told:
    newest = held.get_column("recorded").max()
    if not isinstance(newest, date):
        return Told()
    late = freshness(held, today).filter(pl.col("state") == Freshness.LATE).get_column("title")
    why = f"{counted(late.len(), 'kind')} of record late" if late.len() else ""
    return Told((today - newest).days, None, None, bool(late.len()), why)
