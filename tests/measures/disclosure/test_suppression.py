from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.disclosure.margins import with_totals
from measures.disclosure.suppression import Policy, suppress, suppress_shares
from tests.measures.disclosure.adversary import ranges, solved_exactly
from tests.sampling import FULL

MANY = 400 if FULL else 15


def table(counts: list[list[int]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (f"team {i}", f"outcome {j}", count)
            for i, row in enumerate(counts)
            for j, count in enumerate(row)
        ],
        schema={"team": pl.String, "outcome": pl.String, "count": pl.Int64},
        orient="row",
    )


def shown(frame: pl.DataFrame, **labels: str) -> str:
    answer: str = frame.filter(**labels)["shown"][0]
    return answer


def test_a_small_count_takes_another_with_it_so_that_the_total_does_not_give_it_away() -> None:
    frame = pl.DataFrame({"team": ["A", "B", "C"], "count": [3, 12, 20]})
    public = suppress(frame, ["team"])
    assert public["shown"].to_list() == ["[c]", "[c]", "20", "35"]
    assert public["count"].to_list() == [None, None, 20, 35]


def test_a_table_without_small_counts_is_shown_as_it_is() -> None:
    public = suppress(table([[5, 9], [8, 30]]), ["team", "outcome"])
    assert not public["hidden"].any()
    assert shown(public, team="Total", outcome="Total") == "52"


def test_zeros_are_shown_unless_the_council_says_otherwise() -> None:
    counts = table([[0, 9, 12], [8, 30, 11], [14, 9, 15]])
    assert not suppress(counts, ["team", "outcome"])["hidden"].any()
    hiding = suppress(counts, ["team", "outcome"], policy=Policy(hide_zeros=True))
    assert shown(hiding, team="team 0", outcome="outcome 0") == "[c]"
    assert hiding["hidden"].sum() >= 4


def test_a_lone_small_count_hides_its_totals_too() -> None:
    public = suppress(pl.DataFrame({"team": ["A"], "count": [3]}), ["team"])
    assert public["shown"].to_list() == ["[c]", "[c]"]


def test_what_is_shown_is_rounded() -> None:
    frame = pl.DataFrame({"team": ["A", "B", "C"], "count": [6, 12, 23]})
    public = suppress(frame, ["team"], policy=Policy(rounding=5))
    assert public["shown"].to_list() == ["5", "10", "25", "40"]


def test_the_threshold_is_the_council_s() -> None:
    frame = table([[5, 9, 40], [8, 30, 50], [60, 70, 80]])
    assert not suppress(frame, ["team", "outcome"])["hidden"].any()
    assert suppress(frame, ["team", "outcome"], policy=Policy(threshold=6))["hidden"].any()


def test_rows_with_the_same_labels_are_added_up() -> None:
    frame = pl.DataFrame({"team": ["A", "B", "A"], "count": [3, 12, 4]})
    assert suppress(frame, ["team"])["shown"].to_list() == ["7", "12", "19"]


def test_nothing_shown_tells_why_a_count_is_hidden() -> None:
    public = suppress(pl.DataFrame({"team": ["A", "B", "C"], "count": [3, 12, 20]}), ["team"])
    assert public.columns == ["team", "count", "hidden", "shown"]


