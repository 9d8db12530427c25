"""What is not as it was at an earlier moment: what others and the council itself came to judge
differently, signals, lessons and actions that moved, data that came or is late.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from measures.changes.change import Change, Direction
from measures.changes.freshness import Freshness
from measures.plan.progress import CLOSED_STATES, ActionState
from measures.process_control.series_wording import Assurance
from measures.process_control.special_causes import Meaning
from measures.ratings.rating import Overall
from measures.ratings.scores import assessed, latest, rated
from measures.statistics.columns import require
from measures.statistics.recorded import recorded
from vocabulary.findings import SourceKind
from vocabulary.ratings import SCORE_NAMES, SCORE_OF_KIND
from vocabulary.wording import listed_up_to, long_date, number_of, sentence


def score_changes(
    earlier: pl.DataFrame, later: pl.DataFrame, statements: pl.DataFrame
) -> list[Change]:
    """Find the scores, and the overall rating, that are not what they were.

    `earlier`, `later`: the score dataset's frame at two moments. `statements`: statement, order,
    name, short_name, theme. A score that was not known before is a change; one that is not known
    any more (a batch was withdrawn) is too.
    """
    found = _rating(earlier, later, statements)
    for kind, words in SCORE_OF_KIND.items():
        both = latest(later, statements, kind).select(
            "statement", "name", "short_name", "score", "stated"
        )
        was = latest(earlier, statements, kind).select("statement", before="score")
        for row in both.join(was, on="statement", maintain_order="left").iter_rows(named=True):
            before, now, name = row["before"], row["score"], row["name"]
            if before == now:
                continue
            if before is None:
                day = row["stated"]
                of = f" of {long_date(day)}" if day is not None else ""
                said = f"{name}: {words}{of} is now on record, {_score(now)}."
            elif now is None:
                said = f"{name}: {words} of {_score(before)} is not on record any more."
            else:
                said = f"{name}: {words} went from {_score(before)} to {_score(now)}."
            size = 1 if before is None or now is None else abs(now - before)
            change = "published_score" if kind == "published" else "own_score"
            way = _way(before, now)
            found.append(
                Change(
                    "score", change, way, said, size, (row["statement"],), "statement",
                    row["short_name"], _was(before, now),
                )
            )  # fmt: skip
    return found


def finding_changes(earlier: pl.DataFrame, later: pl.DataFrame) -> list[Change]:
    """Find the reports that came, and the codings that people have been through.

    `earlier`, `later`: the finding dataset's frame at two moments. One change for every document
    with findings that were not there, its size the number of shortfalls; one for all codings that
    a person decided meanwhile.
    """
    new = later.join(earlier.select("row_key").unique(), on="row_key", how="anti")
    found = []
    documents = new.sort("source_kind", "published", nulls_last=True).group_by(
        "source_kind", "published", maintain_order=True
    )
    for (kind, published), rows in documents:
        short = int((rows["polarity"] == "shortfall").sum())
        strong = int((rows["polarity"] == "strength").sum())
        name = SourceKind.labels().get(str(kind), "document of another kind")
        of = f" of {long_date(published)}" if published is not None else ""
        said = (
            f"{sentence(name)}{of}: {number_of(rows.height, 'new finding')}, "
            f"{number_of(short, 'shortfall')} and {number_of(strong, 'strength')}."
        )
        told = tuple(rows["statement"].drop_nulls().unique(maintain_order=True))
        found.append(
            Change("finding", "report_published", "neutral", said, short, told, "statement")
        )
    before = earlier.select("row_key", was="coded_by")
    decided = later.join(before, on="row_key").filter(
        (pl.col("coded_by") == "person") & (pl.col("was") != "person")
    )
    together = later.join(before, on="row_key").filter(
        (pl.col("coded_by") == "together") & (pl.col("was") == "rule")
    )
    if together.height:
        said = f"{sentence(number_of(together.height, 'coding'))} of findings accepted together."
        keys = tuple(together["row_key"].sort())
        found.append(Change("finding", "codings_reviewed", "neutral", said, together.height, keys))
    if decided.height:
        many = number_of(decided.height, "coding")
        said = f"{sentence(many)} of findings confirmed or corrected by a person."
        keys = tuple(decided["row_key"].sort())
        found.append(Change("finding", "codings_reviewed", "neutral", said, decided.height, keys))
    return found


def _rating(earlier: pl.DataFrame, later: pl.DataFrame, statements: pl.DataFrame) -> list[Change]:
    was, now = _overall(earlier, statements), _overall(later, statements)
    if was is None or now is None or now.percentage is None or was.percentage == now.percentage:
        return []
    becomes = f"{now.band} ({now.percentage}%)"
    if was.percentage is None:
        said = f"The overall rating is now known: {becomes}."
        figure = f"{now.percentage}%"
        return [Change("rating", "rating_band", "neutral", said, 0, ("overall",), figure=figure)]
    way: Direction = "better" if now.percentage > was.percentage else "worse"
    size = abs(now.percentage - was.percentage)
    if was.band == now.band:
        said = (
            f"The overall score went from {was.percentage}% to {now.percentage}%, still {now.band}."
        )
        figure = f"{now.percentage}%, was {was.percentage}%"
        return [Change("rating", "rating_score", way, said, size, ("overall",), figure=figure)]
    said = f"The overall rating went from {was.band} ({was.percentage}%) to {becomes}."
    figure = f"{now.percentage}%, was {was.percentage}%"
    return [Change("rating", "rating_band", way, said, size, ("overall",), figure=figure)]


def _overall(scores: pl.DataFrame, statements: pl.DataFrame) -> Overall | None:
    if statements.is_empty():
        return None
    return rated(assessed(scores, statements))


def _was(before: int | None, now: int | None) -> str:
    if now is None:
        return f"gone, was {before}"
    return f"{now}" if before is None else f"{now}, was {before}"


def _score(score: int) -> str:
    return f"{score} ({SCORE_NAMES[score]})"


def _way(before: int | None, now: int | None) -> Direction:
    if before is None or now is None:
        return "neutral"
    return "better" if now > before else "worse"


SINGLY: Final = 3
"""Changes of one kind told one by one; any more are told together."""

_APPEARED: Final = {
    Meaning.CONCERN: "concern_appeared",
    Meaning.IMPROVEMENT: "improvement_appeared",
}
_GONE: Final = {
    Meaning.CONCERN: "concern_cleared",
    Meaning.IMPROVEMENT: "improvement_lost",
}
_TARGET: Final = {
    Assurance.CONSISTENT_FAIL: "target_out_of_reach",
    Assurance.CONSISTENT_PASS: "target_in_reach",
}
_TOGETHER: Final = {
    "concern_appeared": "Also a new concern",
    "improvement_appeared": "Also newly improved",
    "concern_cleared": "Also no concern any more",
    "improvement_lost": "Also no improvement any more",
    "target_out_of_reach": "Also on the way to miss their target",
    "target_in_reach": "Also on the way to meet their target",
    "signal_neutral": "Also changed",
}
_SHORTLY: Final = {
    "concern_appeared": "newly worse",
    "improvement_appeared": "newly better",
    "concern_cleared": "no concern now",
    "improvement_lost": "as before",
    "target_out_of_reach": "will miss target",
    "target_in_reach": "will meet target",
    "signal_neutral": "changed",
}
_WAYS: Final[dict[str, Direction]] = {
    "concern_appeared": "worse",
    "improvement_appeared": "better",
    "concern_cleared": "better",
    "improvement_lost": "worse",
    "target_out_of_reach": "worse",
    "target_in_reach": "better",
    "signal_neutral": "neutral",
}


def signal_changes(
    before: pl.DataFrame, after: pl.DataFrame, target_kind: str = ""
) -> list[Change]:
    """Find the measures whose verdict is not what it was.

    `before`, `after`: what `process_control.charts.xmr` gave as latest at two moments, with a
    column name where series have one for people. `target_kind`: what a series is, to link to
    (empty: a signal). A series that was not there before counts as
    common cause then; one that is not there any more is left out. One whose signal and target
    verdict both changed counts once, by the signal. The size is how far the latest figure lies
    from the mean, in reaches of the limits. Of each kind of change the `SINGLY` largest are told
    one by one, the others together.

    Raises ValueError naming the column that is missing.
    """
    for frame in (before, after):
        require(frame, "series", "variation", "assurance")
    require(after, "sentence", "mean", "upper_limit", "last_value")
    was = before.select("series", variation_before="variation", assurance_before="assurance")
    both = after.join(was, on="series", how="left", maintain_order="left").with_columns(
        pl.col("variation_before").fill_null(Meaning.COMMON_CAUSE),
        pl.col("assurance_before").fill_null(Assurance.NONE),
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in both.iter_rows(named=True):
        change = _change(row)
        if change:
            found.setdefault(change, []).append(row)
    told = []
    for change, rows in found.items():
        rows.sort(key=lambda row: (-_size(row), row["series"]))
        way = _WAYS[change]
        for row in rows[:SINGLY]:
            said = _signal_sentence(row, change)
            told.append(
                Change(
                    "signal", change, way, said, _size(row), (row["series"],), target_kind,
                    _name(row), _SHORTLY[change],
                )
            )  # fmt: skip
        others = rows[SINGLY:]
        if others:
            said = f"{_TOGETHER[change]}: {listed_up_to([_name(row) for row in others])}."
            series = tuple(row["series"] for row in others)
            told.append(Change("signal", change, way, said, 0, series, target_kind))
    return told


def measure_changes(before: pl.DataFrame, after: pl.DataFrame) -> list[Change]:
    """Find the council's measures whose verdict is not what it was, and those that are newly held.

    `before`, `after`: as `signal_changes` takes them, a series being a measure. One that was not
    held before has no verdict to differ from: all of these are one change, its size how many.

    Raises ValueError naming the column that is missing.
    """
    held = before.select("series")
    found = signal_changes(before, after.join(held, on="series", how="semi"), "measure")
    new = after.join(held, on="series", how="anti", maintain_order="left")
    if new.height:
        names = [_name(row) for row in new.iter_rows(named=True)]
        said = f"{sentence(number_of(new.height, 'measure'))} newly held: {listed_up_to(names)}."
        series = tuple(new["series"])
        found.append(
            Change("signal", "measures_new", "neutral", said, new.height, series, "measure")
        )
    return found


def _change(row: dict[str, Any]) -> str | None:
    before, now = row["variation_before"], row["variation"]
    if before != now:
        change = _APPEARED.get(now) or _GONE.get(before)
        if change or now != Meaning.COMMON_CAUSE:
            return change or "signal_neutral"
    if row["assurance"] != row["assurance_before"]:
        return _TARGET.get(row["assurance"])
    return None


def _size(row: dict[str, Any]) -> float:
    last, mean, upper = row["last_value"], row["mean"], row["upper_limit"]
    if last is None or mean is None or upper is None or upper <= mean:
        return 0.0
    return float(abs(last - mean) / (upper - mean))


def _name(row: dict[str, Any]) -> str:
    return str(row.get("name") or row["series"])


def _signal_sentence(row: dict[str, Any], change: str) -> str:
    name = _name(row)
    if change == "concern_cleared":
        return f"{name} is no concern any more. {row['sentence']}"
    if change == "improvement_lost":
        return f"{name} shows no improvement any more. {row['sentence']}"
    return f"{name}. {row['sentence']}"


_EMBEDDED: Final = 5


def lesson_changes(earlier: pl.DataFrame, later: pl.DataFrame) -> list[Change]:
    """Find the lessons that moved round the loop.

    `earlier`, `later`: what `learning_loop.lesson_stages` gave at two moments. One change each
    for lessons embedded with evidence, said to be embedded without, gone back a stage, moved on
    by some other stage, and newly found (and not moved on yet); the size is how many.

    Raises ValueError naming the column that is missing.
    """
    for frame in (earlier, later):
        require(frame, "reference", "rank", "why_not_evidenced")
    was = earlier.select(
        "reference", rank_before="rank", doubted_before=pl.col("why_not_evidenced").is_not_null()
    )
    both = later.join(was, on="reference", how="left", maintain_order="left").with_columns(
        pl.col("doubted_before").fill_null(value=False),
        new=pl.col("rank_before").is_null(),
        rank_before=pl.col("rank_before").fill_null(1),
    )
    rank, before = pl.col("rank"), pl.col("rank_before")
    checks = "checked_on" not in later.columns or bool(recorded(later, "checked_on"))
    doubted = pl.col("why_not_evidenced").is_not_null() & ~pl.col("doubted_before") & checks
    embedded = (rank == _EMBEDDED) & (before < _EMBEDDED)
    on = (rank > before) & ~embedded & ~doubted
    kinds: tuple[tuple[str, Direction, pl.Expr, str], ...] = (
        ("lessons_embedded", "better", embedded, "embedded, with a check that shows it"),
        ("lessons_not_evidenced", "worse", doubted, "said to be embedded without a check that "
         "shows it"),
        ("lessons_back", "worse", (rank < before) & ~doubted, "gone back a stage"),
        ("lessons_on", "better", on, "moved on round the loop"),
        ("lessons_found", "neutral", pl.col("new") & (rank == 1) & ~doubted, "newly found"),
    )  # fmt: skip
    return [
        change
        for name, way, which, words in kinds
        for change in _together("lesson", name, way, both.filter(which), words)
    ]


def action_changes(earlier: pl.DataFrame, later: pl.DataFrame) -> list[Change]:
    """Find the actions that moved.

    `earlier`, `later`: what `plan.action_states` gave at two moments. One change each for actions
    newly overdue, closed with evidence of impact, closed without, open again, put back to a later
    date, and newly agreed (the last three: and not overdue); the size is how many.

    Raises ValueError naming the column that is missing.
    """
    for frame in (earlier, later):
        require(frame, "reference", "state", "due")
    was = earlier.select("reference", state_before="state", due_before="due")
    both = later.join(was, on="reference", how="left", maintain_order="left")
    now, before = pl.col("state"), pl.col("state_before").fill_null("")

    def newly(state: ActionState) -> pl.Expr:
        return (now == state) & (before != state)

    told = recorded(later, "complete", "impact") if "complete" in later.columns else _ALL
    open_now = now.is_in((ActionState.DUE_SOON, ActionState.DUE_LATER, ActionState.NO_DUE_DATE))
    reopened = before.is_in(CLOSED_STATES) & open_now
    later_due = (pl.col("due") > pl.col("due_before")).fill_null(value=False)
    put_back = later_due & open_now & ~reopened
    closed = now.is_in(CLOSED_STATES) & ~before.is_in(CLOSED_STATES)
    kinds: tuple[tuple[str, Direction, pl.Expr, str], ...] = (
        ("actions_overdue", "worse", newly(ActionState.OVERDUE), "newly overdue"),
        ("actions_closed_with_evidence", "better", newly(ActionState.CLOSED_WITH_EVIDENCE),
         "closed with evidence of impact"),
        ("actions_closed_without_evidence", "neutral", newly(ActionState.CLOSED_WITHOUT_EVIDENCE),
         "closed without evidence of impact"),
        ("actions_reopened", "worse", reopened, "open again"),
        ("actions_put_back", "worse", put_back, "put back to a later date"),
        ("actions_agreed", "neutral", pl.col("state_before").is_null() & open_now,
         "newly agreed"),
    )  # fmt: skip
    if "impact" not in told:  # nobody ever recorded it: that it is empty says nothing
        kinds = tuple(
            ("actions_closed_without_evidence", way, closed, "closed")
            if name == "actions_closed_without_evidence"
            else (name, way, which, words)
            for name, way, which, words in kinds
        )
    if "complete" not in told:
        kinds = tuple(each for each in kinds if each[0] == "actions_agreed")
    return [
        change
        for name, way, which, words in kinds
        for change in _together("action", name, way, both.filter(which), words)
    ]


_ALL: Final = frozenset({"complete", "impact"})


def data_changes(before: pl.DataFrame, after: pl.DataFrame) -> list[Change]:
    """Find the datasets that have become late, or have come.

    `before`, `after`: what `freshness.freshness` gave at two moments (dataset, title, state,
    recorded; for late ones age_days). One change for all datasets that are late and were not, its
    size the days of the oldest; one for all that came after being late or empty.

    Raises ValueError naming the column that is missing.
    """
    for frame in (before, after):
        require(frame, "dataset", "title", "state", "age_days")
    was = before.select("dataset", state_before="state")
    both = after.join(was, on="dataset", how="left", maintain_order="left")
    now, before_state = pl.col("state"), pl.col("state_before").fill_null(Freshness.EMPTY)
    late = both.filter((now == Freshness.LATE) & (before_state != Freshness.LATE)).sort(
        "age_days", "dataset", descending=[True, False]
    )
    found = []
    if late.height:
        names, age = late["title"].to_list(), number_of(late["age_days"][0], "day")
        said = (
            f"{names[0]}: the newest is {age} old, and late."
            if late.height == 1
            else f"{late.height} kinds of records became late: {listed_up_to(names)}. "
            f"The longest wait is {age}."
        )
        found.append(
            Change("data", "data_late", "worse", said, late["age_days"][0],
                   tuple(late["dataset"]), "dataset")
        )  # fmt: skip
    known = now.is_in([Freshness.ON_TIME, Freshness.HELD])
    came = both.filter(known & before_state.is_in([Freshness.LATE, Freshness.EMPTY])).sort(
        "dataset"
    )
    if came.height:
        said = f"New data came: {listed_up_to(came['title'].to_list())}."
        found.append(
            Change("data", "data_arrived", "better", said, came.height, tuple(came["dataset"]),
                   "dataset")
        )  # fmt: skip
    return found


def _together(
    kind: str, change: str, way: Direction, rows: pl.DataFrame, words: str
) -> list[Change]:
    if rows.is_empty():
        return []
    names = rows["reference"].to_list()
    said = f"{sentence(number_of(len(names), kind))} {words}: {listed_up_to(names)}."
    return [Change(kind, change, way, said, len(names), tuple(names))]
