"""Where a council stands among others."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from measures.ratings.peers import by_score
from measures.ratings.rating import band_of, percentage_of
from measures.ratings.scores import latest, overall_scores, statement_distribution
from tests.measures.ratings.score_rows import STATEMENTS, score, scores

IDS = ("needs", "equity", "learning")
DAY = date(2025, 5, 1)

three = st.lists(st.none() | st.integers(1, 4), min_size=3, max_size=3)
peers_of = st.dictionaries(st.sampled_from(["Alpha", "Beta", "Gamma", "Delta"]), three)


def rows(**given_scores: list[int | None]) -> pl.DataFrame:
    return scores(
        *(
            score(statement, value, DAY, authority=authority)
            for authority, values in given_scores.items()
            for statement, value in zip(IDS, values, strict=True)
        )
    )


def own(*values: int | None) -> pl.DataFrame:
    return latest(rows(Ours=list(values)), STATEMENTS)


def test_a_council_has_an_overall_score_only_when_all_its_scores_are_known() -> None:
    frame = overall_scores(rows(Alpha=[2, 3, 3], Beta=[4, 4, None]), STATEMENTS)
    assert frame.rows() == [("Alpha", 8, 67, "good", DAY)]


def test_no_peers_give_an_empty_frame_with_its_columns() -> None:
    frame = overall_scores(rows(), STATEMENTS)
    assert frame.is_empty()
    assert frame.columns == ["authority", "total", "percentage", "band", "day"]
    spread = statement_distribution(rows(), own(1, 2, 3), STATEMENTS)
    assert spread["peers"].to_list() == [0, 0, 0]


def test_a_newer_assessment_of_a_peer_counts() -> None:
    again = pl.concat(
        [
            rows(Alpha=[1, 1, 1]),
            scores(*(score(s, 4, date(2026, 1, 1), authority="Alpha") for s in IDS)),
        ]
    )
    assert overall_scores(again, STATEMENTS).row(0)[1:4] == (12, 100, "outstanding")


def test_a_pilot_counts_in_no_score() -> None:
    pilot = rows(Alpha=[4, 4, 4]).with_columns(pilot=pl.lit(value=True))
    assert overall_scores(pilot, STATEMENTS).is_empty()
    both = pl.concat([rows(Alpha=[2, 2, 2]), pilot.with_columns(published=date(2026, 6, 1))])
    assert overall_scores(both, STATEMENTS).item(0, "total") == 6


def test_councils_of_a_score_are_named_with_the_day_as_their_source_says_it() -> None:
    some = scores(
        score("needs", 3, DAY, authority="Alpha"),
        score("needs", 3, authority="Beta", as_stated="2025-06"),
        score("needs", 2, authority="Gamma"),
    )
    names = pl.DataFrame({"authority": ["Alpha", "Beta"], "short_name": ["A", "B"]})
    found = by_score(some, own(2, None, None), STATEMENTS, names).row(0, named=True)
    assert found["named_3"] == "A, 1 May 2025; B, June 2025"
    assert found["named_2"] == "Gamma, date not known"
    assert (found["named_1"], found["most"]) == ("", "most scored higher")


def test_how_many_others_have_each_score_and_where_ours_is() -> None:
    spread = statement_distribution(
        rows(Alpha=[2, 1, 3], Beta=[3, 1, None], Gamma=[3, 4, None]), own(3, 2, None), STATEMENTS
    )
    wanted = ["scored_1", "scored_2", "scored_3", "scored_4", "peers", "lower", "same", "higher"]
    assert spread.select("statement", "score", *wanted).rows() == [
        ("needs", 3, 0, 1, 2, 0, 3, 1, 2, 0),
        ("equity", 2, 2, 0, 0, 1, 3, 2, 0, 1),
        ("learning", None, 0, 0, 1, 0, 1, None, None, None),
    ]


@given(peers_of, three)
def test_the_scores_add_up_to_the_councils(
    peers: dict[str, list[int | None]], ours: list[int | None]
) -> None:
    spread = statement_distribution(rows(**peers), own(*ours), STATEMENTS)
    assert spread["statement"].to_list() == list(IDS)
    for place, row in enumerate(spread.iter_rows(named=True)):
        known = [values[place] for values in peers.values() if values[place] is not None]
        assert row["peers"] == len(known)
        assert sum(row[f"scored_{n}"] for n in range(1, 5)) == len(known)
        if ours[place] is None:
            assert row["lower"] is row["same"] is row["higher"] is None
        elif known:
            assert row["lower"] + row["same"] + row["higher"] == len(known)


@given(peers_of)
def test_overall_scores_are_the_regulators_arithmetic(peers: dict[str, list[int | None]]) -> None:
    frame = overall_scores(rows(**peers), STATEMENTS)
    whole = {name for name, values in peers.items() if None not in values}
    assert set(frame["authority"]) == whole
    for row in frame.iter_rows(named=True):
        total = sum(value for value in peers[row["authority"]] if value)
        assert row["total"] == total
        assert row["percentage"] == percentage_of(total, 3)
        assert row["band"] == band_of(row["percentage"])
