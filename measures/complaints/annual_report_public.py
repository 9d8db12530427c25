"""The annual report's counts as anyone may see them: small ones hidden, and what betrays them."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.complaints.annual_report import AnnualReport
from measures.disclosure.margins import TOTAL
from measures.disclosure.suppression import DEFAULT, Policy, suppress
from measures.statistics.breakdown import NOT_RECORDED

# All of the decided: upheld and partly upheld add up to well founded, and the rest to not upheld,
# which is not stated but can be worked out.
_FOUNDED: Final = {"upheld": "well_founded", "partly_upheld": "well_founded"}
# Parts of the received. How many are left when they are taken away is stated nowhere.
_RECEIVED: Final = (("withdrawn", "not_decided"), ("referred_to_ombudsman",), ("no_subject",))
_REST: Final = "the rest"


def public_report(report: AnnualReport, policy: Policy = DEFAULT) -> AnnualReport:
    """Hide what could pick somebody out of an annual report's counts and subjects.

    Gives the report with counts (number missing where hidden) and subjects (count, well_founded
    and decided missing where hidden; share, low and high too where count is). A count is hidden
    when it is small, or when the others with which it adds up would give a hidden one away; of
    subjects, which overlap, each by itself. Raises nothing of its own.

    Source: ours; `measures.disclosure.suppression`.
    """
    numbers: dict[str, int] = dict(report.counts.select("item", "number").iter_rows())
    small = range(policy.least, policy.threshold)
    hidden = _among_decided(numbers, policy)
    hidden |= {item for item, number in numbers.items() if number in small}
    for parts in _RECEIVED:
        if numbers["received"] - sum(numbers[part] for part in parts) in small:
            hidden |= set(parts)
    counts = report.counts.with_columns(
        pl.when(pl.col("item").is_in(sorted(hidden))).then(None).otherwise("number").alias("number")
    )
    subjects = _subjects(report.subjects, policy, unsaid="no_subject" in hidden)
    return report._replace(counts=counts, subjects=subjects)


def _among_decided(numbers: dict[str, int], policy: Policy) -> set[str]:
    """Which of the complaints decided, and of those well founded, must be hidden together."""
    rest = numbers["decided"] - sum(numbers[part] for part in _FOUNDED)
    frame = pl.DataFrame(
        {
            "group": [*_FOUNDED.values(), _REST],
            "part": [*_FOUNDED, _REST],
            "count": [*(numbers[part] for part in _FOUNDED), rest],
        }
    )
    cells = suppress(frame, [("group", "part")], "count", policy).filter("hidden")
    found = {
        group if part == TOTAL else part for group, part in cells.select("group", "part").rows()
    }
    return {"decided" if name == TOTAL else name for name in found} - {_REST}


def _subjects(subjects: pl.DataFrame, policy: Policy, *, unsaid: bool) -> pl.DataFrame:
    """The subjects; `unsaid`: how many complaints have none is hidden already."""

    def small(part: str, whole: str) -> pl.Expr:
        """Whether part, or the people of the whole who are not in it, are few."""
        among = [pl.col(part), pl.col(whole) - pl.col(part)]
        return pl.any_horizontal(
            n.is_between(policy.least, policy.threshold, closed="left") for n in among
        )

    none = (pl.col("case") == NOT_RECORDED) & pl.lit(unsaid)
    count = small("count", "complaints") | none
    decided = count | small("decided", "count") | small("well_founded", "decided")
    hidden = {
        **dict.fromkeys(("count", "share", "low", "high"), count),
        **dict.fromkeys(("well_founded", "decided"), decided),
    }
    return subjects.with_columns(
        pl.when(when).then(None).otherwise(pl.col(name)).alias(name)
        for name, when in hidden.items()
    )
