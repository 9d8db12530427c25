"""Tables protected together: what is shown, what waits, what stays, and what nobody can tell."""

from collections.abc import Iterable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.disclosure.families import (
    CHANGED,
    FEW_IN_A_QUARTER,
    PUBLISHED,
    TOO_FEW,
    TOO_MUCH,
)
from measures.disclosure.joint import CountTable, Protected, ProtectedTable, protect
from tests.measures.editions.adversary import attack, json_of, notes_of
from tests.sampling import FULL

MANY = 300 if FULL else 4
YEAR = "2025/26"


def table(name: str, counts: dict[str, int], period: str = YEAR, **more: object) -> CountTable:
    column = name.rsplit("_", maxsplit=1)[-1]
    frame = pl.DataFrame({column: list(counts), "count": list(counts.values())})
    return CountTable(name, period, (column,), frame, **{"counts_of": "cases", **more})  # type: ignore[arg-type]


def quarters(*counts: int) -> CountTable:
    return table(
        "by_quarter", {f"{YEAR} Q{number}": count for number, count in enumerate(counts, 1)}
    )


def quarter(number: int, count: int) -> CountTable:
    label = f"{YEAR} Q{number}"
    return table("by_quarter", {label: count}, label)


def themes(total: int, counts: dict[str, int]) -> CountTable:
    rows = [
        (name, side, number)
        for name, count in counts.items()
        for side, number in (("named", count), ("not named", total - count))
    ]
    frame = pl.DataFrame(rows, schema=["theme", "named", "count"], orient="row")
    return CountTable("by_theme", YEAR, ("theme", "named"), frame, 1, "cases", overlapping=True)


def shown(done: Protected, name: str) -> dict[str, str]:
    (found,) = [one for one in done.tables if one.name == name]
    return {
        " ".join(row[:-1]): row[-1] for row in found.cells.select(*found.columns, "shown").rows()
    }


def leaks(*editions: Protected) -> list[object]:
    notes = [note for done in editions for note in notes_of(done.waiting)]
    return list(attack([json_of(done.tables) for done in editions], notes).leaks)


def test_tables_are_protected_anew_where_a_count_or_what_was_published_differs() -> None:
    def teams(first: int) -> CountTable:
        return table("by_team", {"A": first, "B": 14, "C": 20})

    before = protect([teams(7)])
    assert [shown(protect([teams(n)]), "by_team")["A"] for n in (2, 7, 2)] == ["[c]", "7", "[c]"]
    # What was published stays as it was, and is not what would be shown without it.
    assert shown(protect([teams(2)], before.tables), "by_team")["A"] == "7"
    assert shown(protect([teams(17)], before.tables), "by_team")["A"] == "7"
    assert shown(protect([teams(17)], before.tables, correcting=True), "by_team")["A"] == "17"
    assert shown(protect([teams(2)]), "by_team")["A"] == "[c]"


def test_tables_of_the_same_records_are_protected_together() -> None:
    # By itself the list of teams would show its total; the other table shows it already.
    teams = table("by_team", {"A": 2, "B": 14, "C": 20})
    done = protect([teams, table("by_channel", {"letter": 16, "phone": 20})])
    assert shown(done, "by_team") == {"A": "[c]", "B": "[c]", "C": "20", "Total": "36"}
    assert [(item.small, item.others) for item in done.hidden] == [(1, 1)]
    assert done.hidden[0].words == (
        "1 count below 5 is hidden, and 1 more so that nobody can work it out."
    )


def test_those_who_are_not_of_a_theme_are_counted_too() -> None:
    done = protect(
        [themes(40, {"waiting": 38, "charges": 20, "care": 30, "carers": 9, "housing": 7})]
    )
    cells = shown(done, "by_theme")
    assert cells["waiting named"] == cells["waiting not named"] == "[c]"
    assert cells["Total Total"] == "40"


def test_where_each_case_has_one_theme_the_others_do_not_give_it_away() -> None:
    done = protect([themes(40, {"waiting": 2, "charges": 8, "care": 16, "housing": 14})])
    hidden = [name for name, text in shown(done, "by_theme").items() if text == "[c]"]
    assert len(hidden) == 4


def test_a_table_that_would_be_nearly_all_hidden_waits_and_a_coarser_one_stands_in() -> None:
    fine = table("by_team", {"A": 2, "B": 3, "C": 4, "D": 20})
    coarse = table("by_group", {"A to C": 9, "D": 20}, instead_of="by_team")
    done = protect([fine, coarse])
    assert [one.name for one in done.tables] == ["by_group"]
    assert [(one.table, one.why) for one in done.waiting] == [("by_team", TOO_MUCH)]
    assert [one.name for one in protect([quarters(10, 20), coarse]).tables] == ["by_quarter"]


