"""The annual report's counts as anyone may see them: small ones hidden, and what betrays them."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.cases import NOT_RECORDED
from measures.complaint_report import AnnualReport
from measures.suppression import DEFAULT, Policy, suppress

_PARTS: Final = (
    # All of the decided: upheld and partly upheld add up to well founded, and the rest is the rest.
    ("decided", {"upheld": "well_founded", "partly_upheld": "well_founded"}),
    ("received", {"withdrawn": "", "not_decided": ""}),
    ("received", {"referred_to_ombudsman": ""}),
    ("received", {"no_subject": ""}),
)
_REST: Final = "the rest"


def public_report(report: AnnualReport, policy: Policy = DEFAULT) -> AnnualReport:
    """Hide what could pick somebody out of an annual report's counts and subjects.

    Gives the report with counts (number missing where hidden) and subjects (count, well_founded
    and decided missing where hidden; share, low and high too where count is). A count is hidden
    when it is small, or when the others with which it adds up would give a hidden one away; of
    subjects, which overlap, each by itself. Raises nothing of its own.

    Source: ours; `measures.suppression`.
    """
    numbers = dict(report.counts.select("item", "number").iter_rows())
    hidden = {
        item
        for whole, parts in _PARTS
        for item in _hidden(whole, {part: group or part for part, group in parts.items()}, numbers,
                            policy)
    }  # fmt: skip
    small = range(policy.least, policy.threshold)
    hidden |= {item for item, number in numbers.items() if number in small}
    counts = report.counts.with_columns(
        pl.when(pl.col("item").is_in(sorted(hidden))).then(None).otherwise("number").alias("number")
    )
    subjects = _subjects(report.subjects, policy, unsaid="no_subject" in hidden)
    return report._replace(counts=counts, subjects=subjects)


def _hidden(
    whole: str, groups: dict[str, str], numbers: dict[str, int], policy: Policy
) -> set[str]:
    """Which of a whole, its parts and their groups are hidden, the rest being their complement."""
    rest = numbers[whole] - sum(numbers[part] for part in groups)
    frame = pl.DataFrame(
        {
            "group": [*groups.values(), _REST],
            "part": [*groups, _REST],
            "count": [*(numbers[part] for part in groups), rest],
        }
    )
    cells = suppress(frame, [("group", "part")], "count", policy)
    found = cells.filter("hidden").select("group", "part").rows()
    named = {group if part == "Total" else part for group, part in found}
    return {whole if name == "Total" else name for name in named} - {_REST}


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
