"""Two assessments beside each other: what became of each theme."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.findings.then_and_now import pair_of, then_and_now

FIRST, SECOND, THIRD = date(2023, 11, 17), date(2025, 3, 14), date(2026, 2, 12)


def findings(*rows: tuple[date | None, str, str, list[str]]) -> pl.DataFrame:
    schema = {
        "published": pl.Date(),
        "source_kind": pl.String(),
        "polarity": pl.String(),
        "themes": pl.List(pl.String()),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def became(rows: pl.DataFrame) -> dict[str, str]:
    pair = pair_of(rows)
    assert pair is not None
    return dict(then_and_now(pair).select("theme", "became").rows())


def test_what_is_not_spoken_of_again_is_not_gone() -> None:
    told = became(
        findings(
            (SECOND, "cqc_assessment", "shortfall", ["waiting"]),
            (SECOND, "cqc_assessment", "shortfall", ["carers"]),
            (SECOND, "cqc_assessment", "mixed", ["training"]),
            (SECOND, "cqc_assessment", "strength", ["equity"]),
            (SECOND, "cqc_assessment", "strength", ["data"]),
            (THIRD, "cqc_assessment", "strength", ["carers"]),
            (THIRD, "cqc_assessment", "shortfall", ["training"]),
            (THIRD, "cqc_assessment", "mixed", ["equity"]),
        )
    )
    assert told == {
        "training": "still_there",
        "equity": "new",
        "carers": "gone",
        "waiting": "not_spoken_of",
        "data": "never_short",
    }


def test_the_two_newest_assessments_count_and_nothing_of_ones_own() -> None:
    rows = findings(
        (FIRST, "cqc_assessment", "shortfall", ["waiting"]),
        (SECOND, "cqc_assessment", "shortfall", ["carers"]),
        (THIRD, "peer_review", "shortfall", ["carers", "waiting"]),
        (date(2026, 9, 1), "self_assessment", "strength", ["carers"]),
        (None, "cqc_assessment", "shortfall", ["equity"]),
    )
    assert became(rows) == {"carers": "still_there", "waiting": "new"}
    counted = then_and_now(pair_of(rows))  # type: ignore[arg-type]
    assert counted.row(0, named=True) == {
        "theme": "carers",
        "then_short": 1,
        "then_findings": 1,
        "now_short": 1,
        "now_findings": 1,
        "became": "still_there",
    }


def test_one_assessment_has_nothing_beside_it() -> None:
    assert pair_of(findings((SECOND, "cqc_assessment", "shortfall", ["waiting"]))) is None
    assert pair_of(findings()) is None


def test_every_finding_of_either_counts_once_a_theme() -> None:
    rows = findings(
        *((SECOND, "cqc_assessment", "shortfall", ["a", "b"]) for _ in range(3)),
        *((THIRD, "cqc_assessment", kind, ["a"]) for kind in ("context", "in_progress", "mixed")),
    )
    counted = then_and_now(pair_of(rows))  # type: ignore[arg-type]
    assert counted.select("theme", "then_short", "now_short", "now_findings").rows() == [
        ("a", 3, 1, 3),
        ("b", 3, 0, 0),
    ]
