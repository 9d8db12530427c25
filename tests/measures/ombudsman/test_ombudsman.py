"""The ombudsman's figures: chance or not, within one scope."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from measures.ombudsman.figures import newest, of_scope, only_count, with_upheld, year_ends
from measures.ombudsman.upheld import (
    ComplianceVerdict,
    against_expected,
    against_similar,
    among_peers,
    compliance,
)
from measures.statistics.comparison import counts
from measures.statistics.comparison_wording import AgainstExpected

SCHEMA: dict[str, Any] = {
    "authority": pl.String,
    "year": pl.String,
    "scope": pl.String,
    "received": pl.Int64,
    "investigations": pl.Int64,
    "upheld": pl.Int64,
    "not_upheld": pl.Int64,
    "uphold_rate": pl.Float64,
    "similar_authority_average": pl.Float64,
    "expected": pl.Float64,
    "compliance_rate": pl.Float64,
    "remedies": pl.Int64,
    "late_remedies": pl.Int64,
}
ADULTS, ALL = "adult social care", "all services"


def year(
    investigations: int | None = 9, upheld: int | None = 8, year: str = "2023-24", **columns: Any
) -> dict[str, Any]:
    return {
        **dict.fromkeys(SCHEMA),
        "authority": "Example Borough",
        "year": year,
        "scope": ADULTS,
        "investigations": investigations,
        "upheld": upheld,
        **columns,
    }


def figures(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


def peers(*rows: tuple[int, int], **columns: Any) -> pl.DataFrame:
    return figures(
        *(year(n, x, authority=f"Council {at}", **columns) for at, (n, x) in enumerate(rows))
    )


def row(frame: pl.DataFrame, **where: Any) -> dict[str, Any]:
    found = frame.filter(**where) if where else frame
    assert found.height == 1
    return found.row(0, named=True)


# Working out how many were upheld


@pytest.mark.parametrize(
    ("columns", "upheld", "worked_out_from"),
    [
        ({"upheld": 8}, 8, "published"),
        ({"uphold_rate": 89}, 8, "uphold rate"),
        ({"uphold_rate": 100}, 9, "uphold rate"),
        ({"uphold_rate": 0}, 0, "uphold rate"),
        ({"not_upheld": 1}, 8, "not upheld"),
        ({"not_upheld": 2, "uphold_rate": 89}, 7, "not upheld"),
        ({"uphold_rate": 88.9}, None, None),
        ({"uphold_rate": 85}, None, None),
        ({"investigations": 401, "uphold_rate": 13}, None, None),
        ({"investigations": None, "uphold_rate": 89}, None, None),
        ({}, None, None),
    ],
)
def test_works_out_how_many_were_upheld_only_where_one_number_fits(
    columns: dict[str, Any], upheld: int | None, worked_out_from: str | None
) -> None:
    told = row(with_upheld(figures(year(**{"upheld": None, **columns}))))
    assert (told["upheld"], told["upheld_from"]) == (upheld, worked_out_from)
    assert told["upheld_derived"] == (worked_out_from in ("uphold rate", "not upheld"))


def test_a_half_may_have_been_rounded_either_way() -> None:
    # 1 of 8 is 12.5 %: published as 12 or as 13, it is 1 either way.
    for rate in (12, 13):
        assert row(with_upheld(figures(year(8, None, uphold_rate=rate))))["upheld"] == 1


def test_says_where_the_published_rate_does_not_fit() -> None:
    told = with_upheld(
        figures(year(9, 8, uphold_rate=89), year(9, 8, uphold_rate=80), year(9, 8), year(0, 0))
    )
    assert told["rate_fits"].to_list() == [True, False, None, None]


def test_investigations_are_upheld_and_not_upheld() -> None:
    assert row(with_upheld(figures(year(None, 8, not_upheld=1))))["investigations"] == 9
    assert row(with_upheld(figures(year(None, 8))))["investigations"] is None


@given(st.integers(0, 450), st.integers(0, 100))
def test_the_only_count_is_the_one_that_a_search_finds(n: int, rate: int) -> None:
    fitting = [x for x in range(n + 1) if n == 0 or abs(200 * x - 2 * n * rate) <= n]
    found = only_count(np.array([float(n)]), np.array([float(rate)]))[0]
    if len(fitting) == 1:
        assert found == fitting[0]
    else:
        assert np.isnan(found)


# Against similar councils


def test_eight_of_nine_where_80_per_cent_is_average_is_within_chance() -> None:
    told = row(
        against_similar(figures(year(9, None, uphold_rate=89, similar_authority_average=80)))
    )
    exact = binomtest(8, 9, 0.8)
    interval = exact.proportion_ci(method="exact")
    assert (told["share"], told["average"]) == (pytest.approx(8 / 9), 0.8)
    assert (told["low"], told["high"]) == pytest.approx((interval.low, interval.high))
    assert told["p_two_sided"] == pytest.approx(exact.pvalue)
    assert told["verdict"] == "within chance"
    assert told["sentence"] == (
        "8 of 9 (89%) upheld, where similar councils' average is 80%: within chance. A figure "
        "this high or higher comes up about every second year by chance alone. How many were "
        "upheld is worked out from what is published."
    )


@pytest.mark.parametrize(
    ("counted", "average", "verdict", "beginning"),
    [
        ((9, 8), None, "nothing to compare with", "8 of 9 (89%): nothing to compare with."),
        ((None, None), 80, "nothing to compare with", "No figure: nothing to compare with."),
        ((0, 0), 80, "too few to judge", "0 of 0 upheld, where similar councils' average is"),
        ((1, 1), 80, "too few to judge", "1 of 1 (100%) upheld, where similar councils'"),
        # The interval drawn beside 0 of 2 reaches to 84%, and so do verdict and sentence.
        ((2, 0), 80, "too few to judge", "0 of 2 (0%) upheld, where similar councils'"),
        ((3, 0), 80, "lower than expected", "0 of 3 (0%) upheld, where similar councils'"),
        ((40, 40), 80, "higher than expected", "40 of 40 (100%) upheld, where similar councils'"),
    ],
)
def test_says_whether_a_rate_is_out_of_the_ordinary(
    counted: tuple[int | None, int | None], average: float | None, verdict: str, beginning: str
) -> None:
    told = row(against_similar(figures(year(*counted, similar_authority_average=average))))
    assert told["verdict"] == verdict
    assert told["sentence"].startswith(beginning)


def test_never_compares_different_scopes() -> None:
    mixed = figures(year(), year(132, 115, scope=ALL, authority="Elsewhere"))
    for measure in (against_similar, against_expected):
        with pytest.raises(ValueError, match="different scopes"):
            measure(mixed)
    with pytest.raises(ValueError, match="different scopes"):
        among_peers(mixed[:1], mixed[1:])
    with pytest.raises(ValueError, match="different scopes"):
        among_peers(figures(year()), peers((30, 24), scope=ALL, year="2010-11"))
    with pytest.raises(ValueError, match="different scopes"):
        against_similar(figures(year(), year(scope=None)))


def test_takes_one_scope_however_it_is_written() -> None:
    mixed = figures(year(), year(scope="Adult Social Care "), year(scope=ALL))
    assert of_scope(mixed, ADULTS)["scope"].to_list() == [ADULTS, ADULTS]
    assert against_similar(of_scope(mixed, ADULTS)).height == 2
    assert of_scope(mixed, "housing").is_empty()


# Against the number expected


def test_nine_where_five_were_expected_is_within_chance() -> None:
    told = row(against_expected(figures(year(expected=5))))
    theirs = row(counts(pl.DataFrame({"x": [9], "expected": [5]})))
    assert (told["low"], told["high"]) == (theirs["exact_low"], theirs["exact_high"])
    assert told["verdict"] == "within chance"
    assert told["sentence"] == (
        "9 investigations where 5 were expected: within chance. "
        "A figure this high or higher comes up about 1 year in 15 by chance alone."
    )


@pytest.mark.parametrize(
    ("columns", "verdict", "beginning"),
    [
        ({"investigations": 1, "upheld": 1, "expected": 2.5}, "too few to judge", "1 invest"),
        ({"expected": None}, "nothing to compare with", "9 investigations: nothing"),
        ({"investigations": None, "upheld": None, "expected": 5}, "nothing to compare", "No fig"),
        ({"investigations": 20, "expected": 5}, "higher than expected", "20 investigations where"),
    ],
)
def test_says_whether_a_number_is_out_of_the_ordinary(
    columns: dict[str, Any], verdict: str, beginning: str
) -> None:
    told = row(against_expected(figures(year(**columns))))
    assert told["verdict"].startswith(verdict)
    assert told["sentence"].startswith(beginning)


def test_another_number_can_be_compared() -> None:
    told = row(against_expected(figures(year(received=24, expected=20)), "received"))
    assert told["count"] == 24
    assert told["sentence"].startswith("24 complaints where 20 were expected: within chance.")


# Remedies


@pytest.mark.parametrize(
    ("columns", "verdict", "sentence"),
    [
        (
            {"remedies": 8, "compliance_rate": 100, "late_remedies": 0},
            "all done, none late",
            "8 of 8 (100%) remedies done; none was late.",
        ),
        (
            {"remedies": 8, "compliance_rate": 100, "late_remedies": 1},
            "some late",
            "8 of 8 (100%) remedies done; 1 of 8 (12%) late (0% to 53%).",
        ),
        (
            {"remedies": 3, "compliance_rate": 100, "late_remedies": 1},
            "some late",
            "3 of 3 (100%) remedies done; 1 of 3 late: too few to judge how often that happens.",
        ),
        (
            {"remedies": 80, "compliance_rate": 99, "late_remedies": 4},
            "some not done",
            "79 of 80 (99%) remedies done; 4 of 80 (5%) late (1% to 12%).",
        ),
        ({"late_remedies": 1}, "some late", "1 was late, of how many is not known."),
        (
            {"compliance_rate": 98},
            "some not done",
            "98% of remedies done; how many were late is not known.",
        ),
        (
            {"compliance_rate": 100},
            "not known",
            "100% of remedies done; how many were late is not known.",
        ),
        ({}, "not known", "How many were late is not known."),
        ({"remedies": 0, "late_remedies": 0}, "not known", "No remedy was asked for."),
    ],
)
def test_says_whether_remedies_were_done_in_time(
    columns: dict[str, Any], verdict: str, sentence: str
) -> None:
    told = row(compliance(figures(year(**columns))))
    assert (told["verdict"], told["sentence"]) == (verdict, sentence)
    assert told["verdict"] in set(ComplianceVerdict)


def test_late_remedies_have_an_exact_interval() -> None:
    told = row(compliance(figures(year(remedies=80, compliance_rate=99, late_remedies=4))))
    exact = binomtest(4, 80).proportion_ci(method="exact")
    assert (told["late_share"], told["complied"]) == (0.05, 79)
    assert (told["low"], told["high"]) == pytest.approx((exact.low, exact.high))
    unknown = row(compliance(figures(year(late_remedies=1))))
    assert (unknown["late_share"], unknown["low"]) == (None, None)


# Among other councils


def test_a_council_stands_in_a_funnel_of_its_scope_and_year() -> None:
    others = peers((132, 115), (39, 31), (15, 10), (94, 76), (59, 44), (48, 43))
    told = among_peers(figures(year(34, 26), year(30, 30, "2022-23")), others)
    assert told["group"].to_list()[0] == "Example Borough"
    assert told["ours"].to_list() == [True, *[False] * 6]
    ours = row(told, ours=True)
    assert (ours["numerator"], ours["denominator"]) == (26, 34)
    assert ours["target"] == pytest.approx((26 + 319) / (34 + 387))
    assert ours["verdict"] == "within chance"


def test_twelve_of_twelve_is_no_outlier_where_four_of_five_are_usual() -> None:
    told = among_peers(figures(year(12, 12)), peers(*[(1000, 800)] * 8))
    assert row(told, ours=True)["verdict"] == "within chance"
    assert row(told, ours=True)["outlier"] == 0


@pytest.mark.parametrize(
    ("others", "verdict", "sentence"),
    [
        ([], "nothing to compare with", "8 of 9 (89%): no other council's figures of this year"),
        ([(30, 3)] * 4, "too few to judge", "8 of 9 (89%): figures of this year and scope are"),
    ],
)
def test_with_few_other_councils_nobody_is_judged(
    others: list[tuple[int, int]], verdict: str, sentence: str
) -> None:
    told = among_peers(figures(year()), peers(*others))
    assert set(told["verdict"]) == {verdict}
    assert told["outlier"].null_count() == told.height
    assert told["sentence"][0].startswith(sentence)


def test_five_other_councils_are_enough() -> None:
    told = among_peers(figures(year()), peers(*[(30, 24)] * 5))
    assert set(told["verdict"]) == {"within chance"}


def test_another_year_can_be_asked_for_and_councils_without_figures_are_left_out() -> None:
    own = figures(year(), year(6, 5, "2022-23"))
    others = peers(*[(30, 24)] * 5, year="2022-23")
    assert among_peers(own, others).height == 1
    earlier = among_peers(own, others, "2022-23")
    assert earlier.height == 6
    nothing = peers((0, 0), year="2022-23").with_columns(authority=pl.lit("No cases"))
    assert among_peers(own, pl.concat([others, nothing]), "2022-23").height == 6
    assert among_peers(own, others, "2010-11").is_empty()


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("2023-24", 2024),
        ("2023/24", 2024),
        ("2023–2024", 2024),
        ("1999-00", 2000),
        ("12 months before the 2024 assessment", 2024),
        ("last year", None),
    ],
)
def test_knows_when_a_year_ends(said: str, ends: int | None) -> None:
    assert pl.DataFrame({"year": [said]}).select(year_ends()).item() == ends


def test_the_newest_year_is_found_for_each_scope() -> None:
    rows = figures(
        year(year="2024-25"),
        year(year="2023-24"),
        year(year="2022-23", scope=ALL),
        year(year="12 months before the 2023 assessment", scope=ALL),
        year(year="last year", scope=ALL),
    )
    assert sorted(newest(rows).select("scope", "year").rows()) == [
        (ADULTS, "2024-25"),
        (ALL, "2022-23"),
    ]


# Edges


chosen = st.integers(0, 60).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.none() | st.integers(0, n),
        st.none() | st.integers(0, 100),
        st.none() | st.floats(0, 40),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(chosen, max_size=12))
def test_verdicts_are_of_the_list_and_shares_lie_in_their_intervals(rows: list[Any]) -> None:
    frame = figures(
        *(
            year(
                n,
                x,
                f"{2000 + at}-{(at + 1) % 100:02}",
                expected=expected,
                similar_authority_average=average,
            )
            for at, (n, x, average, expected) in enumerate(rows)
        )
    )
    similar, expected = against_similar(frame), against_expected(frame)
    assert set(similar["verdict"]) | set(expected["verdict"]) <= set(AgainstExpected)
    known = similar.drop_nulls("share")
    assert known["share"].is_between(known["low"] - 1e-9, known["high"] + 1e-9).all()
    assert similar["year"].equals(frame["year"])


def test_nothing_recorded_gives_an_empty_answer_of_the_same_shape() -> None:
    frame = figures(year(expected=5, similar_authority_average=80, remedies=8, late_remedies=1))
    for measure in (
        with_upheld,
        against_similar,
        against_expected,
        compliance,
        newest,
        lambda rows: of_scope(rows, ADULTS),
        lambda rows: among_peers(rows, peers(*[(30, 24)] * 5)),
        lambda rows: among_peers(rows, peers()),
    ):
        assert measure(frame.clear()).is_empty()
        assert measure(frame.clear()).schema == measure(frame).schema


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (figures(year()).drop("expected"), "missing column: expected"),
        (figures(year(9, 10)), "more complaints were upheld, or not upheld, than were investigat"),
        (figures(year(similar_authority_average=180)), "similar_authority_average has a value abo"),
    ],
)
def test_refuses_impossible_figures(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        against_similar(frame)


def test_refuses_more_late_remedies_than_remedies() -> None:
    with pytest.raises(ValueError, match="late_remedies is larger than remedies"):
        compliance(figures(year(remedies=2, late_remedies=3)))
