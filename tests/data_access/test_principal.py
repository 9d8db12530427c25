"""Every door asks who is there, and lets nobody see or change another council's records."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data_access import kept_stores, new_store
from data_access.activity.read import activities, people
from data_access.datasets import COUNCIL, LEARNING, SCORE
from data_access.editions import editions_of, published_councils
from data_access.erasure.erase import erase, find
from data_access.erasure.tombstones import tombstones
from data_access.erasure.wanted import Wanted
from data_access.errors import DataError, NotAllowedError
from data_access.exporting.rows import rows_for_export
from data_access.forms.editions import publish
from data_access.forms.editions import withdraw as withdraw_edition
from data_access.forms.kept_packs import keep_pack, save_pack
from data_access.forms.record import record_row, record_self_assessment
from data_access.forms.reviews import Note, add_note, begin_review, change_review
from data_access.importing.coding.decisions import decide, edit_codebook, suggest_again
from data_access.importing.reports.import_report import land_report, plan_read, plan_report
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.reports.read_reports import read_reports
from data_access.importing.stages import plan as stages
from data_access.importing.stages.landing.kept_recipes import (
    keep_recipe,
    kept_by_layout,
    kept_recipes,
    recipes_of,
)
from data_access.importing.stages.recipe import Recipe
from data_access.ledger.entry import Entry
from data_access.ledger.history import (
    await_rest,
    history,
    month_ends,
    restore,
    set_rest_aside,
    withdraw,
)
from data_access.ledger.ledger import append, prepare
from data_access.mailing.recipients import change_recipient, may_be_mailed, recipients
from data_access.moments import today
from data_access.snapshot import council_names, councils, home_authority, snapshot
from data_access.store.backup import backup
from data_access.store.database import Store
from tests.data_access.made_up_rows import DAY, ELSEWHERE, SOMEWHERE, land, scores
from tests.principals import OFFICER
from vocabulary.erasure import ErasedKind
from vocabulary.principal import Grant, Principal, Role, every_role

THEIRS = 2  # a batch of the other council's
MORE = scores(authority=ELSEWHERE, equity=2)
THEME_ROWS = pl.DataFrame(
    {"theme": ["lamps"], "name": ["Lamps"], "statements": [["learning"]], "cues": [["lamp"]]}
)
GUEST = Principal("Guest", every_role({SOMEWHERE}))
DOORS: tuple[Callable[..., Any], ...] = (
    add_note, append, await_rest, backup, begin_review, change_review, council_names, councils,
    decide, edit_codebook, history, home_authority, keep_pack, keep_recipe, kept_by_layout,
    kept_recipes, land_report, month_ends, plan_report, prepare, recipes_of, record_row,
    editions_of, publish, published_councils, withdraw_edition,
    record_self_assessment, restore, stages.land, stages.plan,
    rows_for_export, save_pack, set_rest_aside, snapshot, suggest_again, withdraw,
    new_store.add_scaled_rows, new_store.make_empty_store, new_store.make_example_store,
    new_store.make_own_store, new_store.ready_store, new_store.bring_example_forward,
    activities, people, find, erase, tombstones, recipients,
    change_recipient, may_be_mailed,
    new_store.start_own_store, kept_stores.kept_stores, kept_stores.kept_store_of,
    kept_stores.use_kept_store, plan_read, read_reports,
)  # fmt: skip


@pytest.fixture
def two_councils(store: Store) -> Store:
    """Batch 1 is Somewhere Council's, batches 2 to 4 another's."""
    land(store, scores(learning=2), source="somewhere.csv")
    for number in range(3):
        source = f"elsewhere-{number}.csv"
        land(store, scores(authority=ELSEWHERE, learning=number + 1), source=source)
    return store


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_no_door_opens_to_whoever_does_not_say_who_they_are(door: Callable[..., Any]) -> None:
    asked = inspect.signature(door).parameters["principal"]
    assert asked.kind is inspect.Parameter.KEYWORD_ONLY
    assert asked.default is inspect.Parameter.empty
    given = {name: None for name in inspect.signature(door).parameters if name != "principal"}
    with pytest.raises(TypeError, match="principal"):
        door(**given)


def _withdrawn(store: Store, who: Principal) -> None:
    withdraw(store, THEIRS, principal=OFFICER)
    restore(store, THEIRS, principal=who)


LESSON = {"reference": "L-1", "lesson": "Ask first.", "origin": "audit", "found": "2026-09-01"}
REVIEW = {"period": "Autumn", "purpose": "Learning", "sample_size": "6"}
PACK_FIELDS: dict[str, Any] = {
    "name": "Ours",
    "definition": "{}",
    "audience": "internal",
    "based_on": None,
}
EDITION: dict[str, Any] = {
    "number": 1, "title": "Ours", "day": DAY, "content": "{}", "digest": 64 * "0",
}  # fmt: skip
TABLE = f"authority,statement,kind,score\n{ELSEWHERE},learning,published,2".encode()


def plan_table(store: Store, who: Principal, own: str | None = None) -> stages.Plan:
    recipe = Recipe(dataset="score")
    return stages.plan(store, "scores.csv", TABLE, principal=who, recipe=recipe, own=own)


def keep(store: Store, authority: str, who: Principal) -> None:
    keep_recipe(
        store,
        Recipe(columns={"Our name": "reference"}),
        layout="a-layout",
        authority=authority,
        name="log.csv",
        records="complaint",
        principal=who,
    )


REPORT = ReportSource("report.txt", b"Learning, improvement and innovation\nScore: 2\n")
AT_ANOTHERS_DOOR: dict[str, Callable[[Store, Principal], object]] = {
    "snapshot": lambda store, who: snapshot(ELSEWHERE, store=store, principal=who),
    "export": lambda store, who: rows_for_export(store, SCORE, authority=ELSEWHERE, principal=who),
    "append": lambda store, who: land(store, MORE, principal=who),
    "prepare": lambda store, who: prepare(store, [Entry(SCORE, MORE)], principal=who),
    "withdraw": lambda store, who: withdraw(store, THEIRS, principal=who),
    "restore": _withdrawn,
    "set rest aside": lambda store, who: set_rest_aside(store, THEIRS, principal=who),
    "await rest": lambda store, who: await_rest(store, THEIRS, principal=who),
    "pack": lambda store, who: save_pack(store, ELSEWHERE, **PACK_FIELDS, principal=who),
    "kept pack": lambda store, who: keep_pack(store, ELSEWHERE, {"pack": "P"}, principal=who),
    "editions": lambda store, who: editions_of(store, ELSEWHERE, principal=who),
    "publishing": lambda store, who: publish(store, ELSEWHERE, **EDITION, principal=who),
    "withdrawing": lambda store, who: withdraw_edition(
        store, ELSEWHERE, 1, reason="Wrong.", principal=who
    ),
    "review": lambda store, who: begin_review(store, ELSEWHERE, REVIEW, day=DAY, principal=who),
    "note": lambda store, who: add_note(
        store, ELSEWHERE, "R-001", Note("lesson", "Ask first."), day=DAY, principal=who
    ),
    "record": lambda store, who: record_row(
        store, LEARNING, ELSEWHERE, LESSON, based_on=None, principal=who
    ),
    "own view": lambda store, who: record_self_assessment(
        store,
        authority=ELSEWHERE,
        statement="learning",
        score=2,
        day=DAY,
        rationale="We ask first.",
        evidence=[],
        based_on=None,
        principal=who,
    ),
    "codebook": lambda store, who: edit_codebook(store, ELSEWHERE, THEME_ROWS, principal=who),
    "suggestions": lambda store, who: suggest_again(store, ELSEWHERE, principal=who),
    "table": plan_table,
    "recipe": lambda store, who: keep(store, ELSEWHERE, who),
    "kept recipes": lambda store, who: recipes_of(store, ELSEWHERE, principal=who),
    "report": lambda store, who: plan_report(store, [REPORT], authority=ELSEWHERE, principal=who),
    "what was erased": lambda store, who: tombstones(store, ELSEWHERE, principal=who),
    "finding what to erase": lambda store, who: find(
        store, ELSEWHERE, Wanted("Ask first"), principal=who
    ),
    "mail list": lambda store, who: recipients(store, ELSEWHERE, principal=who),
    "changing the mail list": lambda store, who: change_recipient(
        store, ELSEWHERE, "a@elsewhere.example", allowed=True, principal=who
    ),
    "mailing": lambda store, who: may_be_mailed(
        store, ELSEWHERE, "a@elsewhere.example", principal=who
    ),
    "erasing": lambda store, who: erase(
        store,
        ELSEWHERE,
        Wanted("Ask first"),
        kind=ErasedKind.OTHER,
        reason="A slip.",
        principal=who,
    ),
    "backup": lambda store, who: backup(store, Path("never written.db"), principal=who),
    "own store": lambda _store, who: new_store.start_own_store(ELSEWHERE, principal=who),
    "kept stores": lambda _store, who: kept_stores.kept_stores(principal=who),
    "a kept store": lambda _store, who: kept_stores.use_kept_store("example.db", principal=who),
}


@pytest.mark.parametrize("door", AT_ANOTHERS_DOOR)
def test_whoever_may_see_one_council_is_refused_at_anothers_door(
    two_councils: Store, door: str
) -> None:
    before = two_councils.revision()
    with pytest.raises(NotAllowedError, match="Guest may not see"):
        AT_ANOTHERS_DOOR[door](two_councils, GUEST)
    assert two_councils.revision() - before == (1 if door == "restore" else 0)


def test_lists_hold_what_the_principal_may_see(two_councils: Store) -> None:
    place = {"authority": [SOMEWHERE, ELSEWHERE], "home": [False, True]}
    land(two_councils, Entry(COUNCIL, pl.DataFrame(place)), source="councils.csv")
    assert council_names(two_councils, principal=GUEST) == [SOMEWHERE]
    assert councils(two_councils, principal=GUEST).height == 1
    assert home_authority(two_councils, principal=GUEST) is None
    assert home_authority(two_councils, principal=OFFICER) == ELSEWHERE
    publish(two_councils, ELSEWHERE, **EDITION, principal=OFFICER)
    assert published_councils(two_councils, principal=OFFICER) == (ELSEWHERE,)
    assert published_councils(two_councils, principal=GUEST) == ()
    rows = rows_for_export(two_councils, SCORE, principal=GUEST)
    assert rows.get_column("authority").unique().to_list() == [SOMEWHERE]


@pytest.mark.both_databases
def test_history_tells_of_a_councils_own_batches_and_what_became_of_them(
    two_councils: Store,
) -> None:
    withdraw(two_councils, THEIRS, principal=OFFICER)
    withdraw(two_councils, 1, principal=GUEST)
    seen = history(two_councils, principal=GUEST)
    assert seen.get_column("source_name").to_list() == ["somewhere.csv", "somewhere.csv"]
    assert seen.get_column("action").to_list() == ["withdraw", "import"]
    assert history(two_councils, principal=OFFICER).height == 6


@pytest.mark.both_databases
def test_rows_sent_again_are_a_councils_own_too(two_councils: Store) -> None:
    both = pl.concat([scores(learning=2), scores(authority=ELSEWHERE, equity=1)])
    land(two_councils, both, source="both.csv")
    assert "both.csv" in history(two_councils, principal=GUEST).get_column("source_name")


def test_months_begin_with_what_the_principal_may_see(two_councils: Store) -> None:
    nobody = Principal("Nobody", every_role(()))
    next_month = today().replace(day=1) + timedelta(days=32)
    assert month_ends(two_councils, next_month, principal=GUEST)
    assert not month_ends(two_councils, next_month, principal=nobody)


def test_a_new_store_waits_for_somebody_who_may_see_everything(
    data_folder: Path,
) -> None:
    assert new_store.ready_store(principal=GUEST).revision() == 0


def test_the_very_file_that_another_council_sent_is_refused_to_others(two_councils: Store) -> None:
    stages.land(two_councils, plan_table(two_councils, OFFICER), principal=OFFICER)
    with pytest.raises(NotAllowedError):
        plan_table(two_councils, GUEST)
    with pytest.raises(NotAllowedError):
        plan_table(two_councils, GUEST, own=ELSEWHERE)


def test_what_another_council_calls_its_columns_is_its_own(two_councils: Store) -> None:
    neighbour = Principal("Neighbour", every_role({ELSEWHERE}))
    keep(two_councils, ELSEWHERE, neighbour)
    assert kept_recipes(two_councils, principal=neighbour).height == 1
    assert kept_recipes(two_councils, principal=OFFICER).height == 1
    assert kept_recipes(two_councils, principal=GUEST).is_empty()
    with pytest.raises(DataError, match="no recipe"):
        kept_by_layout(two_councils, "a-layout", principal=GUEST)


ROLES: dict[Role, set[str]] = {
    Role.PUBLIC: {"editions"},
    Role.READER: {"editions", "snapshot", "export", "kept recipes", "what was erased", "mailing"},
    Role.CONTRIBUTOR: {
        "editions", "snapshot", "export", "kept recipes", "what was erased", "mailing", "append",
        "prepare", "withdraw", "restore", "set rest aside", "await rest", "pack", "kept pack",
        "record", "own view", "table", "recipe", "report",
    },
    Role.PRACTICE_LEAD: {
        "editions", "snapshot", "export", "kept recipes", "what was erased", "mailing", "review",
        "note", "codebook", "suggestions",
    },
    Role.PUBLISHER: {"editions", "snapshot", "export", "kept recipes", "what was erased", "mailing",
                     "publishing", "withdrawing"},
    Role.ADMINISTRATOR: {"editions", "snapshot", "export", "kept recipes", "what was erased",
                         "mailing", "backup", "own store", "kept stores", "a kept store",
                         "finding what to erase", "erasing", "mail list", "changing the mail list"},
}  # fmt: skip
"""The doors of `AT_ANOTHERS_DOOR` that open to a role that is held for every council."""


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_doors_and_no_other(
    two_councils: Store, role: Role, data_folder: Path, tmp_path: Path
) -> None:
    somebody = Principal("Somebody", frozenset({Grant(role)}))
    copy = tmp_path / "copy.db"
    doors: dict[str, Callable[[Store, Principal], object]] = {
        **AT_ANOTHERS_DOOR,
        "backup": lambda store, who: backup(store, copy, principal=who),
    }
    opened, told = set(), []
    for name, door in doors.items():
        before = two_councils.revision()
        try:
            door(two_councils, somebody)
        except NotAllowedError as refused:
            told.append(str(refused))
            # For "restore" there is something to restore first.
            assert two_councils.revision() - before == (1 if name == "restore" else 0)
        except (DataError, LookupError):  # let in, and told that there is nothing of that kind
            opened.add(name)
        else:
            opened.add(name)
    assert opened == ROLES[role]
    assert all(each.startswith("Somebody may not ") for each in told)


def test_what_a_review_led_to_is_taken_back_by_whoever_may_review(two_councils: Store) -> None:
    lead = Principal("Lead", frozenset({Grant(Role.PRACTICE_LEAD, frozenset({SOMEWHERE}))}))
    contributor = Principal("C", frozenset({Grant(Role.CONTRIBUTOR, frozenset({SOMEWHERE}))}))
    review = begin_review(two_councils, SOMEWHERE, REVIEW, day=DAY, principal=lead)
    note = Note("lesson", "Ask first.")
    add_note(two_councils, SOMEWHERE, review, note, day=DAY, principal=lead)
    noted = two_councils.revision()
    with pytest.raises(NotAllowedError, match="may not confirm codings or hold reviews for"):
        withdraw(two_councils, noted, principal=contributor)
    assert withdraw(two_councils, noted, principal=lead)
