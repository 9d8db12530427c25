"""Rows of the complaint and related datasets, written by hand or drawn at random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as st

SCHEMA: dict[str, Any] = {
    "authority": pl.String,
    "reference": pl.String,
    "received": pl.Date,
    "acknowledged": pl.Date,
    "answer_due": pl.Date,
    "responded": pl.Date,
    "channel": pl.String,
    "team": pl.String,
    "themes": pl.List(pl.String),
    "outcome": pl.String,
    "ombudsman_referred": pl.Boolean,
    "ombudsman_decided": pl.Date,
    "ombudsman_outcome": pl.String,
    "remedy_due": pl.Date,
    "remedied": pl.Date,
}
MAY = date(2026, 5, 11)  # a Monday; no bank holiday in the fortnight after it
COMPLIMENTS: dict[str, Any] = {
    "authority": pl.String,
    "team": pl.String,
    "month": pl.Date,
    "theme": pl.String,
    "received": pl.Int64,
}


def complaint(received: date = MAY, **columns: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(SCHEMA),
        "authority": "Example Borough",
        "reference": "C-1",
        "received": received,
        "team": "North team",
        "themes": ["waiting_times"],
        "ombudsman_referred": False,
        **columns,
    }


def complaints(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


def answered(
    received: date, days: int, outcome: str | None = "upheld", **columns: Any
) -> dict[str, Any]:
    """Give a complaint answered after so many days."""
    return complaint(received, responded=received + timedelta(days), outcome=outcome, **columns)


def compliments(*rows: tuple[str | None, date, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"authority": "Example Borough", "team": team, "month": month, "received": received}
            for team, month, received in rows
        ],
        schema=COMPLIMENTS,
    )


def _later(start: date, days: int | None) -> date | None:
    return None if days is None else start + timedelta(days)


some_days = st.none() | st.integers(0, 260)
one_case = st.builds(
    lambda received, waits, team, themes, outcome, ombudsman: complaint(
        received,
        acknowledged=_later(received, waits[0]),
        answer_due=_later(received, waits[1]),
        responded=_later(received, waits[2]),
        team=team,
        themes=themes,
        outcome=outcome if waits[2] is not None or outcome == "withdrawn" else None,
        ombudsman_referred=ombudsman is not None,
        ombudsman_decided=_later(received, waits[3]) if ombudsman else None,
        ombudsman_outcome=ombudsman if waits[3] is not None else None,
        remedy_due=_later(received, waits[4]) if ombudsman == "upheld" else None,
    ),
    st.dates(date(2023, 1, 1), date(2026, 9, 30)),
    st.tuples(st.none() | st.integers(0, 9), *[some_days] * 4),
    st.none() | st.sampled_from(["North team", "South team"]),
    st.none() | st.lists(st.sampled_from(["waiting_times", "care_quality", "carers"]), max_size=4),
    st.none() | st.sampled_from(["upheld", "partly_upheld", "not_upheld", "withdrawn"]),
    st.none() | st.sampled_from(["upheld", "not_upheld", "referred_back"]),
)
frames = st.lists(one_case, max_size=25).map(lambda rows: complaints(*rows))
days = st.dates(date(2022, 12, 1), date(2027, 3, 1))
