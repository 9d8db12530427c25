from collections.abc import Sequence
from types import ModuleType
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from measures.statistics import agreement
from measures.statistics.agreement import Agreement, weighted_kappa
from tests.measures.reference import assert_close, assert_same, reference


def check_agreement(measures: ModuleType) -> None:
    theirs = reference("kappa")
    both = theirs.join(
        measures.weighted_kappa(reference("kappa_in")), on="case", how="left", suffix="_ours"
    )
    assert_same(both["n_ours"], both["n"], both)
    for column in ("kappa_quadratic", "kappa_linear"):
        assert_close(both[f"{column}_ours"], both[column], both)


def test_kappa_agrees_with_the_reference() -> None:
    check_agreement(agreement)


def audits(pairs: Sequence[tuple[int | None, int | None]], case: str = "North") -> pl.DataFrame:
    return pl.DataFrame(
        {
            "case": [case] * len(pairs),
            "auditor": [a for a, _ in pairs],
            "moderator": [m for _, m in pairs],
        },
        schema_overrides={"case": pl.String, "auditor": pl.Int64, "moderator": pl.Int64},
    )


def row(frame: pl.DataFrame) -> dict[str, Any]:
    return weighted_kappa(frame).row(0, named=True)


def test_full_agreement_in_few_cases_is_too_few_to_judge() -> None:
    judged = row(audits([(1, 1), (2, 2), (3, 3), (4, 4)]))
    assert (judged["kappa_quadratic"], judged["high"]) == (1.0, 1.0)
    assert judged["low"] < 0
    assert judged["verdict"] == "too few to judge"


def test_full_agreement_in_many_cases_is_beyond_chance() -> None:
    judged = row(audits([(1, 1), (2, 2), (3, 3), (4, 4)] * 15))
    assert judged["low"] > 0.6
    assert judged["verdict"] == "beyond chance"


def test_grades_unrelated_to_each_other_are_no_more_than_chance() -> None:
    judged = row(audits([(a, m) for a in (1, 2, 3, 4) for m in (1, 2, 3, 4)] * 8))
    assert judged["kappa_quadratic"] == pytest.approx(0)
    assert judged["verdict"] == "no more than chance"


def test_one_grade_only_gives_no_figure() -> None:
    judged = row(audits([(3, 3)] * 20))
    assert judged["kappa_quadratic"] is judged["low"] is judged["linear_high"] is None
    assert judged["verdict"] == "no spread to judge by"


def test_an_audit_not_moderated_is_left_out_but_its_case_stays() -> None:
    frame = pl.concat([audits([(1, 1), (2, 3), (4, None)]), audits([(None, None)], "South")])
    judged = weighted_kappa(frame)
    assert judged.select("case", "n").rows() == [("North", 2), ("South", 0)]


def test_cases_come_as_first_met_and_do_not_touch_each_other() -> None:
    a, b = audits([(1, 2), (3, 3), (4, 3)], "b"), audits([(2, 2), (1, 3)], "a")
    both = weighted_kappa(pl.concat([a, b])[[3, 0, 4, 1, 2]])
    apart = pl.concat([weighted_kappa(b), weighted_kappa(a)])
    # Only to rounding: how products are summed may depend on the shape and the processor.
    assert_frame_equal(both, apart, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("grade", [0, 5, 2.5])
def test_refuses_a_grade_that_is_none(grade: float) -> None:
    with pytest.raises(ValueError, match=f"moderator has {grade}"):
        weighted_kappa(audits([(1, 1)]).with_columns(moderator=pl.lit(grade)))


def test_other_scales_can_be_named() -> None:
    frame = audits([(0, 5), (5, 5), (0, 0)])
    assert weighted_kappa(frame, grades=(0, 5))["n"].to_list() == [3]


def test_an_empty_frame_gives_an_empty_answer() -> None:
    assert weighted_kappa(audits([])).schema == weighted_kappa(audits([(1, 2)])).schema


grades = st.integers(1, 4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(grades, grades), min_size=1, max_size=40))
def test_graders_and_the_ends_of_the_scale_can_be_swapped(
    pairs: list[tuple[int | None, int | None]],
) -> None:
    frame = audits(pairs)
    judged = weighted_kappa(frame)
    figures = [c for c in judged.columns if judged[c].dtype == pl.Float64]
    swapped = frame.rename({"auditor": "moderator", "moderator": "auditor"})
    turned = frame.with_columns(auditor=5 - pl.col("auditor"), moderator=5 - pl.col("moderator"))
    for other in (swapped, turned):
        for name in figures:
            assert_close(weighted_kappa(other)[name], judged[name], judged)
    assert judged["verdict"][0] in set(Agreement)
    if (kappa := judged["kappa_quadratic"][0]) is not None:
        assert judged["low"][0] <= kappa <= judged["high"][0]
        assert -1 <= judged["low"][0] <= judged["high"][0] <= 1
