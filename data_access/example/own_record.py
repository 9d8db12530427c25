"""What Example Borough recorded between assessments, and when each part of it became known; among
it lessons and actions, tied to what they came from and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from itertools import pairwise

import polars as pl

from data_access.datasets import (
    ACTION,
    AUDIT,
    COMPLAINT,
    COMPLIMENT,
    COPRODUCTION,
    INDICATOR,
    INNOVATION,
    LEARNING,
    SELDOM_HEARD,
    STAFF_VOICE,
    TRAINING,
    WORKFORCE_ROUTE,
    Dataset,
)
from data_access.example import later
from data_access.example.audits import audits, known_audits, re_audits
from data_access.example.complaints import complaints, compliments, known_complaints
from data_access.example.growth import grown, within
from data_access.example.indicators import indicators
from data_access.example.records import days, written
from data_access.example.scorecard import scorecard
from data_access.example.timeline import LAST_DAY, RECORDED_ON
from data_access.example.training import known_routes, staff_voice, training
from data_access.ledger.entry import Entry

_LESSON_TOLD = {
    "shared_on": ("shared_by",),
    "changed_on": ("change",),
    "checked_on": ("checked_by", "check_result"),
    "embedded_on": (),
}
_ACTION_TOLD = {"progress_on": ("progress",), "closed": ("impact",)}


def lessons(
    audits: pl.DataFrame,
    complaints: pl.DataFrame,
    citations: dict[str, str],
    to: date = LAST_DAY,
) -> pl.DataFrame:
    """Every lesson found to a day as it ends, columns as the learning dataset's.

    In the file `pick` says where a lesson was found: an audit's practice area, a complaint's
    theme, the day of an ombudsman's decision, or a reference. `citations`: a finding's place
    ("learning 4.2") to its reference.
    """
    frame = pl.concat([written("learning", LEARNING), later.lessons(to)])
    taken: set[str] = set()
    origins = []
    for origin, pick, found in frame.select("origin", "pick", "found").iter_rows():
        reference = _origin(origin, pick, found, audits, complaints, citations, taken)
        origins.append(reference)
        taken.add(reference or "")
    return frame.drop("pick").with_columns(
        origin_reference=pl.Series(origins, dtype=pl.String),
    )


def _origin(
    origin: str,
    pick: str | None,
    found: date,
    audits: pl.DataFrame,
    complaints: pl.DataFrame,
    citations: dict[str, str],
    taken: set[str],
) -> str | None:
    if pick is None:
        return None
    if origin == "audit":
        poor = (pl.col("auditor_grade") <= 2) & (pl.col("practice_area") == pick)
        return _newest(audits.filter(poor & (pl.col("audited") <= found)), "audited", taken)
    if origin == "complaint":
        fits = pl.col("themes").list.contains(pick) & pl.col("outcome").str.contains("upheld")
        answered = complaints.filter(fits & (pl.col("responded") <= found))
        return _newest(answered.filter(pl.col("outcome") != "not_upheld"), "responded", taken)
    if origin == "ombudsman":
        decided = pl.col("ombudsman_decided") == date.fromisoformat(pick)
        return str(complaints.filter(decided).item(0, "reference"))
    return citations.get(pick, pick)


def _newest(rows: pl.DataFrame, dated: str, taken: set[str]) -> str:
    free = rows.filter(~pl.col("reference").is_in(list(taken)))
    return str(free.sort(dated, "reference").item(-1, "reference"))


def checked_by_re_audit(lessons: pl.DataFrame) -> pl.DataFrame:
    """The lessons that were checked by auditing again: re_audit_of, checked_on, better."""
    return lessons.filter(
        (pl.col("checked_by") == "re_audit") & (pl.col("origin") == "audit")
    ).select(
        "checked_on",
        re_audit_of="origin_reference",
        better=pl.col("check_result") == "improved",
    )


def actions(citations: dict[str, str]) -> pl.DataFrame:
    """Every action as it ends, columns as the action dataset's. In the file findings are named by
    their place ("learning 1.3"), which `citations` turns into their references."""
    frame = written("action", ACTION)
    answers = [
        None if parts is None else [citations.get(part, part) for part in parts]
        for parts in frame.get_column("answers").to_list()
    ]
    return frame.with_columns(answers=pl.Series(answers, dtype=pl.List(pl.String)))


def known_lessons(frame: pl.DataFrame, *, after: date | None, until: date) -> pl.DataFrame:
    """Lessons found or moved on since a day, as known on another."""
    return grown(frame, "found", _LESSON_TOLD, after=after, until=until)


def known_actions(frame: pl.DataFrame, *, after: date | None, until: date) -> pl.DataFrame:
    """Actions agreed, noted on or closed since a day, as known on another."""
    return grown(frame, "opened", _ACTION_TOLD, after=after, until=until)


_COPRODUCTION_TOLD = {"decided": ("result", "changed"), "changed_on": (), "heard_back": ()}

Known = Callable[[date | None, date], pl.DataFrame]


def periods() -> tuple[tuple[date | None, date], ...]:
    """Each day on which records came in, with the one before it."""
    return ((None, RECORDED_ON[0]), *pairwise(RECORDED_ON))


def entries(
    after: date | None, until: date, citations: dict[str, str], to: date = LAST_DAY
) -> list[Entry]:
    """What became known after one day and by another, dataset by dataset; empty ones left out.

    `citations`: a finding's place ("learning 4.2") to its reference. `to`: the last day that the
    record is drawn to; what became known earlier is the same whichever it is.
    """
    known = _known(tuple(citations.items()), to)
    frames = [(dataset, read(after, until)) for dataset, read in known]
    return [Entry(dataset, frame) for dataset, frame in frames if not frame.is_empty()]


@lru_cache(maxsize=1)
def _known(citations: tuple[tuple[str, str], ...], to: date) -> tuple[tuple[Dataset, Known], ...]:
    """For each dataset how to tell what became known between two days."""
    all_complaints, first_audits = complaints(until=to), audits(until=to)
    all_lessons = lessons(first_audits, all_complaints, dict(citations), to)
    again = re_audits(checked_by_re_audit(all_lessons), first_audits, to)
    all_audits = pl.concat([first_audits, again])
    all_actions = actions(dict(citations))
    actions_later = later.actions(all_actions, to)
    activities = pl.concat([written("coproduction", COPRODUCTION), later.activities(to)])
    activities = activities.with_columns(decided=pl.coalesce("changed_on", "heard_back"))
    return (
        (TRAINING, _within(training(to).with_columns(end=pl.col("month").dt.month_end()), "end")),
        (STAFF_VOICE, _within(staff_voice(to), "period_end")),
        (WORKFORCE_ROUTE, _routes),
        (COMPLAINT, lambda a, u: known_complaints(all_complaints, after=a, until=u)),
        (COMPLIMENT, _within(compliments(to), "came")),
        (
            COPRODUCTION,
            lambda a, u: grown(activities, "held", _COPRODUCTION_TOLD, after=a, until=u),
        ),
        (SELDOM_HEARD, _versions("seldom_heard", SELDOM_HEARD)),
        (AUDIT, lambda a, u: known_audits(all_audits, after=a, until=u)),
        (LEARNING, lambda a, u: known_lessons(all_lessons, after=a, until=u)),
        (
            ACTION,
            # After the story actions that were open then go on: what they end as is another.
            lambda a, u: known_actions(
                all_actions if u <= LAST_DAY else actions_later, after=a, until=u
            ),
        ),
        (INNOVATION, _versions("innovation", INNOVATION, to)),
        (INDICATOR, _within(_indicators(to), "period_end")),
    )


def _within(frame: pl.DataFrame, dated: str) -> Known:
    return lambda after, until: within(frame, dated, after=after, until=until)


def _routes(after: date | None, until: date) -> pl.DataFrame:
    return known_routes(after=after, until=until)


def _indicators(to: date) -> pl.DataFrame:
    """All of the monthly table, and what the scorecard has after the story: until then it came in
    one go."""
    later = scorecard(to).filter(pl.col("period_end") > LAST_DAY)
    return pl.concat([indicators(to), later], how="diagonal")


def _versions(name: str, dataset: Dataset, to: date = LAST_DAY) -> Known:
    """Rows that are written down as they became known, each with the day."""
    frame = days(written(name, dataset), "known_from")
    if dataset is INNOVATION:
        frame = pl.concat([frame, later.pilots(frame, to)])

    def read(after: date | None, until: date) -> pl.DataFrame:
        rows = within(frame, "known_from", after=after, until=until).sort("known_from")
        return rows.unique(dataset.natural_key, keep="last", maintain_order=True)

    return read
