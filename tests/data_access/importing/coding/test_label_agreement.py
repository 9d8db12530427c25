"""The measured agreement with labels in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_access.importing.coding.label_agreement import coded, kappa, share, told

LABELS = """council,statement,paragraph,n,text,polarity,second,category,themes
Ashby,needs,1,1,Carers told us the helpline was easy to use.,strength,strength,people_experience,\
carers;front_door
Ashby,needs,1,2,This meant that help came in time.,strength,context,,
Ashby,needs,2,1,The borough has three market towns.,context,context,processes,-
Ashby,needs,2,2,Reviews were late in two of them.,shortfall,shortfall,processes,\
assessments_reviews
Brook,learning,1,1,The plan was being rewritten.,strength,in_progress,,
"""


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    file = tmp_path / "labels.csv"
    file.write_text(LABELS, encoding="utf-8")
    return file


def test_what_is_measured_is_told_with_intervals(labels: Path) -> None:
    said = told(coded(labels))
    assert "as labelled: 4 of 5 (80%, 38% to 96%)" in said
    assert "shortfall          found 1 of 1" in said
    assert "in_progress        found none; right 0 of 1" in said
    assert "Two readers: 3 of 5" in said
    assert "Evidence category, as labelled: 3 of 3" in said
    assert "carers                   found 1 of 1" in said


def test_two_readers_are_set_against_chance() -> None:
    pairs = [("a", "a")] * 4 + [("b", "b")] * 4 + [("a", "b"), ("b", "a")]
    assert kappa(pairs) == pytest.approx(0.6)
    assert share(0, 0) == "none"
