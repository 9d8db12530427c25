"""What changed since the last board: the few things a leader should hear of, in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from components.exhibits.changes.last_board import last_board
from components.exhibits.declaration import ExhibitRequest, declare, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.indicators.judged import judged_whole, measures_held
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.changes.freshness import freshness
from measures.changes.what_changed import SHOWN, changes_in_words, what_changed
from measures.complaints.volume import by_month
from measures.indicators.standings import StandingVerdict
from measures.process_control.charts import xmr
from measures.process_control.series_wording import Assurance
from measures.process_control.special_causes import Meaning
from vocabulary.wording import long_date

PAGES = {
    "rating": "statements",
    "statement": "statements",
    "finding": "statements",
    "signal": "complaints",
    "measure": "measure",
    "lesson": "practice",
    "action": "plan",
    "dataset": "data",
}
_COMPARED = ("score", "finding", "learning", "action", "complaint")
_WAYS = {"worse": "For the worse", "better": "For the better", "neutral": "Neither"}


_SHORT = {
    "rating_band": "Overall rating",
    "rating_score": "Overall score",
    "published_score": "CQC score, {}",
    "own_score": "Our view, {}",
    "report_published": "Shortfalls in a new report",
    "actions_overdue": "Actions newly overdue",
    "actions_closed_with_evidence": "Actions closed with proof",
    "actions_closed_without_evidence": "Actions closed, no proof",
    "actions_reopened": "Actions open again",
    "actions_put_back": "Actions put back",
    "actions_agreed": "Actions agreed",
    "lessons_not_evidenced": "Lessons without a check",
    "lessons_embedded": "Lessons embedded",
    "lessons_back": "Lessons gone back",
    "lessons_on": "Lessons moved on",
    "lessons_found": "Lessons found",
    "data_late": "Kinds of records late",
    "data_arrived": "Kinds of records that came",
    "measures_new": "Measures newly held",
    "codings_reviewed": "Findings read",
}
"""A change in a few words; a measure's is its name."""


def _shortly() -> tuple[pl.Expr, pl.Expr]:
    """The columns short and figure: a change as a line of few words, and what it came to."""
    label = pl.col("change").replace_strict(_SHORT, default="{}", return_dtype=pl.String)
    name = pl.when(pl.col("name") == "").then(pl.lit("Measures")).otherwise("name")
    many = pl.when(pl.col("kind") == "data").then(pl.col("targets").list.len()).otherwise("size")
    figure = pl.col("figure")
    return (
        label.str.replace("{}", name, literal=True).alias("short"),
        pl.when(figure == "").then(many.cast(pl.Int64).cast(pl.String)).otherwise(figure)
        .alias("figure"),
    )  # fmt: skip