def test_a_share_is_hidden_where_few_did_or_few_did_not() -> None:
    frame = pl.DataFrame(
        {
            "team": ["few did", "few did not", "B", "C", "nobody"],
            "done": [2, 18, 30, 25, 0],
            "due": [20, 20, 60, 40, 0],
        }
    )
    public = suppress_shares(frame, "team", "done", "due")
    assert public["shown"].to_list()[:2] == ["[c]", "[c]"]
    assert public.filter(team="nobody")["shown"].to_list() == ["–"]
    assert public.filter(team="Total").row(0, named=True) == {
        "team": "Total",
        "done": 75,
        "due": 140,
        "share": 75 / 140,
        "hidden": False,
        "shown": "54%",
    }


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (table([[-1]]), "count has a value below 0"),
        (table([[1]]).with_columns(count=pl.lit(1.5)), "count must be whole"),
        (table([[1]]).with_columns(count=pl.lit(None, pl.Int64)), "count has missing"),
        (table([[1]]).with_columns(team=pl.lit("Total")), "team has a row called Total"),
        (table([[1]]).with_columns(team=pl.lit(None, pl.String)), "team has missing"),
        (table([[1]]).drop("team"), "missing column: team"),
    ],
)
def test_refuses_what_is_no_table_of_counts(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        suppress(frame, ["team", "outcome"])


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"threshold": 0}, "threshold"),
        ({"rounding": 11}, "rounding"),
        ({"protection": 0}, "protection"),
    ],
)
def test_refuses_a_policy_that_makes_no_sense(setting: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Policy(**setting)


def test_an_empty_table_is_an_empty_total() -> None:
    assert suppress(table([]), ["team", "outcome"])["shown"].to_list() == ["0"]


# The adversary


def attack(frame: pl.DataFrame, dimensions: list[Any], policy: Policy) -> None:
    nested = [[d] if isinstance(d, str) else list(d) for d in dimensions]
    truth = with_totals(frame, dimensions, "count")
    public = suppress(frame, dimensions, policy=policy)
    assert public.select(truth.labels.columns).equals(truth.labels)
    small = (truth.counts < policy.threshold) & (truth.counts >= policy.least)
    assert public["hidden"].to_numpy()[small].all()
    assert solved_exactly(public, nested) == []
    told = ranges(public, nested, least=policy.least, rounding=policy.rounding)
    for cell, (low, high) in told.items():
        assert low <= truth.counts[cell] <= high
        assert high - low >= policy.width, f"{public[cell]} told to {low}–{high}"


some_counts = st.one_of(st.integers(0, 8), st.integers(0, 8), st.integers(0, 60))
policies = st.builds(
    Policy,
    threshold=st.sampled_from([3, 5, 10]),
    rounding=st.sampled_from([1, 5]),
    hide_zeros=st.booleans(),
)


@st.composite
def grids(draw: st.DrawFn, most: int = 5) -> pl.DataFrame:
    width = draw(st.integers(1, most))
    row = st.lists(some_counts, min_size=width, max_size=width)
    return table(draw(st.lists(row, min_size=1, max_size=most)))


@settings(max_examples=MANY, deadline=None)
@given(grids(), policies)
def test_an_adversary_cannot_tell_a_hidden_count_from_rows_and_columns(
    frame: pl.DataFrame, policy: Policy
) -> None:
    attack(frame, ["team", "outcome"], policy)


@settings(max_examples=MANY, deadline=None)
@given(st.lists(some_counts, min_size=1, max_size=8), policies)
def test_an_adversary_cannot_tell_a_hidden_count_from_a_list_and_its_total(
    counts: list[int], policy: Policy
) -> None:
    attack(table([[count] for count in counts]).drop("outcome"), ["team"], policy)


@settings(max_examples=MANY, deadline=None)
@given(grids(4), grids(4), policies)
def test_an_adversary_cannot_tell_a_hidden_count_where_teams_lie_in_services(
    first: pl.DataFrame, second: pl.DataFrame, policy: Policy
) -> None:
    frame = pl.concat(
        part.with_columns(service=pl.lit(name), team=pl.format("{} {}", pl.lit(name), "team"))
        for name, part in (("North", first), ("South", second))
    )
    attack(frame, [["service", "team"], "outcome"], policy)


@settings(max_examples=MANY, deadline=None)
@given(grids(3), grids(3), policies)
def test_an_adversary_cannot_tell_a_hidden_count_in_three_dimensions(
    first: pl.DataFrame, second: pl.DataFrame, policy: Policy
) -> None:
    frame = pl.concat([first.with_columns(year=pl.lit("1")), second.with_columns(year=pl.lit("2"))])
    attack(frame, ["team", "outcome", "year"], policy)


@settings(max_examples=MANY, deadline=None)
@given(grids(3), grids(3), policies)
def test_an_adversary_cannot_tell_a_hidden_count_where_both_sides_nest(
    first: pl.DataFrame, second: pl.DataFrame, policy: Policy
) -> None:
    frame = pl.concat(
        part.with_columns(
            service=pl.lit(name),
            team=pl.format("{} {}", pl.lit(name), "team"),
            answered=pl.when(pl.col("outcome") == "outcome 0")
            .then(pl.lit("in time"))
            .otherwise(pl.lit("late")),
        )
        for name, part in (("North", first), ("South", second))
    )
    attack(frame, [["service", "team"], ["answered", "outcome"]], policy)


def test_the_adversary_does_find_out_where_only_small_counts_are_hidden() -> None:
    truth = with_totals(table([[3, 12], [20, 30]]), ["team", "outcome"], "count")
    hidden = pl.Series("hidden", truth.counts < 5)
    careless = truth.labels.with_columns(pl.Series("count", truth.counts).set(hidden, None), hidden)
    assert ranges(careless, [["team"], ["outcome"]]) == {0: (3, 3)}
    assert solved_exactly(careless, [["team"], ["outcome"]]) == [0]


def test_the_adversary_is_not_fooled_by_two_hidden_counts_that_add_up_to_little() -> None:
    # 1 and 2 of a shown total of 3 would be told to within 1.
    public = suppress(table([[1, 2, 0], [20, 30, 40], [25, 35, 45]]), ["team", "outcome"])
    assert shown(public, team="team 0", outcome="Total") == "[c]"


@pytest.mark.parametrize(
    "counts",
    [
        [[2, 4, 30], [20, 30, 40], [25, 35, 45]],  # 2 and 4 of 6 would be told to within 4
        [[27, 5, 5], [6, 6, 31], [3, 40, 17]],
        [[0, 0, 3], [0, 0, 0], [20, 0, 8]],
    ],
)
@pytest.mark.parametrize("policy", [Policy(), Policy(hide_zeros=True), Policy(protection=12)])
def test_tables_that_tempt_to_hide_too_little(counts: list[list[int]], policy: Policy) -> None:
    attack(table(counts), ["team", "outcome"], policy)


def test_what_turned_out_to_need_no_hiding_is_shown_again() -> None:
    public = suppress(table([[27, 5, 5], [6, 6, 31], [3, 40, 17]]), ["team", "outcome"])
    assert public["hidden"].sum() == 6


@settings(max_examples=MANY, deadline=None)
@given(grids(4))
def test_nothing_is_hidden_without_need(frame: pl.DataFrame) -> None:
    policy = Policy()
    public = suppress(frame, ["team", "outcome"], policy=policy)
    truth = with_totals(frame, ["team", "outcome"], "count")
    nested = [["team"], ["outcome"]]
    for cell in range(public.height):
        if not public["hidden"][cell] or 0 < truth.counts[cell] < policy.threshold:
            continue
        count = public["count"].to_list()
        count[cell] = int(truth.counts[cell])
        told = ranges(public.with_columns(count=pl.Series(count, dtype=pl.Int64)), nested)
        assert any(high - low < policy.width for low, high in told.values())
