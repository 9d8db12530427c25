"""The count of how many numbers of pages are proposed rightly."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.bench_figures import tallies

LABELS = """page,set,dataset,field,value,area,period,must
one,near,indicator,ASCOF 4A,70,,2023-24,yes
one,near,comparator,ASCOF 4A,71,england,2023-24,yes
one,near,indicator,vacancies,12,,2023-24,yes
one,near,indicator,caseload,18,,,yes
two,far,,,,,,yes
"""
ONE = """In 2023/24, 70% of people felt safe, against an England average of 71%. The vacancy rate \
was 12%. Workers said they had 18 of everything.
"""
TWO = "In March 2024, 28% of reviews were overdue, and the garden had 40 benches.\n"


def test_numbers_found_missed_and_wrong_are_counted_by_set(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text(LABELS)
    (tmp_path / "one.txt").write_text(ONE)
    (tmp_path / "two.txt").write_text(TWO)
    counted = tallies(tmp_path / "labels.csv", tmp_path)
    near, far = counted["near"], counted["far"]
    assert (near.found, near.missed, near.right, near.wrong) == (2, 2, 2, 1)
    assert (far.found, far.missed, far.right, far.wrong) == (0, 0, 0, 1)
    assert any("caseload" in each for each in near.told)  # missed
    assert any("vacancies" in each and "no period" in each for each in near.told)
    assert "2 of 4 (50%," in near.line("near")
