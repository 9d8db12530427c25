"""Importing a council's table: what is shown before anything lands, and what lands."""

from __future__ import annotations

import csv as stdlib_csv
import io
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from data_access.datasets import (
    AUDIT,
    COMPLAINT,
    COMPLIMENT,
    COUNCIL,
    INDICATOR,
    OMBUDSMAN,
    STAFF_VOICE,
    TRAINING,
)
from data_access.errors import DataError, NotAllowedError
from data_access.importing.tables.files.sheet import TableError
from data_access.importing.tables.import_table import land_table, plan_table
from data_access.importing.tables.plan_in_words import (
    describe_table_plan,
    rejected_csv,
    rows_to_mend_csv,
)
from data_access.importing.tables.questions import ColumnsNeeded
from data_access.ledger.entry import Counts
from data_access.ledger.history import history, withdraw
from data_access.new_store import make_own_store
from data_access.store.database import Store
from tests.data_access.importing.tables.made_up_tables import (
    COMPLAINTS,
    csv,
    land,
    plan,
    problems,
    stored,
    workbook,
)
from tests.data_access.made_up_rows import ELSEWHERE, OFFICER, SOMEWHERE
from vocabulary.principal import Principal

HEAD = "Reference,Received,Outcome\n"


@pytest.mark.both_databases
def test_a_file_lands_as_it_was_shown(store: Store) -> None:
    planned = plan(store, COMPLAINTS)
    assert planned.counts == Counts(new=3, changed=0, unchanged=0, removed=0)
    assert store.revision() == 0
    land_table(store, planned, principal=OFFICER)
    shown = stored(store).select("authority", "reference", "received", "outcome").rows()
    assert shown == [
        (SOMEWHERE, "C-1", date(2026, 4, 1), "upheld"),
        (SOMEWHERE, "C-2", date(2026, 4, 2), "not_upheld"),
        (SOMEWHERE, "C-3", date(2026, 4, 3), None),
    ]
    row = history(store, principal=OFFICER).row(0, named=True)
    assert (row["source_name"], row["recorded_by"]) == ("complaints.csv", "Officer")
    assert (row["dataset"], row["nature"], row["rows_new"]) == ("complaint", "own", 3)


def test_new_changed_and_unchanged_rows_are_told_apart(store: Store) -> None:
    land(store, COMPLAINTS)
    changed = COMPLAINTS.replace("C-3,03/04/2026,", "C-3,03/04/2026,Upheld")
    planned = plan(store, csv(changed + "C-4,04/04/2026,\n", name="may.csv"))
    assert planned.counts == Counts(new=1, changed=1, unchanged=2, removed=0)
    land_table(store, planned, principal=OFFICER)
    assert stored(store).get_column("outcome").to_list() == [
        "upheld",
        "not_upheld",
        "upheld",
        None,
    ]


def test_rows_that_a_later_file_lacks_stay(store: Store) -> None:
    """A month's file is not the whole register."""
    land(store, COMPLAINTS)
    land(store, HEAD + "C-9,09/04/2026,\n")
    assert stored(store).height == 4


def test_the_same_file_twice_changes_nothing_and_says_so(store: Store) -> None:
    land(store, COMPLAINTS)
    before = history(store, principal=OFFICER)
    planned = plan(store, COMPLAINTS)
    assert planned.counts == Counts(new=0, changed=0, unchanged=3, removed=0)
    assert "the same file came in as batch 1, and all of it stands" in describe_table_plan(planned)
    assert land_table(store, planned, principal=OFFICER).import_id is None
    assert history(store, principal=OFFICER).equals(before)


def test_the_same_file_is_read_again_where_that_makes_a_difference(store: Store) -> None:
    other = Counts(new=3, changed=0, unchanged=0, removed=0)
    land(store, COMPLAINTS)
    assert plan(store, COMPLAINTS, authority=ELSEWHERE).counts == other
    assert plan(store, COMPLAINTS, columns={"reference": "Outcome", "received": "Received"}).counts
    later = HEAD + "C-1,01/04/2026,Not upheld\n"
    landed = land(store, later)
    assert plan(store, COMPLAINTS).counts == Counts(new=0, changed=1, unchanged=2, removed=0)
    assert landed.import_id is not None
    withdraw(store, landed.import_id, principal=OFFICER)
    assert plan(store, COMPLAINTS).counts == Counts(new=0, changed=0, unchanged=3, removed=0)
    withdraw(store, 1, principal=OFFICER)
    assert plan(store, COMPLAINTS).counts == other


