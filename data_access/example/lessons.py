"""Example Borough's lessons and actions, tied to what they came from and what they answer."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.datasets import ACTION, LEARNING
from data_access.example.growth import grown
from data_access.example.records import written

_LESSON_TOLD = {
    "shared_on": ("shared_by",),
    "changed_on": ("change",),
    "checked_on": ("checked_by", "check_result"),
    "embedded_on": (),
}
_ACTION_TOLD = {"progress_on": ("progress",), "closed": ("impact",)}


def lessons(
    audits: pl.DataFrame, complaints: pl.DataFrame, citations: dict[str, str]
) -> pl.DataFrame:
    """Every lesson as it ends, columns as the learning dataset's.

    In the file `pick` says where a lesson was found: an audit's practice area, a complaint's
    theme, the day of an ombudsman's decision, or a reference. `citations`: a finding's place
    ("learning 4.2") to its reference.
    """
    frame = written("learning", LEARNING)
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
