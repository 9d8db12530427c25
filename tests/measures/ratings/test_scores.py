"""Which score stands, and how it came to be."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.ratings.scores import LATEST_SCHEMA, beside_published, history, latest, rated
from tests.measures.ratings.score_rows import STATEMENTS, score, scores

days = st.dates(date(2023, 1, 1), date(2027, 1, 1))
rows_of = st.lists(
    st.builds(
        score,
        st.sampled_from(["needs", "equity", "learning"]),
        st.none() | st.integers(1, 4),
        days,
        kind=st.sampled_from(["published", "self_assessed", "peer_review"]),
    ),
    max_size=12,
)


def standing(*rows: dict[str, object], kind: str = "published") -> dict[str, int | None]:
    return dict(latest(scores(*rows), STATEMENTS, kind).select("statement", "score").iter_rows())


def test_every_statement_has_a_row_in_the_frameworks_order_even_without_a_score() -> None:
    frame = latest(scores(), STATEMENTS)
    assert frame.schema == pl.Schema(LATEST_SCHEMA)
    assert frame["statement"].to_list() == ["needs", "equity", "learning"]
    assert frame["score"].to_list() == [None, None, None]


def test_no_rating_of_fewer_statements_than_the_framework_has() -> None:
    full = latest(scores(score("needs", 3), score("equity", 3)), STATEMENTS)
    assert (rated(full).known, rated(full).band) == (2, None)
    with pytest.raises(ValueError, match="3 scores are needed"):
        rated(full.drop_nulls("score"))


def test_the_newest_assessment_counts() -> None:
    assert standing(score("needs", 3, date(2026, 1, 1)), score("needs", 2, date(2024, 1, 1))) == {
        "needs": 3,
        "equity": None,
        "learning": None,
    }


def test_a_newer_row_without_a_score_does_not_hide_the_known_one() -> None:
    old = score("needs", 2, date(2024, 1, 1), commitment="We listen.")
    new = score("needs", None, date(2026, 1, 1))
    row = latest(scores(old, new), STATEMENTS).row(0, named=True)
    assert (row["score"], row["day"], row["commitment"]) == (2, date(2024, 1, 1), "We listen.")


def test_a_statement_that_is_named_without_any_score_stays_unknown() -> None:
    assert standing(score("needs", None, date(2026, 1, 1)))["needs"] is None


def test_kinds_are_never_taken_for_each_other() -> None:
    rows = (
        score("needs", 2, date(2024, 1, 1)),
        score("needs", 4, date(2026, 1, 1), kind="self_assessed"),
        score("needs", 3, date(2025, 1, 1), kind="peer_review"),
    )
    assert standing(*rows)["needs"] == 2
    assert standing(*rows, kind="self_assessed")["needs"] == 4
    assert standing(*rows, kind="peer_review")["needs"] == 3


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2025-03", date(2025, 3, 1)),
        ("2025", date(2025, 1, 1)),
        ("in the spring", date(2026, 1, 5)),
        (None, date(2026, 1, 5)),
    ],
)
def test_a_day_that_is_not_known_is_taken_from_what_is(stated: str | None, day: date) -> None:
    frame = latest(scores(score("needs", 2, as_stated=stated)), STATEMENTS)
    assert frame.item(0, "day") == day


def test_of_two_on_one_day_the_one_recorded_later_counts() -> None:
    day = date(2025, 1, 1)
    assert (
        standing(
            score("needs", 3, day, recorded_at=datetime(2026, 2, 1)),
            score("needs", 2, day, recorded_at=datetime(2026, 1, 1)),
        )["needs"]
        == 3
    )


def test_a_statement_of_another_framework_is_left_out() -> None:
    assert standing(score("leadership_of_old", 2, date(2025, 1, 1))) == {
        "needs": None,
        "equity": None,
        "learning": None,
    }


@given(rows_of, st.randoms(use_true_random=False))
def test_the_order_rows_come_in_does_not_matter(
    rows: list[dict[str, object]], random: object
) -> None:
    # Two scores of one kind and day can only differ in the ledger by when they were recorded.
    unique = {(row["statement"], row["kind"], row["published"]): row for row in rows}
    given_rows = list(unique.values())
    shuffled = list(given_rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(*given_rows) == standing(*shuffled)


@given(rows_of)
def test_what_stands_is_a_known_score_of_the_newest_day_there_is(
    rows: list[dict[str, object]],
) -> None:
    for statement, found in standing(*rows).items():
        known = [
            (row["published"], row["score"])
            for row in rows
            if row["statement"] == statement
            and row["kind"] == "published"
            and row["score"] is not None
        ]
        if not known:
            assert found is None
        else:
            newest = max(day for day, _ in known)  # type: ignore[type-var]
            assert found in [value for day, value in known if day == newest]


def test_the_history_is_every_known_score_of_one_statement_oldest_first() -> None:
    frame = history(
        scores(
            score("needs", 3, date(2026, 6, 1), kind="self_assessed"),
            score("needs", 2, date(2025, 3, 1)),
            score("needs", None, date(2025, 4, 1)),
            score("equity", 4, date(2025, 5, 1)),
            score("needs", 2, as_stated="2023-12"),
        ),
        "needs",
    )
    assert frame.select("day", "kind", "score").rows() == [
        (date(2023, 12, 1), "published", 2),
        (date(2025, 3, 1), "published", 2),
        (date(2026, 6, 1), "self_assessed", 3),
    ]


def test_the_councils_own_view_stands_beside_the_published_one() -> None:
    frame = beside_published(
        scores(
            score("needs", 2, date(2025, 3, 1)),
            score("needs", 3, date(2026, 6, 1), kind="self_assessed"),
            score("equity", 3, date(2025, 3, 1)),
            score("learning", 2, date(2026, 6, 1), kind="self_assessed"),
        ),
        STATEMENTS,
    )
    wanted = ["statement", "published_score", "own_score", "own_day", "difference"]
    assert frame.select(wanted).rows() == [
        ("needs", 2, 3, date(2026, 6, 1), 1),
        ("equity", 3, None, None, None),
        ("learning", None, 2, date(2026, 6, 1), None),
    ]