def test_the_later_table_waits_where_both_cannot_be_shown() -> None:
    first = table("by_outcome", {"yes": 20, "no": 20})
    second = table("by_channel", {"letter": 3, "phone": 37})
    done = protect([first, second])
    assert [one.name for one in done.tables] == ["by_outcome"]
    assert [one.table for one in done.waiting] == ["by_channel"]


def test_fewer_than_ten_records_wait_so_that_waiting_says_little() -> None:
    for count in (1, 4, 5, 9):
        done = protect([quarter(1, count)])
        assert [one.why for one in done.waiting] == [TOO_FEW]
        assert done.tables == ()
    assert protect([quarter(1, 10)]).waiting == ()


def test_what_was_published_is_repeated_as_it_was() -> None:
    first = protect([table("by_team", {"A": 9, "B": 20})])
    again = protect([table("by_team", {"A": 10, "B": 20})], first.tables)
    assert again.tables == first.tables
    assert again.hidden == ()


def test_no_table_is_added_to_what_was_published_of_the_same_records() -> None:
    first = protect([table("by_team", {"A": 9, "B": 20})])
    later = table("by_channel", {"letter": 10, "phone": 20})  # one more has come since
    done = protect([table("by_team", {"A": 10, "B": 20}), later], first.tables)
    assert [one.name for one in done.tables] == ["by_team"]
    assert [one.why for one in done.waiting] == [PUBLISHED]


def test_what_came_late_is_counted_with_the_newest_quarter() -> None:
    early = protect([quarter(1, 12), quarter(2, 15)]).tables
    done = protect([quarters(13, 15, 20, 11), table("by_team", {"A": 30, "B": 29})], early)
    assert list(shown(done, "by_quarter").values()) == ["12", "15", "20", "12", "59"]


def test_a_year_waits_whose_quarters_were_published_with_more_than_there_is_now() -> None:
    early = protect([quarter(1, 30), quarter(2, 15)]).tables
    done = protect([quarters(10, 15, 10), table("by_team", {"A": 18, "B": 17})], early)
    assert done.tables == ()
    assert {one.why for one in done.waiting} == {CHANGED}


def test_a_year_with_a_small_quarter_is_shown_without_its_quarters() -> None:
    early = protect([quarter(1, 12), quarter(2, 3), quarter(3, 14)]).tables
    done = protect([quarters(12, 3, 14, 16), table("by_team", {"A": 25, "B": 20})], early)
    assert [one.name for one in done.tables] == ["by_team"]
    assert [one.why for one in done.waiting] == [FEW_IN_A_QUARTER]


def test_a_year_s_total_waits_where_it_would_tell_a_small_quarter() -> None:
    early = protect([quarter(number, 15) for number in (1, 2, 3)])
    for tables in (
        [quarters(15, 15, 15, 3), table("by_team", {"A": 30, "B": 18})],
        [table("by_team", {"A": 30, "B": 18})],  # as if nobody had asked for quarters
    ):
        done = protect(tables, early.tables)
        assert leaks(early, done) == []
        assert not any(one.count() == 48 for one in done.tables)
    large = protect([table("by_team", {"A": 33, "B": 20})], early.tables)
    assert [one.count() for one in large.tables] == [53]


def stock(counts: list[list[int]], day: str = "2026-03-31") -> CountTable:
    rows = [
        (f"team {i}", state, count)
        for i, row in enumerate(counts)
        for state, count in zip(("in date", "not in date"), row, strict=True)
    ]
    frame = pl.DataFrame(rows, schema=["team", "state", "count"], orient="row")
    return CountTable("training", day, ("team", "state"), frame, 5, "needs")


def test_people_at_a_day_are_rounded_so_that_they_still_add_up() -> None:
    (done,) = protect([stock([[12, 12], [17, 23], [33, 8]])]).tables
    counts = {
        tuple(row[:-1]): row[-1] for row in done.cells.select("team", "state", "count").rows()
    }
    assert all(count % 5 == 0 for count in counts.values())
    for team in ("team 0", "team 1", "team 2", "Total"):
        assert counts[team, "in date"] + counts[team, "not in date"] == counts[team, "Total"]
    assert abs(counts["Total", "Total"] - 105) < 5
    assert counts["team 0", "in date"] in {10, 15}