def test_a_file_withdrawn_after_it_was_looked_at_lands_again(store: Store) -> None:
    land(store, COMPLAINTS)
    planned = plan(store, COMPLAINTS)
    withdraw(store, 1, principal=OFFICER)
    assert land_table(store, planned, principal=OFFICER).counts["complaint"].new == 3
    assert stored(store).height == 3


@pytest.mark.both_databases
def test_what_changed_meanwhile_is_compared_again_when_it_lands(store: Store) -> None:
    planned = plan(store, COMPLAINTS)
    land(store, HEAD + "C-1,01/04/2026,Upheld\n")
    landed = land_table(store, planned, principal=OFFICER)
    assert landed.counts["complaint"] == Counts(new=2, changed=0, unchanged=1, removed=0)


def test_columns_may_stand_in_any_order_and_go_by_other_names(sqlite_store: Store) -> None:
    text = "Result;Date opened;Case ref;Extra\nPartially upheld;1/4/26;C-1;x\n"
    planned = plan(sqlite_store, text)
    assert planned.columns == {
        "reference": "Case ref",
        "received": "Date opened",
        "outcome": "Result",
    }
    assert planned.unused == ("Extra",)
    land_table(sqlite_store, planned, principal=OFFICER)
    assert stored(sqlite_store).select("reference", "received", "outcome").row(0) == (
        "C-1",
        date(2026, 4, 1),
        "partly_upheld",
    )


def test_a_column_of_a_nearly_right_name_is_suggested(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, "Referense,Date recieved\nC-1,01/04/2026\n")
    assert planned.columns == {"reference": "Referense", "received": "Date recieved"}


def test_a_person_may_say_which_column_is_which(sqlite_store: Store) -> None:
    text = "Our number,In,Verdict\nC-1,01/04/2026,Upheld\n"
    with pytest.raises(DataError, match="lacks columns for 'Reference', 'Received'; it has Our"):
        plan(sqlite_store, text)
    chosen = {"reference": "Our number", "received": "In", "outcome": "Verdict"}
    assert plan(sqlite_store, text, columns=chosen).counts.new == 1
    with pytest.raises(DataError, match="has no column 'Elsewhere'"):
        plan(sqlite_store, text, columns={**chosen, "team": "Elsewhere"})


def test_rows_belong_to_the_council_of_the_store_unless_the_file_says(
    new_sqlite_store: Callable[[], Store],
) -> None:
    store = new_sqlite_store()
    with pytest.raises(DataError, match="does not say whose rows they are: name the council"):
        plan(store, COMPLAINTS, authority=None)
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    land(store, COMPLAINTS, authority=None)
    land(store, f"Council,Reference,Received\n{ELSEWHERE},C-1,01/04/2026\n,C-8,01/04/2026\n")
    owners = stored(store).group_by("authority").len().sort("authority").rows()
    assert owners == [(ELSEWHERE, 1), (SOMEWHERE, 4)]


def test_nobody_imports_for_a_council_that_is_not_theirs(sqlite_store: Store) -> None:
    somebody = Principal("Somebody", "editor", frozenset({ELSEWHERE}))
    with pytest.raises(NotAllowedError):
        plan_table(
            sqlite_store, COMPLAINT, csv(COMPLAINTS), principal=somebody, authority=SOMEWHERE
        )


BAD = (
    "Reference,Received,Responded,Outcome,Channel\n"
    "C-1,01/04/2026,,Upheld,Phone\n"
    "C-2,soon,,Upheld,Phone\n"
    ",03/04/2026,,Upheeld,Phone\n"
    "C-4,04/04/2026,01/04/2026,Upheld,Phone\n"
    "C-5,05/04/2026,,Upheld,Carrier pigeon\n"
)


def test_each_rejected_row_says_what_is_wrong_and_how_to_mend_it(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, BAD)
    assert problems(planned) == [
        (3, "Received", "soon", "is not a date"),
        (4, "Reference", "", "is empty"),
        (4, "Outcome", "Upheeld", "is not one of the words this field takes"),
        (
            5,
            "",
            "",
            "Responded (1 April 2026) is before received (4 April 2026): check whether day and "
            "month are the wrong way round",
        ),
        (6, "Channel", "Carrier pigeon", "is not one of the words this field takes"),
    ]
    told = describe_table_plan(planned)
    assert "row 3: Received 'soon' is not a date. Write day/month/year, such as 31/03/2026" in told
    assert "row 4: Reference is empty. This has to be filled in." in told
    assert "Did you mean 'Upheld'?" in told
    assert planned.rejected_rows == 4
    assert planned.rows_read == 5
    assert planned.counts == Counts(new=1, changed=0, unchanged=0, removed=0, rejected=4)


