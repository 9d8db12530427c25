"""Signals that appeared, turned or cleared between two moments."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from measures.changes.change import Change, Direction
from measures.process_control.series_wording import Assurance
from measures.process_control.special_causes import Meaning
from measures.statistics.columns import require
from vocabulary.wording import listed_up_to

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
_WAYS: Final[dict[str, Direction]] = {
    "concern_appeared": "worse",
    "improvement_appeared": "better",
    "concern_cleared": "better",
    "improvement_lost": "worse",
    "target_out_of_reach": "worse",
    "target_in_reach": "better",
    "signal_neutral": "neutral",
}


def signal_changes(before: pl.DataFrame, after: pl.DataFrame) -> list[Change]:
    """Find the measures whose verdict is not what it was.

    `before`, `after`: what `process_control.charts.xmr` gave as latest at two moments, with a
    column name where series have one for people. A series that was not there before counts as
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
            said = _said(row, change)
            told.append(Change("signal", change, way, said, _size(row), (row["series"],)))
        others = rows[SINGLY:]
        if others:
            said = f"{_TOGETHER[change]}: {listed_up_to([_name(row) for row in others])}."
            series = tuple(row["series"] for row in others)
            told.append(Change("signal", change, way, said, 0, series))
    return told


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


def _said(row: dict[str, Any], change: str) -> str:
    name = _name(row)
    if change == "concern_cleared":
        return f"{name} is no concern any more. {row['sentence']}"
    if change == "improvement_lost":
        return f"{name} shows no improvement any more. {row['sentence']}"
    return f"{name}. {row['sentence']}"
