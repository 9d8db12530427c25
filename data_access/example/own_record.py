"""What Example Borough recorded between assessments, and when each part of it became known."""

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
from data_access.example.audits import audits, known_audits, re_audits
from data_access.example.complaints import complaints, compliments, known_complaints
from data_access.example.growth import grown, within
from data_access.example.indicators import indicators
from data_access.example.lessons import (
    actions,
    checked_by_re_audit,
    known_actions,
    known_lessons,
    lessons,
)
from data_access.example.records import days, written
from data_access.example.timeline import RECORDED_ON
from data_access.example.training import LAST_QUARTER, known_routes, staff_voice, training
from data_access.ledger.ledger import Entry

_COPRODUCTION_TOLD = {"decided": ("result", "changed"), "changed_on": (), "heard_back": ()}

Known = Callable[[date | None, date], pl.DataFrame]


def periods() -> tuple[tuple[date | None, date], ...]:
    """Each day on which records came in, with the one before it."""
    return ((None, RECORDED_ON[0]), *pairwise(RECORDED_ON))


def entries(after: date | None, until: date, citations: dict[str, str]) -> list[Entry]:
    """What became known after one day and by another, dataset by dataset; empty ones left out.

    `citations`: a finding's place ("learning 4.2") to its reference.
    """
    known = _known(tuple(citations.items()))
    frames = [(dataset, read(after, until)) for dataset, read in known]
    return [Entry(dataset, frame) for dataset, frame in frames if not frame.is_empty()]


@lru_cache(maxsize=1)
def _known(citations: tuple[tuple[str, str], ...]) -> tuple[tuple[Dataset, Known], ...]:
    """For each dataset how to tell what became known between two days."""
    all_complaints, first_audits = complaints(), audits()
    all_lessons = lessons(first_audits, all_complaints, dict(citations))
    again = re_audits(checked_by_re_audit(all_lessons), first_audits)
    all_audits = pl.concat([first_audits, again])
    all_actions = actions(dict(citations))
    activities = written("coproduction", COPRODUCTION).with_columns(
        decided=pl.coalesce("changed_on", "heard_back")
    )
    return (
        (TRAINING, _within(training().with_columns(end=pl.col("month").dt.month_end()), "end")),
        (STAFF_VOICE, _within(staff_voice(), "period_end")),
        (WORKFORCE_ROUTE, _routes),
        (COMPLAINT, lambda a, u: known_complaints(all_complaints, after=a, until=u)),
        (
            COMPLIMENT,
            _within(compliments().with_columns(end=pl.col("month").dt.month_end()), "end"),
        ),
        (
            COPRODUCTION,
            lambda a, u: grown(activities, "held", _COPRODUCTION_TOLD, after=a, until=u),
        ),
        (SELDOM_HEARD, _versions("seldom_heard", SELDOM_HEARD)),
        (AUDIT, lambda a, u: known_audits(all_audits, after=a, until=u)),
        (LEARNING, lambda a, u: known_lessons(all_lessons, after=a, until=u)),
        (ACTION, lambda a, u: known_actions(all_actions, after=a, until=u)),
        (INNOVATION, _versions("innovation", INNOVATION)),
        (INDICATOR, _within(indicators(), "period_end")),
    )


def _within(frame: pl.DataFrame, dated: str) -> Known:
    return lambda after, until: within(frame, dated, after=after, until=until)


def _routes(after: date | None, until: date) -> pl.DataFrame:
    day = min(until, LAST_QUARTER)
    return known_routes(after=after and min(after, LAST_QUARTER), until=day)


def _versions(name: str, dataset: Dataset) -> Known:
    """Rows that are written down as they became known, each with the day."""
    frame = days(written(name, dataset), "known_from")

    def read(after: date | None, until: date) -> pl.DataFrame:
        rows = within(frame, "known_from", after=after, until=until).sort("known_from")
        return rows.unique(dataset.natural_key, keep="last", maintain_order=True)

    return read