def test_nothing_lands_while_a_row_is_rejected(store: Store) -> None:
    planned = plan(store, BAD)
    with pytest.raises(DataError, match="4 of 5 rows are rejected, so nothing was imported"):
        land_table(store, planned, principal=OFFICER)
    assert store.revision() == 0
    assert stored(store).is_empty()


def test_the_good_rows_land_if_a_person_decides_so(store: Store) -> None:
    land(store, BAD, good_rows_only=True)
    assert stored(store).get_column("reference").to_list() == ["C-1"]
    row = history(store, principal=OFFICER).row(0, named=True)
    assert (row["rows_rejected"], row["note"]) == (4, "4 rows rejected and left out")
    # The file is known, but not all of it stands: it is looked at again.
    assert plan(store, BAD).rejected_rows == 4


def test_rejected_rows_can_be_had_as_a_file(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, csv(BAD.replace("soon", "=1+1"), name="april.csv"))
    table = pl.read_csv(io.StringIO(rejected_csv([planned])))
    assert table.columns == ["file", "row", "field", "column", "value", "problem", "mend"]
    first = table.row(0, named=True)
    assert (first["file"], first["row"], first["field"]) == ("april.csv", 3, "Received")
    assert first["value"] == "'=1+1"  # a spreadsheet would calculate it otherwise


@pytest.mark.parametrize("first", list("=+-@\t\r"))
def test_no_cell_of_rejected_rows_is_a_formula(sqlite_store: Store, first: str) -> None:
    runs = f"{first}HYPERLINK(1)"
    text = f'Reference,Received,Outcome,Remark\n"{runs}",soon,"{runs}","{runs}"\n'
    planned = plan(sqlite_store, csv(text))
    assert planned.rejected_rows == 1
    for told in (rejected_csv([planned]), rows_to_mend_csv(planned)):
        cells = [cell for line in stdlib_csv.reader(io.StringIO(told)) for cell in line]
        assert f"'{runs}" in cells or first in "\t\r", "the value is there, marked as text"
        assert [cell for cell in cells if cell[:1] and cell[0] in "=+-@\t\r"] == []


def test_numbers_of_rejected_rows_stay_numbers(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, csv(HEAD + "C-1,-12,+3.5%\n"))
    assert planned.rejected_rows == 1
    assert "C-1,-12,+3.5%," in rows_to_mend_csv(planned)


def test_a_row_with_too_many_cells_is_rejected(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, HEAD + "C-1,01/04/2026,Upheld\nC-2,02/04/2026,Upheld,too much\n")
    assert problems(planned) == [(3, "", "", "has 4 cells, more than the header")]


def test_a_row_that_stands_twice_counts_once(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS + "C-1,01/04/2026,Upheld\n")
    assert planned.counts.new == 3
    assert "1 row stands twice and counts once" in planned.notes


def test_rows_that_contradict_each_other_are_both_rejected(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS + "C-1,01/04/2026,Not upheld\n")
    assert [(row, problem) for row, _, _, problem in problems(planned)] == [
        (2, "contradicts row 5, which is of the same key"),
        (5, "contradicts row 2, which is of the same key"),
    ]
    assert planned.rejected.item(0, "mend") == "Keep one row for each council and reference."
    assert planned.counts.new == 2


def test_only_the_first_problems_are_listed_and_the_rest_counted(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, HEAD + "".join(f"C-{n},soon,\n" for n in range(25)))
    told = describe_table_plan(planned)
    assert told.count("is not a date") == 10
    assert "and 15 more problems" in told


class EnoughError(Exception):
    """Somebody pressed Cancel."""


