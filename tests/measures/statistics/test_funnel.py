from types import ModuleType
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.statistics import funnel as funnel_module
from measures.statistics.funnel import funnel
from tests.measures.reference import assert_close, assert_same, reference

LIMITS = ("LCL95", "UCL95", "LCL99", "UCL99", "OD95LCL", "OD95UCL", "OD99LCL", "OD99UCL")


def check_funnel(measures: ModuleType) -> None:
    ours = measures.funnel(reference("funnel_in"))
    theirs = reference("funnel_groups").filter(~pl.col("fpr_unclamped"))
    both = theirs.join(ours, on=["funnel", "group"], how="left", suffix="_ours")
    for column in ("ratio", *LIMITS):
        assert_close(both[f"{column}_ours"], both[column], both)
    assert_same(both["outlier_ours"], both["outlier"], both)
    summary = reference("funnel_summary")
    both = summary.join(
        ours.unique("funnel", maintain_order=True), on="funnel", how="left", suffix="_ours"
    )
    for column in ("target", "phi", "tau2"):
        assert_close(both[f"{column}_ours"], both[column], both)


def test_limits_agree_with_the_reference() -> None:
    check_funnel(funnel_module)


def teams(pairs: list[tuple[int | None, int | None]], **columns: Any) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "group": [f"team {i}" for i in range(len(pairs))],
            "numerator": [x for x, _ in pairs],
            "denominator": [n for _, n in pairs],
        },
        schema_overrides={"group": pl.String, "numerator": pl.Int64, "denominator": pl.Int64},
    )
    return frame.with_columns(**columns)


PEERS: list[tuple[int | None, int | None]] = [
    (x, 40) for x in (20, 18, 22, 19, 21, 23, 17, 20, 21, 19)
]


def test_tells_who_differs_from_peers() -> None:
    judged = funnel(teams([*PEERS, (38, 40), (2, 40), (1, 1)]))
    assert judged["verdict"].to_list()[-3:] == [
        "higher than peers",
        "lower than peers",
        "too few to judge",
    ]
    assert judged["outlier"].to_list()[-3:] == [1, 1, 0]
    assert judged["sentence"].to_list()[-1] == "1 of 1 (100%): too few to judge."
    assert judged["sentence"].to_list()[-3].startswith("38 of 40 (95%): above the ")
    assert set(judged["verdict"].to_list()[:10]) == {"within chance"}


def test_limits_are_widened_only_where_groups_differ_more_than_chance_explains() -> None:
    judged = funnel(teams([(67, 100), (86, 177), (64, 130), (64, 130), (87, 177)]))
    assert judged["phi"][0] < 1 < 5 * judged["phi"][0] - 3
    assert judged["UCL99"][0] < judged["ratio"][0] < judged["OD99UCL"][0]
    assert judged["outlier"].to_list() == [1, 0, 0, 0, 0]


def test_groups_without_a_denominator_count_in_nothing() -> None:
    with_gap = funnel(teams([*PEERS, (0, 0), (None, 5)]))
    assert with_gap[:10].equals(funnel(teams(PEERS)))
    assert (
        with_gap.select("ratio", "UCL99", "outlier", "verdict").rows()[-2:]
        == [(None, None, None, "nothing to compare with")] * 2
    )


def test_wide_limits_are_kept_within_none_and_all() -> None:
    judged = funnel(teams([*PEERS, (2, 2)]))
    assert judged["UCL99"][-1] == 1
    assert judged["LCL99"][-1] == 0


@pytest.mark.parametrize("share", [0, 1])
def test_a_share_of_none_or_all_is_no_outlier(share: int) -> None:
    judged = funnel(teams([(share * 40, 40), (share * 30, 30)]))
    assert judged["outlier"].to_list() == [0, 0]


def test_each_funnel_is_its_own() -> None:
    frame = teams(PEERS)
    both = pl.concat(
        [frame.with_columns(funnel=pl.lit("a")), frame.reverse().with_columns(funnel=pl.lit("b"))]
    )
    mixed = both.sample(fraction=1, shuffle=True, seed=1)
    judged = funnel(mixed)
    assert judged.select(mixed.columns).equals(mixed)
    alone = funnel(frame).sort("group")
    assert judged.filter(funnel="b").sort("group").drop("funnel").equals(alone)


def test_refuses_mixed_scopes_within_a_funnel_but_not_across() -> None:
    frame = teams([(1, 5), (2, 5)], scope=pl.Series(["all services", "adult social care"]))
    with pytest.raises(ValueError, match="different scopes"):
        funnel(frame)
    funnel(frame.with_columns(funnel=pl.col("scope")))


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (teams([(6, 5)]), "numerator is larger"),
        (teams([(1, 5), (2, 5)], group=pl.lit("same")), "group: 'same' comes more than once"),
        (teams([(1, 5)]).drop("group"), "missing column: group"),
        (teams([(-1, 5)]), "numerator has a value below 0"),
    ],
)
def test_refuses_what_it_cannot_judge(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        funnel(frame)


def test_an_empty_frame_gives_an_empty_answer() -> None:
    assert funnel(teams([])).schema == funnel(teams([(1, 5)])).schema


pairs = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60, deadline=None)
@given(st.lists(pairs, min_size=1, max_size=20))
def test_limits_lie_in_order_around_the_target(rows: list[tuple[int | None, int | None]]) -> None:
    judged = funnel(teams(rows))
    for inner, outer in (("95", "99"), ("OD95", "OD99")):
        low, high = ("LCL{}", "UCL{}") if inner == "95" else ("{}LCL", "{}UCL")
        order = [low.format(outer), low.format(inner), "target", high.format(inner)]
        for a, b in zip(order, [*order[1:], high.format(outer)], strict=True):
            assert (judged[a] <= judged[b] + 1e-9).all()
    assert (judged["OD99UCL"] >= judged["UCL99"] - 1e-9).all()
