"""Appending, withdrawing, restoring: nothing is lost, nothing lands by halves."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import Connection, Table, func, select
from sqlmodel import SQLModel

from data_access.datasets import COUNCIL, DATASETS, FINDING, SCORE, THEME
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.errors import ConflictError, DataError, NotAllowedError
from data_access.ledger import ledger
from data_access.ledger.as_known import table_of
from data_access.ledger.batch import Action, Affirmation, Batch
from data_access.ledger.entry import Counts, Entry, canonical
from data_access.ledger.history import history, restore, withdraw
from data_access.ledger.ledger import prepare
from data_access.moments import now
from data_access.snapshot import snapshot
from data_access.store import bulk
from data_access.store.database import Store
from tests.data_access.made_up_rows import (
    ELSEWHERE,
    OFFICER,
    SOMEWHERE,
    findings,
    land,
    report,
    scores,
    shown_scores,
    shown_texts,
)
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

pytestmark = pytest.mark.both_databases

BOUND = Principal("Guest", every_role({SOMEWHERE}))
THEMES = {"authority": [EVERY_COUNCIL], "theme": ["audit"], "name": ["Audit"]}


def stored_rows(store: Store) -> int:
    models: list[type[SQLModel]] = [Batch, Affirmation]
    models += [dataset.table for dataset in DATASETS.values()]
    with store.reading() as connection:
        counts = [select(func.count()).select_from(table_of(model)) for model in models]
        return sum(int(connection.execute(count).scalar_one()) for count in counts)


def test_counts_are_told_before_and_after(store: Store) -> None:
    land(store, scores(learning=2, equity=3), sha256="one")
    entry = Entry(SCORE, scores(learning=3, equity=3, governance=1), rejected=2)
    expected = Counts(new=1, changed=1, unchanged=1, removed=0, rejected=2)
    assert prepare(store, [entry], principal=OFFICER).counts == {"score": expected}
    landed = land(store, entry, source="next.csv", sha256="two")
    assert landed.counts == {"score": expected}
    row = history(store, principal=OFFICER).row(0, named=True)
    assert [row[f"rows_{name}"] for name in ("new", "changed", "unchanged", "rejected")] == [
        1,
        1,
        1,
        2,
    ]
    assert (row["source_name"], row["recorded_by"], row["sha256"]) == (
        "next.csv",
        "Officer",
        "two",
    )


def test_a_preview_writes_nothing(store: Store) -> None:
    prepare(store, [Entry(SCORE, scores(learning=2))], principal=OFFICER)
    assert stored_rows(store) == 0


def test_the_same_source_twice_changes_nothing_and_says_so(store: Store) -> None:
    land(store, scores(learning=2, equity=3), sha256="one")
    before = stored_rows(store)
    again = land(store, scores(learning=2, equity=3), sha256="one")
    assert (again.import_id, again.batch_ids) == (None, ())
    assert again.counts["score"] == Counts(new=0, changed=0, unchanged=2, removed=0)
    assert stored_rows(store) == before


def test_the_same_rows_from_another_source_are_remembered(store: Store) -> None:
    land(store, scores(learning=2), sha256="one")
    second = land(store, scores(learning=2), sha256="two")
    assert second.batch_ids == (2,)
    assert shown_scores(store) == {"learning": 2}


def test_a_withdrawn_source_lands_again(store: Store) -> None:
    land(store, scores(learning=2), sha256="one")
    withdraw(store, 1, principal=OFFICER)
    assert land(store, scores(learning=2), sha256="one").batch_ids == (3,)
    assert shown_scores(store) == {"learning": 2}


def test_a_form_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    land(store, scores(learning=2))
    saved = land(store, scores(learning=2), action=Action.FORM)
    assert saved.batch_ids == ()
    assert history(store, principal=OFFICER).height == 1


def test_nothing_to_say_leaves_no_trace(store: Store) -> None:
    assert land(store, scores()).batch_ids == ()
    assert stored_rows(store) == 0


def test_rows_written_another_way_are_the_same_rows(store: Store) -> None:
    first = findings("Told once.", themes="audit;training")
    land(store, Entry(FINDING, first), sha256="one")
    untidy = first.with_columns(
        text=pl.lit("  Told once.\n"), themes=pl.lit([" audit ", "", "training;"])
    )
    again = land(store, Entry(FINDING, untidy), sha256="two")
    assert again.counts["finding"] == Counts(new=0, changed=0, unchanged=1, removed=0)


def test_all_datasets_of_an_import_land_or_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(store, scores(equity=1))
    before = stored_rows(store)
    really = bulk.insert_frame

    def fails_late(connection: Connection, table: Table, frame: pl.DataFrame) -> None:
        really(connection, table, frame)
        if table.name == "theme":
            raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "insert_frame", fails_late)
        with pytest.raises(RuntimeError, match="the power went"):
            land(store, Entry(SCORE, scores(learning=2)), Entry(THEME, pl.DataFrame(THEMES)))
    assert stored_rows(store) == before
    landed = land(store, Entry(SCORE, scores(learning=2)), Entry(THEME, pl.DataFrame(THEMES)))
    assert landed.batch_ids == (2, 3)
    assert history(store, principal=OFFICER).get_column("import_id").to_list() == [2, 2, 1]


def test_one_bad_row_keeps_the_whole_import_out(store: Store) -> None:
    bad = pl.concat([scores(learning=2), scores(equity=2).with_columns(kind=pl.lit(None))])
    good = Entry(THEME, pl.DataFrame(THEMES))
    with pytest.raises(DataError, match="'kind' must not be empty"):
        land(store, good, Entry(SCORE, bad))
    assert stored_rows(store) == 0


def test_a_row_told_twice_is_refused(store: Store) -> None:
    twice = pl.concat([scores(learning=2), scores(learning=3)])
    with pytest.raises(DataError, match="the same row occurs twice"):
        land(store, twice)


def test_a_value_of_the_wrong_kind_is_refused(store: Store) -> None:
    wrong = scores(learning=2).with_columns(score=pl.lit("two"))
    with pytest.raises(DataError, match="'score'"):
        land(store, wrong)
    assert stored_rows(store) == 0


def test_a_number_too_great_for_the_store_is_refused(store: Store) -> None:
    with pytest.raises(DataError, match="score"):
        land(store, scores(learning=2**40))
    assert stored_rows(store) == 0


def test_a_later_import_supersedes_only_the_rows_it_has(store: Store) -> None:
    land(store, scores(learning=2, equity=3))
    land(store, scores(learning=3))
    assert shown_scores(store) == {"learning": 3, "equity": 3}


def test_a_corrected_report_replaces_the_whole_of_the_old_one(store: Store) -> None:
    other = findings("Kept.", statement="equity")
    land(store, Entry(FINDING, other))
    land(store, report("One.", "Two.", "Three."))
    done = land(store, report("One.", "Two, corrected."))
    assert done.counts["finding"] == Counts(new=0, changed=1, unchanged=1, removed=1)
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)["finding"]
    assert set(shown.get_column("text")) == {"One.", "Two, corrected.", "Kept."}
    assert history(store, principal=OFFICER).item(0, "rows_removed") == 1


def test_withdrawing_a_correction_brings_the_old_report_back(store: Store) -> None:
    land(store, report("One.", "Two.", "Three."))
    land(store, report("One.", "Two, corrected."))
    withdraw(store, 2, principal=OFFICER)
    assert shown_texts(store) == ["One.", "Two.", "Three."]
    restore(store, 2, principal=OFFICER)
    assert shown_texts(store) == ["One.", "Two, corrected."]


def test_a_later_report_stays_whole_when_an_earlier_correction_is_withdrawn(store: Store) -> None:
    land(store, report("One.", "Two.", "Three."))
    land(store, report("One.", "Two."))
    land(store, report("One.", "Two, corrected."))
    withdraw(store, 2, principal=OFFICER)
    assert shown_texts(store) == ["One.", "Two, corrected."]


def test_an_earlier_report_restored_does_not_mix_with_a_later_one(store: Store) -> None:
    land(store, report("One.", "Two.", "Three."))
    withdraw(store, 1, principal=OFFICER)
    land(store, report("One, corrected.", "Two."))
    restore(store, 1, principal=OFFICER)
    assert shown_texts(store) == ["One, corrected.", "Two."]
    withdraw(store, 3, principal=OFFICER)
    assert shown_texts(store) == ["One.", "Two.", "Three."]


def test_rows_sent_again_survive_the_withdrawal_of_the_first_batch(store: Store) -> None:
    land(store, scores(learning=2, equity=3), source="january.csv", sha256="one")
    land(store, scores(learning=2), source="february.csv", sha256="two")
    withdraw(store, 1, principal=OFFICER)
    assert shown_scores(store) == {"learning": 2}
    row = snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"].row(0, named=True)
    assert (row["batch_id"], row["source_name"]) == (2, "february.csv")
    restore(store, 1, principal=OFFICER)
    assert shown_scores(store) == {"learning": 2, "equity": 3}
    row = snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"].row(1, named=True)
    assert (row["batch_id"], row["source_name"]) == (1, "january.csv")


def test_datasets_imported_together_go_and_come_back_together(store: Store) -> None:
    both = land(store, Entry(SCORE, scores(learning=2)), Entry(THEME, pl.DataFrame(THEMES)))
    assert withdraw(store, both.batch_ids[1], principal=OFFICER) == both.batch_ids
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert (shown["score"].height, shown["theme"].height) == (0, 0)
    assert restore(store, both.batch_ids[0], principal=OFFICER) == both.batch_ids
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert (shown["score"].height, shown["theme"].height) == (1, 1)


def test_withdrawing_is_itself_in_the_history(store: Store) -> None:
    land(store, scores(learning=2), source="january.csv")
    withdraw(store, 1, principal=Principal("Someone else", every_role()))
    newest = history(store, principal=OFFICER).row(0, named=True)
    assert (newest["action"], newest["recorded_by"]) == ("withdraw", "Someone else")
    assert (newest["source_name"], newest["target_import"]) == ("january.csv", 1)
    assert history(store, principal=OFFICER).get_column("visible").to_list() == [False, False]


@pytest.mark.parametrize("act", [withdraw, restore])
def test_there_must_be_something_to_turn(store: Store, act: Callable[..., tuple[int, ...]]) -> None:
    with pytest.raises(DataError, match="no import with batch number 7"):
        act(store, 7, principal=OFFICER)


def test_an_import_is_withdrawn_once_and_restored_once(store: Store) -> None:
    land(store, scores(learning=2))
    with pytest.raises(DataError, match="not withdrawn"):
        restore(store, 1, principal=OFFICER)
    withdraw(store, 1, principal=OFFICER)
    with pytest.raises(DataError, match="withdrawn already"):
        withdraw(store, 1, principal=OFFICER)
    with pytest.raises(DataError, match="no import with batch number 2"):
        withdraw(store, 2, principal=OFFICER)
    assert history(store, principal=OFFICER).height == 2


def test_two_people_editing_one_row_get_a_choice(store: Store) -> None:
    land(store, scores(learning=2))
    looked_at = snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"].item(0, "row_id")
    first = scores(learning=3).with_columns(based_on=pl.lit(looked_at))
    second = scores(learning=1).with_columns(based_on=pl.lit(looked_at))
    land(store, first, action=Action.FORM)
    with pytest.raises(ConflictError, match="1 row was changed by someone else"):
        land(store, second, action=Action.FORM)
    assert shown_scores(store) == {"learning": 3}


def test_two_people_adding_one_row_get_a_choice(store: Store) -> None:
    nothing_there = pl.lit(None, dtype=pl.Int64())
    land(store, scores(learning=3).with_columns(based_on=nothing_there), action=Action.FORM)
    with pytest.raises(ConflictError):
        land(store, scores(learning=1).with_columns(based_on=nothing_there), action=Action.FORM)
    assert shown_scores(store) == {"learning": 3}


def test_a_row_taken_away_meanwhile_is_a_conflict(store: Store) -> None:
    land(store, scores(learning=2))
    looked_at = snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"].item(0, "row_id")
    withdraw(store, 1, principal=OFFICER)
    with pytest.raises(ConflictError):
        land(store, scores(learning=3).with_columns(based_on=pl.lit(looked_at)))


def test_invented_records_are_never_attached_to_a_real_council(store: Store) -> None:
    with pytest.raises(DataError, match="Invented records cannot be attached to Somewhere"):
        land(store, scores(learning=2), nature=Nature.ILLUSTRATIVE)
    assert stored_rows(store) == 0


@pytest.mark.parametrize("nature", list(Nature))
def test_an_invented_councils_records_are_always_illustrative(store: Store, nature: Nature) -> None:
    land(store, scores(authority="Example Borough", learning=2), nature=nature)
    assert history(store, principal=OFFICER).item(0, "nature") == "illustrative"


def test_a_batch_is_of_real_or_of_invented_councils(store: Store) -> None:
    both = pl.concat([scores(learning=2), scores(authority="Example Borough", learning=2)])
    with pytest.raises(DataError, match="invented council and of a real one"):
        land(store, both)


def test_only_the_example_may_be_dated_back(store: Store) -> None:
    back = datetime(2024, 1, 1)
    with pytest.raises(DataError, match="illustrative"):
        land(store, scores(learning=2), recorded_at=back)
    illustrative = scores(authority="Example Borough", learning=2)
    land(store, illustrative, nature=Nature.ILLUSTRATIVE, recorded_at=back)
    assert history(store, principal=OFFICER).item(0, "recorded_at") == back
    with pytest.raises(DataError, match="before one that is there already"):
        land(
            store,
            scores(authority="Example Borough", learning=3),
            nature=Nature.ILLUSTRATIVE,
            recorded_at=back - timedelta(seconds=1),
        )


def test_moments_never_go_back_even_if_the_clock_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(store, scores(learning=2))
    monkeypatch.setattr(ledger, "now", lambda: datetime(2020, 1, 1))
    land(store, scores(learning=3))
    withdraw(store, 2, principal=OFFICER)
    moments = history(store, principal=OFFICER).sort("batch_id").get_column("recorded_at")
    assert moments.is_sorted()
    assert moments.n_unique() == 3


def test_what_was_shown_at_a_moment_stays_so_while_an_import_is_under_way(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(store, scores(equity=1))
    seen: dict[str, object] = {}
    really = bulk.insert_frame

    def slowly(connection: Connection, table: Table, frame: pl.DataFrame) -> None:
        really(connection, table, frame)
        if "at" not in seen:
            time.sleep(0.002)
            seen["at"] = at = now()
            seen["shown"] = shown_scores(store, at)
            time.sleep(0.002)

    monkeypatch.setattr(ledger, "insert_frame", slowly)
    land(store, scores(learning=2))
    assert isinstance(seen["at"], datetime)
    assert shown_scores(store, seen["at"]) == seen["shown"] == {"equity": 1}


def test_nobody_writes_for_a_council_that_is_not_theirs(store: Store) -> None:
    with pytest.raises(NotAllowedError, match=f"Guest may not see the records of {ELSEWHERE}"):
        land(store, scores(authority=ELSEWHERE, learning=2), principal=BOUND)
    with pytest.raises(NotAllowedError):
        land(store, Entry(THEME, pl.DataFrame(THEMES)), principal=BOUND)
    entry = Entry(SCORE, scores(authority=ELSEWHERE, learning=2))
    with pytest.raises(NotAllowedError):
        prepare(store, [entry], principal=BOUND)
    assert land(store, scores(learning=2), principal=BOUND).batch_ids == (1,)


def test_nobody_withdraws_another_councils_records(store: Store) -> None:
    land(store, scores(authority=ELSEWHERE, learning=2), sha256="one")
    land(store, scores(authority=ELSEWHERE, learning=2), sha256="two")  # only sent again
    for batch in (1, 2):
        with pytest.raises(NotAllowedError):
            withdraw(store, batch, principal=BOUND)
    land(store, scores(learning=2), principal=BOUND)
    withdraw(store, 3, principal=BOUND)
    withdraw(store, 1, principal=OFFICER)
    with pytest.raises(NotAllowedError):
        restore(store, 1, principal=BOUND)


def test_every_councils_rows_are_kept_apart(store: Store) -> None:
    land(store, scores(learning=2))
    landed = land(store, scores(authority=ELSEWHERE, learning=3))
    assert landed.counts["score"].new == 1
    assert shown_scores(store) == {"learning": 2}
    assert shown_scores(store, authority=ELSEWHERE) == {"learning": 3}


def test_columns_that_are_not_given_have_their_declared_default() -> None:
    frame = canonical(SCORE, scores(learning=2))
    row = frame.row(0, named=True)
    assert (row["framework"], row["commitment"], row["evidence"]) == ("2023", None, None)
    assert frame.columns == [*SCORE.columns, "row_key"]
    council = canonical(COUNCIL, pl.DataFrame({"authority": [SOMEWHERE]}))
    assert council.item(0, "home") is False


def test_an_empty_cell_has_the_declared_default_too(store: Store) -> None:
    given = findings("Told once.").with_columns(
        source_kind=pl.lit(""), coded_by=pl.lit(None), paraphrased=pl.lit(None)
    )
    land(store, Entry(FINDING, given))
    row = snapshot(SOMEWHERE, principal=OFFICER, store=store)["finding"].row(0, named=True)
    assert (row["source_kind"], row["coded_by"], row["paraphrased"]) == (
        "cqc_assessment",
        "rule",
        False,
    )


def test_text_is_trimmed_and_empty_means_nothing() -> None:
    given = scores(learning=2).with_columns(
        commitment=pl.lit(" Said\x00 once. "), source=pl.lit("  "), evidence=pl.lit(["", " "])
    )
    row = canonical(SCORE, given).row(0, named=True)
    assert (row["commitment"], row["source"], row["evidence"]) == ("Said once.", None, None)


def test_not_a_number_means_nothing(store: Store) -> None:
    dataset = DATASETS["ombudsman"]
    given = {"authority": [SOMEWHERE], "year": ["2024-25"], "scope": ["adult social care"]}
    frame = pl.DataFrame({**given, "uphold_rate": [float("nan")]})
    land(store, Entry(dataset, frame), sha256="one")
    again = land(store, Entry(dataset, frame), sha256="two")
    assert again.counts["ombudsman"].unchanged == 1
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)["ombudsman"]
    assert shown.item(0, "uphold_rate") is None
