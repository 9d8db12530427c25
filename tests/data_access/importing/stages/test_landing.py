"""A council's file: what is shown before anything lands, and what lands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from data_access.datasets import (
    AUDIT,
    COMPLAINT,
    COMPLIMENT,
    COUNCIL,
    INDICATOR,
    LEARNING,
    OMBUDSMAN,
    STAFF_VOICE,
    TRAINING,
)
from data_access.errors import DataError, NotAllowedError
from data_access.importing.stages.files.book import FileError
from data_access.importing.stages.inspect import plan_in_words
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.plan import land as land_plan
from data_access.ledger.entry import Counts
from data_access.ledger.history import history, withdraw
from data_access.new_store import make_own_store
from data_access.store.database import Store
from tests.data_access.importing.made_up_files import (
    COMPLAINTS,
    File,
    counts,
    csv,
    land,
    plan,
    problems,
    stored,
    workbook,
)
from tests.data_access.made_up_rows import ELSEWHERE, OFFICER, SOMEWHERE
from vocabulary.principal import Principal, every_role

HEAD = "Reference,Received,Outcome\n"


def new(rows: int) -> Counts:
    return Counts(new=rows, changed=0, unchanged=0, removed=0)


def read_as(planned: Plan) -> dict[str, str]:
    """The header that each field is read from."""
    return {each.field: each.header for each in planned.reading.columns if each.field}


@pytest.mark.both_databases
def test_a_file_lands_as_it_was_shown(store: Store) -> None:
    planned = plan(store, COMPLAINTS)
    assert counts(planned) == new(3)
    assert store.revision() == 0
    land_plan(store, planned, principal=OFFICER)
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
    assert counts(planned) == Counts(new=1, changed=1, unchanged=2, removed=0)
    land_plan(store, planned, principal=OFFICER)
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


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    land(store, COMPLAINTS)
    before, revision = history(store, principal=OFFICER), store.revision()
    planned = plan(store, COMPLAINTS)
    assert counts(planned) == Counts(new=0, changed=0, unchanged=3, removed=0)
    assert land_plan(store, planned, principal=OFFICER).import_id is None
    assert history(store, principal=OFFICER).equals(before)
    assert store.revision() == revision


def test_the_same_file_is_new_where_that_makes_a_difference(store: Store) -> None:
    land(store, COMPLAINTS)
    assert counts(plan(store, COMPLAINTS, authority=ELSEWHERE)) == new(3)
    landed = land(store, HEAD + "C-1,01/04/2026,Not upheld\n")
    assert counts(plan(store, COMPLAINTS)) == Counts(new=0, changed=1, unchanged=2, removed=0)
    assert landed.import_id is not None
    withdraw(store, landed.import_id, principal=OFFICER)
    assert counts(plan(store, COMPLAINTS)) == Counts(new=0, changed=0, unchanged=3, removed=0)
    withdraw(store, 1, principal=OFFICER)
    assert counts(plan(store, COMPLAINTS)) == new(3)


def test_a_file_withdrawn_after_it_was_looked_at_lands_again(store: Store) -> None:
    land(store, COMPLAINTS)
    planned = plan(store, COMPLAINTS)
    withdraw(store, 1, principal=OFFICER)
    assert land_plan(store, planned, principal=OFFICER).counts["complaint"].new == 3
    assert stored(store).height == 3


@pytest.mark.both_databases
def test_what_changed_meanwhile_is_compared_again_when_it_lands(store: Store) -> None:
    planned = plan(store, COMPLAINTS)
    land(store, HEAD + "C-1,01/04/2026,Upheld\n")
    landed = land_plan(store, planned, principal=OFFICER)
    assert landed.counts["complaint"] == Counts(new=2, changed=0, unchanged=1, removed=0)


def test_columns_may_stand_in_any_order_and_go_by_other_names(sqlite_store: Store) -> None:
    text = "Result;Date opened;Case ref;Extra\nPartially upheld;1/4/26;C-1;x\n"
    planned = plan(sqlite_store, text)
    assert read_as(planned) == {
        "reference": "Case ref",
        "received": "Date opened",
        "outcome": "Result",
    }
    assert "columns that belong to no field: Extra" in planned.reading.notes
    land_plan(sqlite_store, planned, principal=OFFICER)
    assert stored(sqlite_store).select("reference", "received", "outcome").row(0) == (
        "C-1",
        date(2026, 4, 1),
        "partly_upheld",
    )


def test_a_column_of_a_nearly_right_name_is_taken(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, "Referense,Date recieved\nC-1,01/04/2026\n")
    assert read_as(planned) == {"reference": "Referense", "received": "Date recieved"}


def test_columns_named_with_more_words_or_in_another_order_are_found(sqlite_store: Store) -> None:
    text = (
        "Complaint ref,Date of response,Date the complaint was received,Outcome of complaint\n"
        "C-1,30/04/2026,01/04/2026,Upheld\n"
    )
    land(sqlite_store, text)
    row = stored(sqlite_store).row(0, named=True)
    assert (row["reference"], row["received"]) == ("C-1", date(2026, 4, 1))
    assert (row["responded"], row["outcome"]) == (date(2026, 4, 30), "upheld")


def test_a_person_may_say_which_column_is_which(sqlite_store: Store) -> None:
    text = "Our number,X1,X2,Verdict,Ward\nC-1,01/04/2026,20/04/2026,Upheld,x\n"
    asked = plan(sqlite_store, text)
    assert "received" in {question.field for question in asked.needed}
    with pytest.raises(DataError, match="Which column is received"):
        land_plan(sqlite_store, asked, principal=OFFICER)
    chosen = {"reference": "Our number", "received": "X1", "outcome": "Verdict"}
    assert counts(plan(sqlite_store, text, columns=chosen)) == new(1)


def test_serial_days_thousands_and_windows_1252_are_understood(sqlite_store: Store) -> None:
    text = (
        "Complaints report\n\nDate received;Case ref;Outcome\n14/09/2026;C-1;Upheld\n45000;C-2;\n"
    )
    land(sqlite_store, text)
    days = stored(sqlite_store).get_column("received").to_list()
    assert days == [date(2026, 9, 14), date(2023, 3, 15)]
    figures = (
        "Indicator;Name;Period start;Period end;Numerator;Denominator;Better when\n"
        "front_door_contacts;Café contacts;01/04/2026;30/06/2026;1,234;£2,000;lower\n"
    )
    land(sqlite_store, csv(figures, name="figures.csv", encoding="cp1252"), INDICATOR)
    row = stored(sqlite_store, INDICATOR).row(0, named=True)
    assert (row["name"], row["numerator"], row["denominator"]) == ("Café contacts", 1234.0, 2000.0)


def test_rows_belong_to_the_council_of_the_store_unless_the_file_says(
    new_sqlite_store: Callable[[], Store],
) -> None:
    store = new_sqlite_store()
    asked = plan(store, COMPLAINTS, authority=None)
    assert [question.key for question in asked.needed] == ["constants.authority"]
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    land(store, COMPLAINTS, authority=None)
    land(store, f"Council,Reference,Received\n{ELSEWHERE},C-1,01/04/2026\n,C-8,01/04/2026\n")
    owners = stored(store).group_by("authority").len().sort("authority").rows()
    assert owners == [(ELSEWHERE, 1), (SOMEWHERE, 4)]


def test_nobody_imports_for_a_council_that_is_not_theirs(sqlite_store: Store) -> None:
    somebody = Principal("Somebody", every_role({ELSEWHERE}))
    with pytest.raises(NotAllowedError):
        plan(sqlite_store, COMPLAINTS, principal=somebody)
    theirs = f"Council,Reference,Received\n{SOMEWHERE},C-1,01/04/2026\n"
    with pytest.raises(NotAllowedError):
        plan(sqlite_store, theirs, principal=somebody, authority=ELSEWHERE)


BAD = (
    "Reference,Received,Responded,Outcome\n"
    "C-1,01/04/2026,,Upheld\n"
    "C-2,31/02/2026,,Upheld\n"
    "C-4,04/04/2026,01/04/2026,Upheld\n"
    "C-5,,,Upheld\n"
)


def test_each_row_to_mend_says_what_is_wrong_and_how_to_mend_it(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, BAD)
    assert problems(planned) == [
        (3, "Received", "31/02/2026", "is not a date"),
        (
            4,
            "Responded",
            "",
            "Responded (1 April 2026) is before received (4 April 2026): check whether day and "
            "month are the wrong way round",
        ),
        (5, "Received", "", "is empty"),
    ]
    told = plan_in_words(planned)
    assert "'31/02/2026' in Received is not a date (row 3). Write day/month/year" in told
    assert "Received is empty (row 5). This has to be filled in." in told
    assert counts(planned) == Counts(new=1, changed=0, unchanged=0, removed=0, rejected=3)
    assert planned.reading.file_rows == 4


def test_a_word_nobody_knows_is_asked_with_what_it_may_mean(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS.replace("Not upheld", "Agreed with"))
    [question] = planned.needed
    assert question.key == "words.outcome: 'Agreed with'"
    with pytest.raises(DataError, match="what do these mean as outcome"):
        land_plan(sqlite_store, planned, principal=OFFICER)
    answered = plan(
        sqlite_store,
        COMPLAINTS.replace("Not upheld", "Agreed with"),
        recipe='[words.outcome]\n"Agreed with" = "upheld"\n',
    )
    assert counts(answered) == new(3)


def test_a_misspelt_word_of_a_list_is_understood(sqlite_store: Store) -> None:
    land(sqlite_store, COMPLAINTS.replace("C-1,01/04/2026,Upheld", "C-1,01/04/2026,Upheeld"))
    assert stored(sqlite_store).item(0, "outcome") == "upheld"


def test_nothing_lands_while_a_row_is_to_be_mended(store: Store) -> None:
    planned = plan(store, BAD)
    with pytest.raises(DataError, match="3 rows are to be mended, so nothing of it was imported"):
        land_plan(store, planned, principal=OFFICER)
    assert store.revision() == 0
    assert stored(store).is_empty()


def test_the_good_rows_land_if_a_person_decides_so(store: Store) -> None:
    land(store, BAD, good_rows_only=True)
    assert stored(store).get_column("reference").to_list() == ["C-1"]
    row = history(store, principal=OFFICER).row(0, named=True)
    assert (row["rows_rejected"], row["note"]) == (3, "3 rows rejected and left out")
    assert plan(store, BAD).reading.rejected == 3


def test_a_row_with_too_many_cells_is_to_be_mended(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, HEAD + "C-1,01/04/2026,Upheld\nC-2,02/04/2026,Upheld,too much\n")
    assert problems(planned) == [(3, "", "", "has more cells than the header")]


def test_a_row_that_stands_twice_counts_once(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS + "C-1,01/04/2026,Upheld\n")
    assert counts(planned) == new(3)
    assert any("1 row stands twice, word for word" in note for note in planned.reading.notes)


def test_rows_that_contradict_each_other_are_both_to_be_mended(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS + "C-1,01/04/2026,Not upheld\n")
    contradicts = "contradicts another row of the same key"
    assert problems(planned) == [(2, "", "C-1", contradicts), (5, "", "C-1", contradicts)]
    assert "'C-1' contradicts another row of the same key (rows 2, 5)" in plan_in_words(planned)
    assert (
        planned.reading.problems.item(0, "mend") == "Keep one row for each council and reference."
    )
    assert planned.compared.new == 2


def test_only_the_first_problems_are_listed_and_the_rest_counted(sqlite_store: Store) -> None:
    rows = "".join(f"C-{n},{n + 40}/01/2026,\n" for n in range(25))
    rows += "".join(f"D-{n},{n % 28 + 1}/0{n % 9 + 1}/2026,\n" for n in range(60))
    told = plan_in_words(plan(sqlite_store, HEAD + rows))
    assert told.count("is not a date") == 20
    assert "and 5 more kinds of rows to mend" in told


class EnoughError(Exception):
    """Somebody pressed Cancel."""


def test_progress_is_told_from_beginning_to_end(sqlite_store: Store) -> None:
    told: list[tuple[float, str]] = []
    planned = plan(
        sqlite_store, COMPLAINTS, progress=lambda share, what: told.append((share, what))
    )
    land_plan(
        sqlite_store,
        planned,
        principal=OFFICER,
        progress=lambda share, what: told.append((share, what)),
    )
    shares = [share for share, what in told if not what.startswith("Recording")]
    assert shares == sorted(shares)
    assert told[-1] == (1.0, "Recording, 100%")
    assert all(what for _, what in told)


@pytest.mark.both_databases
@pytest.mark.parametrize("moment", ["Opening", "Comparing", "Recording"])
def test_cancelling_leaves_nothing_behind(store: Store, moment: str) -> None:
    """While the file is read, while it is compared, and while its rows are written."""

    def cancel(share: float, what: str) -> None:
        if what.startswith(moment):
            raise EnoughError

    def import_it() -> None:
        planned = plan(store, csv(COMPLAINTS, name="cancelled.csv"), progress=cancel)
        land_plan(store, planned, principal=OFFICER, progress=cancel)

    before = store.revision()
    with pytest.raises(EnoughError):
        import_it()
    assert store.revision() == before
    assert stored(store).is_empty()
    land(store, csv(COMPLAINTS, name="cancelled.csv"))
    assert history(store, principal=OFFICER).height == 1


def test_kinds_of_teams_are_asked_once_and_known_from_then_on(sqlite_store: Store) -> None:
    voice = "Team,{}Question,Period start,Period end,Responses,Agree\n"
    question = STAFF_VOICE.spec("question").choices[0]
    row = f"Sensory team,{{}}{question},01/01/2026,31/03/2026,10,4\n"
    lacking = plan(sqlite_store, voice.format("") + row.format(""), STAFF_VOICE)
    assert [asked.field for asked in lacking.needed] == ["team_kind"]
    first = voice.format("Team type,") + row.format("specialist,")
    land(sqlite_store, csv(first, name="q1.csv"), STAFF_VOICE)
    later = (voice + row).format("", "").replace("/2026", "/2027")
    land(sqlite_store, csv(later, name="q2.csv"), STAFF_VOICE)
    assert stored(sqlite_store, STAFF_VOICE).get_column("team_kind").to_list() == ["specialist"] * 2


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
    told = plan_in_words(plan(sqlite_store, text))
    assert "set aside: titles 1, totals 1" in told
    assert "rows: 5 read, 3 used, 3 taken, 0 to mend" in told


def test_a_file_with_no_rows_changes_nothing(store: Store) -> None:
    planned = plan(store, HEAD)
    assert counts(planned) == new(0)
    assert land_plan(store, planned, principal=OFFICER).import_id is None


def test_months_that_are_not_the_first_day_are_the_same_month(sqlite_store: Store) -> None:
    land(sqlite_store, "Month,Team,Number\n15/04/2026,North,3\n", COMPLIMENT)
    assert stored(sqlite_store, COMPLIMENT).item(0, "month") == date(2026, 4, 1)


def test_a_rule_between_two_fields_is_told_in_words(sqlite_store: Store) -> None:
    text = (
        "Team,Kind of team,Role,Course,Kind of course,Month,Required,Attended\n"
        "Sensory,specialist,Social worker,Care Act,general,April 2026,4,9\n"
    )
    [(row, _, _, problem)] = problems(plan(sqlite_store, text, TRAINING))
    assert row == 2
    assert problem == "Attended (9) is more than required (4): correct one of them"


def test_figures_of_others_land_as_published(sqlite_store: Store) -> None:
    text = f"Authority,Year,Scope,Investigations,Upheld\n{ELSEWHERE},2024-25,all services,10,8\n"
    land(sqlite_store, text, OMBUDSMAN)
    assert history(sqlite_store, principal=OFFICER).item(0, "nature") == OMBUDSMAN.nature


def test_figures_published_for_every_council_are_published_facts(sqlite_store: Store) -> None:
    head = (
        "Geographical Description,Geographical Level,ASCOF Measure Code,Measure Type,Measure_Value"
    )
    rows = [f"{ELSEWHERE},Council,1A,{kind},{n}" for kind, n in (("Numerator", 2), ("Outcome", 5))]
    land(sqlite_store, csv("\n".join([head, *rows]), name="ascof-2024-25.csv"), INDICATOR)
    assert history(sqlite_store, principal=OFFICER).item(0, "nature") == "published"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02", b"%PDF-1.7", b"x"])
def test_what_is_no_table_is_refused_in_a_sentence(sqlite_store: Store, content: bytes) -> None:
    with pytest.raises(DataError) as refused:
        plan(sqlite_store, File("complaints.csv", content))
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_an_empty_file_is_said_to_be_empty(sqlite_store: Store) -> None:
    with pytest.raises(FileError, match=r"complaints\.csv is empty\."):
        plan(sqlite_store, "")


def test_a_list_of_councils_does_not_make_the_store_another_councils(sqlite_store: Store) -> None:
    land(sqlite_store, f"authority,home\n{SOMEWHERE},yes\n{ELSEWHERE},no\n", COUNCIL)
    with pytest.raises(DataError, match=f"says that the store is for {ELSEWHERE}"):
        plan(sqlite_store, f"authority,home\n{ELSEWHERE},yes\n", COUNCIL)


@pytest.mark.parametrize("grade", ["Good", "good", "3", "3 good", "3 - Good"])
def test_a_grade_may_be_said_in_words(sqlite_store: Store, grade: str) -> None:
    text = (
        "Reference,Audited,Team,Practice area,Auditor grade\n"
        f"A-1,01/04/2026,North,Safeguarding,{grade}\n"
    )
    land(sqlite_store, text, AUDIT)
    assert stored(sqlite_store, AUDIT).item(0, "auditor_grade") == 3


def test_what_is_no_grade_is_asked_with_the_words(sqlite_store: Store) -> None:
    text = (
        "Reference,Audited,Team,Practice area,Auditor grade\nA-1,01/04/2026,N,Safeguarding,Fine\n"
        "A-2,01/04/2026,N,Safeguarding,Good\n"
    )
    planned = plan(sqlite_store, text, AUDIT)
    assert [question.field for question in planned.needed] == ["auditor_grade"]
    [mend] = planned.reading.problems.get_column("mend").to_list()
    assert "3 good" in mend


def test_ordinary_words_of_a_council_raise_no_alarm(sqlite_store: Store) -> None:
    text = (
        "reference,origin,found,lesson\n"
        "L-1,complaint,14/09/2026,"
        '"Section 42 enquiry CMP-2026-00123: 18 hours, £1,250.00, by 31/03/2026 at 10:30"\n'
    )
    assert counts(plan(sqlite_store, text, LEARNING)) == new(1)


def test_the_kind_of_records_need_not_be_named(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS, None)
    assert (planned.reading.dataset, planned.needed) == (COMPLAINT, ())
    assert planned.reading.rows.equals(plan(sqlite_store, COMPLAINTS).reading.rows)
