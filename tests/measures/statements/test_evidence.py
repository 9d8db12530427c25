"""Which audits, complaints and activities bear on a quality statement."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from measures.statements.record import BEARING, bearing_counts, bearing_records
from tests.measures.drawn_records import drawn_frames
from tests.measures.record_rows import day, records

TODAY = date(2026, 9, 30)
CODEBOOK = pl.DataFrame(
    {"theme": ["carers", "equity"], "statements": [["assessing_needs"], ["equity", None]]}
)
FRAMES = {
    "audit": records("audit", [
        {"reference": "A-1", "audited": day("2026-09-01"), "themes": ["carers"],
         "auditor_grade": 3},
        {"reference": "A-2", "audited": day("2026-09-02"), "strengths": ["carers"],
         "auditor_grade": 4},
        {"reference": "A-3", "audited": day("2026-09-03"), "themes": ["equity"]},
        {"reference": "A-4", "audited": day("2024-09-03"), "themes": ["carers"]},
    ]),
    "complaint": records("complaint", [
        {"reference": "C-1", "received": day("2026-08-01"), "themes": ["carers", "equity"],
         "outcome": "upheld", "ombudsman_decided": day("2026-09-20"),
         "ombudsman_outcome": "not_upheld"},
        {"reference": "C-2", "received": day("2026-10-01"), "themes": ["carers"]},
    ]),
    "coproduction": records("coproduction"),
    "innovation": records("innovation", [
        {"reference": "I-1", "started": day("2026-01-01"), "statement": "assessing_needs"},
    ]),
}  # fmt: skip


def test_records_bear_by_theme_strength_or_name_and_what_falls_short_comes_first() -> None:
    told = bearing_records(FRAMES, CODEBOOK, "assessing_needs", TODAY)
    assert told.select("kind", "reference", "short").rows() == [
        ("audit", "A-1", True),
        ("complaint", "C-1", True),
        ("ombudsman", "C-1", False),
        ("audit", "A-2", False),
        ("innovation", "I-1", False),
    ]


def test_counts_are_told_for_every_kind() -> None:
    told = bearing_counts(bearing_records(FRAMES, CODEBOOK, "assessing_needs", TODAY))
    assert told.rows() == [
        ("audit", 2, 1),
        ("complaint", 1, 1),
        ("ombudsman", 1, 0),
        ("coproduction", 0, 0),
        ("innovation", 1, 0),
    ]


def test_a_statement_no_theme_bears_on_has_what_names_it_only() -> None:
    assert bearing_records(FRAMES, CODEBOOK, "governance", TODAY).is_empty()


@pytest.mark.parametrize("gaps", [0.0, 0.5, 1.0])
def test_whatever_is_missing_it_can_be_told(gaps: float) -> None:
    frames = drawn_frames(3, gaps, required_too=True)
    told = bearing_records(frames, frames["theme"], "learning", TODAY)
    assert set(told["kind"]) <= set(BEARING)
    assert bearing_counts(told)["records"].sum() == told.height