def test_a_correction_changes_a_figure_by_five_or_more_or_not_at_all() -> None:
    begun = protect([table("by_team", {"A": 20, "B": 30}), quarters(25, 25)])
    first = begun.tables
    small = [table("by_team", {"A": 22, "B": 30}), quarters(27, 25)]
    stays = protect(small, first, correcting=True)
    assert stays.tables == first
    assert {one.table for one in stays.waiting} == {"by_team", "by_quarter"}
    large = [table("by_team", {"A": 28, "B": 30}), quarters(33, 25)]
    anew = protect(large, first, correcting=True)
    assert shown(anew, "by_team") == {"A": "28", "B": "30", "Total": "58"}
    assert leaks(begun, anew) == []
    # Back again, by less than five from what was once published: it stays.
    back = [table("by_team", {"A": 21, "B": 30}), quarters(26, 25)]
    assert protect(back, (*first, *anew.tables), correcting=True).tables == anew.tables


def test_a_correction_shows_nothing_that_was_hidden_before() -> None:
    first = protect([table("by_team", {"A": 3, "B": 12, "C": 30, "D": 40})])
    anew = protect(
        [table("by_team", {"A": 20, "B": 12, "C": 30, "D": 40})], first.tables, correcting=True
    )
    assert shown(anew, "by_team")["A"] == shown(anew, "by_team")["B"] == "[c]"
    assert leaks(first, anew) == []


def test_tables_that_disagree_on_a_total_are_refused() -> None:
    with pytest.raises(ValueError, match="where another table has"):
        protect([table("by_team", {"A": 20, "B": 30}), table("by_channel", {"x": 20, "y": 29})])


# Drawn records, and the adversary


def drawn(seed: int, many: int, skew: float) -> pl.DataFrame:
    """Records with a quarter, a team, one or two themes and an outcome; some are rare."""
    random = np.random.default_rng(seed)

    def pick(names: Iterable[str]) -> list[str]:
        names = list(names)
        odds = np.array([skew**place for place in range(len(names))])
        return list(map(str, random.choice(names, size=many, p=odds / odds.sum())))

    first, second = pick("stuvwx"), pick("stuvwx")
    two = random.random(many) < random.choice([0, 0.4])
    return pl.DataFrame(
        {
            "quarter": pick(f"{YEAR} Q{number}" for number in (1, 2, 3, 4)),
            "team": pick("ABCDEF"),
            "theme": [sorted({a, b} if both else {a})
                      for a, b, both in zip(first, second, two, strict=True)],
            "finding": (finding := pick(["upheld", "not upheld", "none"])),
            "outcome": [f"{one} {'in part' if random.random() < skew / 2 else ''}"
                        for one in finding],
            "in_time": pick(["in time", "late"]),
        }
    )  # fmt: skip


def year_tables(rows: pl.DataFrame) -> list[CountTable]:
    def by(name: str, *dimensions: object) -> CountTable:
        columns = [n for d in dimensions for n in ([d] if isinstance(d, str) else d)]  # type: ignore[attr-defined]
        counts = rows.group_by(columns).agg(count=pl.len().cast(pl.Int64)).sort(columns)
        return CountTable(name, YEAR, dimensions, counts, counts_of="cases")  # type: ignore[arg-type]

    named = rows.explode("theme").get_column("theme").value_counts(name="count").sort("theme")
    return [
        by("by_quarter", "quarter"),
        by("by_outcome", ("finding", "outcome")),
        themes(rows.height, dict(named.rows())),
        by("by_team", "team"),
        by("by_finding", "team", "finding"),
        by("by_time", "team", "in_time"),
    ]


@settings(max_examples=MANY, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(10, 90),
    st.sampled_from([0.4, 0.6, 0.9]),
    st.integers(0, 4),
)
def test_a_reader_of_all_editions_cannot_tell_a_hidden_count(
    seed: int, many: int, skew: float, late: int
) -> None:
    rows = drawn(seed, many, skew)
    editions: list[Protected] = []
    earlier: list[ProtectedTable] = []
    for number in (1, 2, 3):
        known = rows.head(many - late)  # some are written down after their quarter was published
        count = known.filter(quarter=f"{YEAR} Q{number}").height
        if count:
            editions.append(protect([quarter(number, count)], earlier))
            earlier += editions[-1].tables
    editions.append(protect(year_tables(rows), earlier))
    earlier += editions[-1].tables
    corrected = drawn(seed, many, skew).tail(many - 5 * late)
    if corrected.height >= 10:
        editions.append(protect(year_tables(corrected), earlier, correcting=True))
    assert leaks(*editions) == []


@settings(max_examples=MANY, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 9) | st.integers(0, 40), st.integers(0, 9)),
            min_size=2,
            max_size=5,
        ),
        min_size=1,
        max_size=2,
    )
)
def test_a_reader_cannot_tell_people_apart_on_two_days(days: list[list[tuple[int, int]]]) -> None:
    editions: list[Protected] = []
    for number, counts in enumerate(days):
        tables = [stock([list(pair) for pair in counts], f"2026-0{3 + 3 * number}-30")]
        editions.append(protect(tables, [t for e in editions for t in e.tables]))
    assert leaks(*editions) == []
