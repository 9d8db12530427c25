"""How often charts of indicators cry wolf, and how often they see a change that is there.

`FULL=1 python -m tests.measures.indicators.alarm_rates` prints the tables of docs/methods.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tests.measures.indicators.simulated import (
    LENGTHS,
    SERIES,
    Kind,
    claims,
    judged,
    judged_by_counting,
)

KINDS = ("normal", "counts", "skewed", "share", "rate")
CHARTED = ("normal", "share", "rate")  # one for each chart: XmR, p and u
HISTORY = (12, 24, 60)
WATCHED = 12
REBASED = 12  # months of another level before the usual range begins anew
SEEN_AFTER = (3, 6, 12)
_QUIET = "common_cause"
_HIGHER = "neutral_high"


def of_months(kind: Kind, many: int, *, rebased: int | None = None) -> float:
    """Of the months of steady figures (since the usual range began anew), the share marked."""
    points = judged(kind, many + (rebased or 0) - 1, 1, rebased=rebased).points
    points = points.filter(pl.col("rebase_group") == (0 if rebased is None else 1))
    return int((points.get_column("special_cause") != _QUIET).sum()) / points.height


def of_latest(kind: Kind, many: int, *, rebased: int | None = None) -> float:
    """Of series of steady figures, the share whose latest month is marked: what a page shows."""
    latest = judged(kind, many + (rebased or 0) - 1, 1, rebased=rebased).latest
    return int((latest.get_column("special_cause") != _QUIET).sum()) / latest.height


def of_series_in_a_year(kind: Kind, many: int, *, rebased: int | None = None) -> float:
    """Of series of steady figures that are looked at every month for a year, from `many` months
    on, the share whose latest month was ever marked."""
    ever = None
    # Each month anew, as somebody does who looks every month: limits move with what comes.
    for more in range(1, WATCHED + 1):
        latest = judged(kind, many + (rebased or 0) + more - 1, 1, rebased=rebased).latest
        marked = latest.sort("series").get_column("special_cause") != _QUIET
        ever = marked if ever is None else ever | marked
    return 0.0 if ever is None else int(ever.sum()) / ever.len()


def seen_within(
    kind: Kind, before: int, shift: float, months: int, *, rebased: int | None = None
) -> float:
    """Of series that move up by `shift` standard deviations after `before` months, the share whose
    latest month was marked as higher within so many months, looked at every month."""
    ever = None
    for more in range(1, months + 1):
        latest = judged(kind, before + (rebased or 0), more, shift, rebased=rebased).latest
        marked = latest.sort("series").get_column("variation") == _HIGHER
        ever = marked if ever is None else ever | marked
    return 0.0 if ever is None else int(ever.sum()) / ever.len()


def tables() -> Iterator[str]:
    yield f"{SERIES:,} series each"
    for name, rebased in (("", None), (", after a rebase", REBASED)):
        yield f"Steady{name}: months marked | latest month marked | ever in a year of looking"
        for kind in KINDS:
            parts = (
                [of_months(kind, many, rebased=rebased) for many in HISTORY],
                [of_latest(kind, many, rebased=rebased) for many in HISTORY],
                [of_series_in_a_year(kind, 24, rebased=rebased)],
            )
            yield f"{kind:8} " + " | ".join(" ".join(f"{r:.1%}" for r in p) for p in parts)
        for shift in (1, 2):
            yield f"Seen within {SEEN_AFTER} months of a shift of {shift}{name} (24 months before)"
            for kind in CHARTED:
                rates = [seen_within(kind, 24, shift, n, rebased=rebased) for n in SEEN_AFTER]
                yield f"{kind:8} {' '.join(f'{rate:.0%}' for rate in rates)}"
    for name, rebased in (("", None), (", after a rebase", REBASED)):
        more = rebased or 0
        yield f"Claimed since an event{name}, by chance {LENGTHS}"
        for kind in KINDS:
            rates = [claims(kind, b + more, a, rebased=rebased).claimed for b, a in LENGTHS]
            yield f"{kind:8} {' '.join(f'{rate:.1%}' for rate in rates)}"
        for shift in (1, 2):
            yield f"Claimed since an event{name}, after a shift of {shift} standard deviations"
            for kind in CHARTED:
                rates = [
                    claims(kind, b + more, a, shift, rebased=rebased).claimed for b, a in LENGTHS
                ]
                yield f"{kind:8} {' '.join(f'{rate:.0%}' for rate in rates)}"
    yield "Shares and rates judged by counting, of 12, 24 and 60 months"
    for kind in ("share", "rate"):
        yield f"{kind:8} " + " ".join(f"{judged_by_counting(kind, n):.1%}" for n in HISTORY)


if __name__ == "__main__":
    for line in tables():
        print(line, flush=True)