def _both_moments(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[
    Mapping[str, pl.DataFrame],
    Mapping[str, pl.DataFrame],
    tuple[pl.DataFrame, pl.DataFrame],
    tuple[date | None, date | None],
    tuple[pl.DataFrame, pl.DataFrame],
    pl.DataFrame,
    date,
]:
    """The records as known at the last board and now, and the board's day."""
    since = request.board or last_board(records, view.today)
    earlier = records.as_known(since)
    return (
        {name: earlier[name] for name in _COMPARED},
        {name: records[name] for name in _COMPARED},
        (earlier.freshness, records.freshness),
        (whole_to(earlier, "complaint"), whole_to(records, "complaint")),
        (_standings(earlier), _standings(records)),
        records.framework.frame(),
        since,
    )


def _standings(records: Records) -> pl.DataFrame:
    """Where every measure of the whole service stands by its control chart, named by itself; one
    that has settled at a new level is as usual there."""
    limits = judged_whole(records).latest.select("series", "mean", "upper_limit", "last_value")
    usual = pl.col("verdict").is_in([StandingVerdict.AS_USUAL, StandingVerdict.TARGET_MISSED])
    return (
        measures_held(records)
        .join(limits, on="series", maintain_order="left")
        .select(
            "name", "sentence", "mean", "upper_limit", "last_value",
            series="measure",
            variation=pl.when(usual).then(pl.lit(Meaning.COMMON_CAUSE.value)).otherwise("variation"),
            assurance=pl.col("outlook").fill_null(Assurance.NONE.value),
        )
    )  # fmt: skip


@declare(
    key="what_changed",
    title="What changed since the last board",
    question="What changed since the last board?",
    meaning="Everything that is not as it was at the last board, most important first.",
    formula=(
        "The records as known at the end of the board's day are compared with those known now. "
        "The regulator comes before our own figures, those before activity, worse before better. "
        "A figure counts as changed only if its control chart's verdict changed."
    ),
    source="All datasets, as known at both moments.",
    how_to_read=(
        "A triangle is a change for the worse, a tick for the better, a circle neither. What "
        "is not listed did not change by more than chance, or is not recorded."
    ),
    caveats=("Something entered late counts from when it was entered, not from when it happened.",),
    page="overview",
    place=1060,
    inputs=_both_moments,
    public=False,
)
def changed_since(
    earlier: Mapping[str, pl.DataFrame],
    later: Mapping[str, pl.DataFrame],
    datasets: tuple[pl.DataFrame, pl.DataFrame],
    complaints_whole: tuple[date | None, date | None],
    measures: tuple[pl.DataFrame, pl.DataFrame],
    statements: pl.DataFrame,
    since: date,
    view: View,
) -> Content:
    """The exhibit. `earlier`, `later`: frames of score, finding, learning, action and complaint as
    known at the end of `since` and at the view's moment; `datasets`: how fresh they were then and
    now; `complaints_whole`: up to when complaints were whole then and are now; `measures`: where
    they stood then and stand now, as `signal_changes` takes them."""
    changes = what_changed(
        earlier,
        later,
        since,
        view.today,
        statements,
        signals=(
            _signals(earlier["complaint"], complaints_whole[0], since),
            _signals(later["complaint"], complaints_whole[1], view.today),
        ),
        measures=measures,
        fresh=(freshness(datasets[0], since), freshness(datasets[1], view.today)),
    )
    frame = changes.with_columns(
        *_shortly(),
        way=pl.col("direction").replace(_WAYS),
        # Several measures told together stand in the table of all.
        page=pl.when((pl.col("target_kind") == "measure") & (pl.col("targets").list.len() > 1))
        .then(pl.lit("measures"))
        .otherwise(pl.col("target_kind").replace_strict(PAGES, default="overview")),
    )
    worse = frame.filter(pl.col("direction") == "worse").height
    if frame.is_empty():
        headline = f"Nothing has changed since {long_date(since)}"
    elif worse:
        headline = _without_references(str(frame.item(0, "sentence")), frame.item(0, "target_kind"))
    else:
        headline = f"Nothing got worse since {long_date(since)}"
    return Content(
        headline=headline,
        subtitle=f"Changes from {long_date(since)} to {long_date(view.today)}, {view.council}",
        frame=frame.select(
            "rank", "sentence", "way", "direction", "page", "target_id", "short", "figure"
        ),
        columns={"rank": "Rank", "sentence": "What changed", "way": "Which way"},
        meaning=changes_in_words(changes, since),
        source="All records, as known on both days",
        alternative=" ".join(frame.head(SHOWN).get_column("sentence").to_list()),
        signal="attention" if worse else "usual",
    )


def _without_references(sentence: str, kind: str) -> str:
    """A sentence as a headline: which lessons or actions it is about stands in the list."""
    said = sentence.rstrip(".")
    return said.partition(": ")[0] if kind in {"action", "lesson"} else said


def _signals(complaints: pl.DataFrame, whole: date | None, today: date) -> pl.DataFrame:
    # Whole months only: what was not brought in is missing, not without complaints.
    months = by_month(complaints, min(whole, today) if whole else None)
    return xmr(months).latest.with_columns(name=pl.lit("Complaints received each month"))