def test_progress_is_told_from_beginning_to_end(sqlite_store: Store) -> None:
    told: list[tuple[float, str]] = []
    planned = plan_table(
        sqlite_store,
        COMPLAINT,
        csv(COMPLAINTS),
        principal=OFFICER,
        authority=SOMEWHERE,
        progress=lambda share, what: told.append((share, what)),
    )
    land_table(
        sqlite_store,
        planned,
        principal=OFFICER,
        progress=lambda share, what: told.append((share, what)),
    )
    shares = [share for share, what in told if what != "Writing"]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert told[-1] == (1.0, "Writing")
    assert all(what for _, what in told)


@pytest.mark.both_databases
def test_cancelling_leaves_nothing_behind(store: Store) -> None:
    """At every word of progress, be it while reading or while writing."""
    told = 0

    def count(share: float, what: str) -> None:
        nonlocal told
        told += 1

    def import_it(progress: Callable[[float, str], None], name: str) -> None:
        source = csv(COMPLAINTS, name=name)
        planned = plan_table(
            store, COMPLAINT, source, principal=OFFICER, authority=SOMEWHERE, progress=progress
        )
        land_table(store, planned, principal=OFFICER, progress=progress)

    before = store.revision()
    for stop in range(100):
        left = stop

        def cancel(share: float, what: str) -> None:
            nonlocal left
            if left == 0:
                raise EnoughError
            left -= 1

        try:
            import_it(cancel, "cancelled.csv")
        except EnoughError:
            assert store.revision() == before
            assert stored(store).is_empty()
        else:
            break
    assert stop >= 5
    assert stored(store).height == 3
    assert history(store, principal=OFFICER).height == 1


def test_kinds_of_teams_are_asked_once_and_known_from_then_on(sqlite_store: Store) -> None:
    voice = "Team,{}Question,Period start,Period end,Responses,Agree\n"
    row = "Sensory team,{}Role-specific training,01/01/2026,31/03/2026,10,4\n"
    question = STAFF_VOICE.spec("question").choices[0]
    row = row.replace("Role-specific training", question)
    lacking = plan_or_error(sqlite_store, voice.format("") + row.format(""), STAFF_VOICE)
    assert "'Kind of team'" in lacking
    first = voice.format("Team type,") + row.format("specialist,")
    land(sqlite_store, csv(first, name="q1.csv"), STAFF_VOICE)
    later = (voice + row).format("", "").replace("/2026", "/2027")
    land(sqlite_store, csv(later, name="q2.csv"), STAFF_VOICE)
    assert stored(sqlite_store, STAFF_VOICE).get_column("team_kind").to_list() == ["specialist"] * 2


def plan_or_error(store: Store, text: str, dataset: object = COMPLAINT) -> str:
    try:
        plan(store, text, dataset)  # type: ignore[arg-type]
    except DataError as error:
        return str(error)
    return ""


def test_a_workbook_and_a_csv_file_give_the_same_rows(
    new_sqlite_store: Callable[[], Store],
) -> None:
    one, other = new_sqlite_store(), new_sqlite_store()
    land(one, COMPLAINTS)
    rows = [
        ["C-1", date(2026, 4, 1), "Upheld"],
        ["C-2", date(2026, 4, 2), "Not upheld"],
        ["C-3", date(2026, 4, 3), None],
    ]
    land(other, workbook(Sheet1=[["Reference", "Received", "Outcome"], *rows]))
    assert stored(one).equals(stored(other))


def test_what_was_passed_over_is_told(sqlite_store: Store) -> None:
    text = "Complaints register,,\n" + COMPLAINTS + "Total,3,\n"
    told = describe_table_plan(plan(sqlite_store, text))
    assert "passed over: the title 'Complaints register'; row 6, 'Total'" in told
    assert "Complaints: complaints.csv, 3 rows read" in told


def test_a_file_with_no_rows_changes_nothing(store: Store) -> None:
    planned = plan(store, HEAD)
    assert planned.counts == Counts(new=0, changed=0, unchanged=0, removed=0)
    assert land_table(store, planned, principal=OFFICER).import_id is None


def test_months_that_are_not_the_first_day_are_the_same_month(sqlite_store: Store) -> None:
    text = "Month,Team,Number\n15/04/2026,North,3\n"
    land(sqlite_store, text, COMPLIMENT)
    assert stored(sqlite_store, COMPLIMENT).item(0, "month") == date(2026, 4, 1)


def test_a_rule_between_two_fields_is_told_in_words(sqlite_store: Store) -> None:
    text = (
        "Team,Kind of team,Role,Course,Kind of course,Month,Required,Attended\n"
        "Sensory,specialist,Social worker,Care Act,general,April 2026,4,9\n"
    )
    planned = plan(sqlite_store, text, TRAINING)
    [(row, _, _, problem)] = problems(planned)
    assert row == 2
    assert problem == "Attended (9) is more than required (4): correct one of them"


def test_figures_of_others_land_as_published(sqlite_store: Store) -> None:
    text = f"Authority,Year,Scope,Investigations,Upheld\n{ELSEWHERE},2024-25,all services,10,8\n"
    land(sqlite_store, text, OMBUDSMAN)
    assert history(sqlite_store, principal=OFFICER).item(0, "nature") == OMBUDSMAN.nature


def test_an_unreadable_file_is_one_clear_sentence(sqlite_store: Store) -> None:
    with pytest.raises(TableError, match=r"complaints\.csv is empty\."):
        plan(sqlite_store, "")


def test_a_list_of_councils_does_not_make_the_store_another_councils(sqlite_store: Store) -> None:
    land(sqlite_store, f"authority,home\n{SOMEWHERE},yes\n{ELSEWHERE},no\n", COUNCIL)
    with pytest.raises(DataError, match=f"says that the store is for {ELSEWHERE}"):
        plan(sqlite_store, f"authority,home\n{ELSEWHERE},yes\n", COUNCIL)


def test_columns_named_with_more_words_or_in_another_order_are_found(sqlite_store: Store) -> None:
    text = (
        "Complaint ref,Date of response,Date the complaint was received,Outcome of complaint\n"
        "C-1,30/04/2026,01/04/2026,Upheld\n"
    )
    land(sqlite_store, text)
    row = stored(sqlite_store).row(0, named=True)
    assert (row["reference"], row["received"]) == ("C-1", date(2026, 4, 1))
    assert (row["responded"], row["outcome"]) == (date(2026, 4, 30), "upheld")


@pytest.mark.parametrize("grade", ["Good", "good", "3", "3 good", "3 - Good"])
def test_a_grade_may_be_said_in_words(sqlite_store: Store, grade: str) -> None:
    text = (
        "Reference,Audited,Team,Practice area,Auditor grade\n"
        f"A-1,01/04/2026,North,Safeguarding,{grade}\n"
    )
    land(sqlite_store, text, AUDIT)
    assert stored(sqlite_store, AUDIT).item(0, "auditor_grade") == 3


def test_what_is_no_grade_is_told_the_words(sqlite_store: Store) -> None:
    text = (
        "Reference,Audited,Team,Practice area,Auditor grade\nA-1,01/04/2026,N,Safeguarding,Fine\n"
    )
    planned = plan(sqlite_store, text, AUDIT)
    [mend] = planned.rejected.get_column("mend").to_list()
    assert "3 good" in mend


def test_rejected_rows_can_be_mended_and_brought_in_as_they_are(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS.replace("02/04/2026", "soon"))
    mend = rows_to_mend_csv(planned)
    head, row = mend.strip().split("\n")
    assert head == "Reference,Received,Outcome,What to mend"
    assert row.startswith("C-2,soon,Not upheld,\"Received 'soon' is not a date")
    land_table(sqlite_store, planned, principal=OFFICER, good_rows_only=True)
    land(sqlite_store, csv(mend.replace("C-2,soon", "C-2,02/04/2026"), name="mended.csv"))
    assert stored(sqlite_store).get_column("reference").to_list() == ["C-1", "C-2", "C-3"]


def test_a_question_is_answered_by_asking_again(sqlite_store: Store) -> None:
    with pytest.raises(ColumnsNeeded) as asked:
        plan(sqlite_store, "Number,Outcome,In\nC-1,Upheld,01/04/2026\n")
    assert asked.value.headers == ("Number", "Outcome", "In")
    assert asked.value.columns == {"outcome": "Outcome"}


def test_figures_published_for_every_council_are_published_facts(sqlite_store: Store) -> None:
    head = (
        "Geographical Description,Geographical Level,ASCOF Measure Code,Measure Type,Measure_Value"
    )
    rows = [f"{ELSEWHERE},Council,1A,{kind},{n}" for kind, n in (("Numerator", 2), ("Outcome", 5))]
    source = csv("\n".join([head, *rows]), name="ascof-2024-25.csv")
    land(sqlite_store, source, INDICATOR)
    assert history(sqlite_store, principal=OFFICER).item(0, "nature") == "published"
