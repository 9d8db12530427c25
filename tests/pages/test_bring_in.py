"""Bringing in files: dropped, asked about, looked at on their own values, landed in their order."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.view import View
from data_access.importing.stages.landing.kept_recipes import kept_recipes
from data_access.ledger.history import history
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.conftest import OFFICER
from tests.pages.harness import (
    SOMEWHERE,
    TODAY,
    bodies,
    control,
    labels,
    open_page,
    parts,
    press,
    whole,
    words,
)
from vocabulary.nature import Nature

OWN = View(SOMEWHERE, Nature.OWN, TODAY)
LOG = """Adult social care: complaints log,,,,,
Ref,Date received,Type,Service area,Outcome,Date closed
SC-01,02/04/2026,Complaint,Locality East,Upheld,20/04/2026
SC-02,07/04/2026,Complaint,Locality West,No case,
SC-03,13/04/2026,MP enquiry,Locality East,,ongoing
Total for April,3,,,,
SC-04,31/06/2026,Complaint,Locality East,No case,30/06/2026
SC-05,15/06/2026,Complaint,Locality West,Not upheld,TBC
"""
AUDITS = """Audit ref,Audit date,Team,Practice area,Grade
QA-1,01/05/2026,Locality East,Assessment,Good
QA-2,12/05/2026,Locality West,Review,Requires improvement
"""
COMPLIMENTS = """team,month,theme,compliments
Central locality team,2026-09,Assessments and reviews,3
"""


def drop(page: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    """Drop files where they are dropped."""
    [uploader] = parts(page, "file_uploader")
    uploader.set_value(
        [
            (name, text.encode() if isinstance(text, str) else text, "text/csv")
            for name, text in files
        ]
    )
    page = whole(page.run())
    return whole(page.run())


def opened(*files: tuple[str, str | bytes]) -> AppTest:
    return drop(open_page("data", OWN), *files)


def say(page: AppTest, label: str, value: str) -> None:
    """Choose in the box whose label begins so."""
    [box] = [each for each in parts(page, "selectbox") if each.label.startswith(label)]
    box.set_value(value)


def write(page: AppTest, label: str, value: str) -> None:
    """Write into the field whose label begins so."""
    [box] = [each for each in parts(page, "text_input") if each.label.startswith(label)]
    box.set_value(value)


def complaints(store: Store) -> pl.DataFrame:
    return snapshot(SOMEWHERE, store=store, principal=OFFICER)["complaint"].sort("reference")


def answer_log(page: AppTest) -> AppTest:
    """What only a person knows of the log."""
    [kind] = [each for each in parts(page, "radio") if each.label.startswith("‘MP")]
    kind.set_value("left out")
    say(page, "‘No case’", "not_upheld")
    return press(page, "Read again")


def importing(page: AppTest) -> str:
    """What the button that imports says."""
    [label] = [each for each in labels(page, "button") if each.startswith("Import ")]
    return label


def test_before_anything_is_dropped_there_are_templates_and_nothing_to_confirm(own: Store) -> None:
    page = open_page("data", OWN)
    assert "Beginning a new log? Take a template" in labels(page, "expander")
    assert not [each for each in labels(page, "button") if each.startswith("Import ")]


def test_a_log_is_asked_about_seen_and_landed(own: Store) -> None:
    before = own.revision()
    page = opened(("log.csv", LOG))
    assert "Complaints, sure" in words(page)
    assert "What do these words mean as outcome?" in words(page)
    page = answer_log(page)
    assert "rows read" in words(page)
    assert own.revision() == before, "seeing is not importing"
    label = importing(page)
    assert label == "Import 3 rows and leave 1 to mend out"
    page = press(page, label)
    said = words(page)
    assert "came in as batch" in said
    assert "withdrawn under History" in said
    assert complaints(own).get_column("reference").to_list() == ["SC-01", "SC-02", "SC-05"]
    assert complaints(own).get_column("outcome").to_list() == ["upheld", "not_upheld", "not_upheld"]


def test_the_next_file_of_the_layout_asks_nothing(own: Store) -> None:
    page = answer_log(opened(("log.csv", LOG)))
    press(page, importing(page))
    page = opened(("log of may.csv", LOG.replace("SC-0", "SC-1")))
    assert "answers kept for this layout" in words(page)
    assert importing(page) == "Import 3 rows and leave 1 to mend out"
    page = open_page("data", OWN, do="Answers kept")
    assert "log.csv" in words(page)
    page = press(page, "Take these answers away")
    assert kept_recipes(own, principal=OFFICER).is_empty()
    assert "asked about again" in words(page)


def test_rows_to_mend_are_answered_for_the_group(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "To mend")
    assert "‘31/06/2026’ in Date received, 1 row" in words(page)
    write(page, "‘31/06/2026’", "30/06/2026")
    page = press(page, "Read again with these answers")
    label = importing(page)
    assert label == "Import 4 rows"
    press(page, label)
    assert complaints(own).get_column("received").cast(pl.String).to_list()[2] == "2026-06-30"


def test_that_only_a_part_comes_in_is_told_before_and_after(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "What would change")
    assert "Complaints received each month" in words(page)
    assert "figures on these records say ‘Only 3 of 4 rows of log.csv’" in words(page)
    press(page, importing(page))
    assert "Only 3 of 4 rows of log.csv are in" in words(open_page("complaints", OWN))


def test_a_day_that_is_none_is_told_and_nothing_is_lost(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "To mend")
    write(page, "‘31/06/2026’", "next week")
    page = press(page, "Read again with these answers")
    assert any("'next week' is no day" in error.value for error in page.error)
    assert importing(page).startswith("Import 3 rows")


def test_rows_to_mend_can_be_left_out_for_good_and_counted_again(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "To mend")
    [tick] = [each for each in parts(page, "checkbox") if each.label.startswith("‘31/06/2026’")]
    tick.check()
    page = press(page, "Read again with these answers")
    assert importing(page) == "Import 3 rows"
    page = part(page, "Rows and notes")
    assert "Left out by their word" in words(page)


def part(page: AppTest, name: str) -> AppTest:
    """Look at another part of the preview."""
    [parts_of] = [
        each for each in parts(page, "segmented_control") if each.label == "What to look at"
    ]
    parts_of.set_value(name)
    return whole(page.run())


def test_rows_set_aside_are_told_with_what_stands_in_them(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "Rows and notes")
    said = words(page)
    assert "Total for April" in said
    assert "Adult social care: complaints log" in said
    assert "Rows left out by Type: 1" in said


def test_a_column_can_be_read_as_something_else(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "Columns")
    assert "Locality East" in bodies(page)
    [box] = [each for each in parts(page, "selectbox") if each.label.startswith("Service area")]
    assert box.value == "team"
    box.set_value("")
    page = press(page, "Read again with these columns")
    press(page, importing(page))
    assert complaints(own).get_column("team").null_count() == 3


def test_words_can_be_said_to_mean_something_else(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "Words")
    say(page, "‘No case’", "withdrawn")
    page = press(page, "Read again with these words")
    press(page, importing(page))
    assert complaints(own).get_column("outcome").to_list()[1] == "withdrawn"


def test_what_would_change_is_told_old_and_new(own: Store) -> None:
    page = answer_log(opened(("log.csv", LOG)))
    press(page, importing(page))
    page = opened(("log.csv", LOG.replace("SC-05,15/06/2026", "SC-05,16/06/2026")))
    page = part(page, "What would change")
    said = words(page)
    assert "SC-05" in said
    assert "15 June 2026" in said
    assert "16 June 2026" in said
    assert importing(page).startswith("Import 1 row ")


def test_a_log_that_lost_its_references_is_asked_about(own: Store) -> None:
    log = "Ref,Date received,Service area,Outcome\nSC-01,02/04/2026,Locality East,Upheld\n"
    page = opened(("complaints log.csv", log))
    press(page, importing(page))
    page = opened(("complaints log.csv", log.replace("Ref,", "").replace("SC-01,", "")))
    [kind] = [
        each
        for way in ("radio", "selectbox")
        for each in parts(page, way)
        if each.label == "What kind of records are these?"
    ]  # without references it could be something else
    kind.set_value("complaint")
    page = press(page, "Read again")
    said = words(page)
    assert "Which column is the reference" in said
    [box] = [each for each in parts(page, "selectbox") if "No column: each row gets one of its own"
             in each.options]  # fmt: skip
    box.set_value("none")
    page = press(page, "Read again")
    press(page, importing(page))
    assert complaints(own).height == 2


def test_rows_are_shown_as_they_would_be_stored(own: Store) -> None:
    page = part(answer_log(opened(("log.csv", LOG))), "As stored")
    [table] = [frame.value for frame in page.dataframe]
    assert list(table["Outcome"]) == ["Upheld", "Not upheld", "Not upheld"]
    assert "Authority" not in table


def test_files_come_in_one_after_the_other_in_their_order(own: Store) -> None:
    page = opened(("compliments.csv", COMPLIMENTS), ("audits.csv", AUDITS), ("log.csv", LOG))
    assert importing(page) == "Import 1 row"
    page = press(page, importing(page))
    assert "Next: audits.csv" in words(page)
    page = press(page, importing(page))
    page = answer_log(page)
    page = press(page, importing(page))
    names = history(own, principal=OFFICER).sort("batch_id").get_column("source_name").to_list()
    came = [name for name in names if name.endswith(".csv")]
    assert list(dict.fromkeys(name for name in came if not name.startswith("Answers"))) == [
        "compliments.csv",
        "audits.csv",
        "log.csv",
    ]


def test_a_file_can_be_let_go_or_come_to_later(own: Store) -> None:
    before = own.revision()
    page = opened(("log.csv", LOG), ("audits.csv", AUDITS))
    page = press(page, "Come to it last")
    assert "audits.csv: practice audits" in words(page)
    page = press(page, "Let this file go")
    assert "audits.csv" not in words(page)
    page = press(page, "Let this file go")
    assert own.revision() == before
    assert "Beginning a new log? Take a template" in labels(page, "expander")


@pytest.mark.parametrize("content", ["", "\x00\x01\x02", "Just a sentence"])
def test_what_cannot_be_read_is_told_and_nothing_is_stored(own: Store, content: str) -> None:
    before = own.revision()
    page = opened(("notes.csv", content))
    assert "Not taken" in words(page)
    assert "Nothing of it was stored" in words(page)
    assert own.revision() == before


def test_columns_about_people_are_never_shown(own: Store) -> None:
    people = (
        "Employee name,Job title,Team,Course,Completion date\n"
        "Pat Example,Social worker,Sensory team,Care Act,01/04/2026\n"
        "Sam Example,Social worker,Sensory team,Care Act,\n"
    )
    page = opened(("training September 2026.csv", people))
    while not [each for each in labels(page, "button") if each.startswith("Import ")]:
        assert "Pat Example" not in whole_page(page)
        [box] = [each for each in parts(page, "checkbox") if "Sensory" in each.label]
        box.check()
        page = press(page, "Read again")
    for name in ("Columns", "Words", "Rows and notes", "As stored"):
        if name in shown_parts(page):
            page = part(page, name)
            assert "Pat Example" not in whole_page(page)
    press(page, importing(page))
    row = snapshot(SOMEWHERE, store=own, principal=OFFICER)["training"].row(0, named=True)
    assert (row["team_kind"], row["required"], row["attended"]) == ("specialist", 2, 1)


def shown_parts(page: AppTest) -> Sequence[str]:
    found = control(page, "segmented_control", "What to look at")
    return [option.split(" (")[0] for option in found.options]


def whole_page(page: AppTest) -> str:
    """Everything on it, tables too."""
    frames = io.StringIO()
    for frame in page.dataframe:
        frames.write(frame.value.to_string())
    return words(page) + frames.getvalue()


def test_a_script_in_a_file_is_shown_as_text(own: Store) -> None:
    page = opened(("log.csv", LOG.replace("No case", "<script>alert(1)</script>")))
    assert "<script" not in bodies(page)


def test_answers_can_be_edited_and_wrong_ones_are_told(own: Store) -> None:
    page = answer_log(opened(("log.csv", LOG)))
    press(page, importing(page))
    page = open_page("data", OWN, do="Answers kept")
    text = control(page, "text_area", "The answers, as text that can be edited")
    assert "not_upheld" in text.value
    text.set_value("nonsense = ")
    page = press(page, "Keep these changes")
    assert any("no TOML" in error.value for error in page.error)
    text = control(page, "text_area", "The answers, as text that can be edited")
    text.set_value(
        kept_recipes(own, principal=OFFICER).item(0, "recipe").replace("not_upheld", "withdrawn")
    )
    press(page, "Keep these changes")
    assert "withdrawn" in kept_recipes(own, principal=OFFICER).item(0, "recipe")


def test_what_is_unsure_is_asked_with_the_first_rows_in_view(own: Store) -> None:
    page = opened(
        ("list.csv", "Ref,Date,Team,Notes\n1,01/04/2026,East,abc\n2,02/04/2026,West,def\n")
    )
    said = words(page)
    assert "What kind of records are these?" in said
    assert "abc" in said
    [kind] = [each for each in parts(page, "selectbox") if "kind of records" in each.label]
    kind.set_value("complaint")
    page = press(page, "Read again")
    assert "Complaints, as you said" in words(page)


def test_answers_of_another_council_are_used_for_the_layout_they_name(own: Store) -> None:
    page = answer_log(opened(("log.csv", LOG)))
    press(page, importing(page))
    row = kept_recipes(own, principal=OFFICER).row(0, named=True)
    text = f"# layout: {row['layout']}\n{row['recipe'].replace('not_upheld', 'withdrawn')}"
    page = open_page("data", OWN, do="Answers kept")
    control(page, "file_uploader", "The answers (TOML)").set_value(
        ("theirs.toml", text.encode(), "text/plain")
    )
    page = press(page, "Keep these answers")
    assert "The answers are kept" in words(page)
    page = opened(("log of may.csv", LOG.replace("SC-0", "SC-1")))
    press(page, importing(page))
    outcomes = complaints(own).filter(pl.col("reference") == "SC-12").get_column("outcome")
    assert outcomes.to_list() == ["withdrawn"]


def choose(page: AppTest, question: str, answer: str) -> AppTest:
    """Answer a question with a few choices, and read again."""
    [found] = [each for each in parts(page, "radio") if each.label.startswith(question)]
    [option] = [each for each in found.options if each.startswith(answer)]
    found.set_value(found.options[found.options.index(option)])
    return press(page, "Read again")


def test_shares_and_percentages_are_told_apart(own: Store) -> None:
    table = (
        "Year,Complaints and enquiries received,Investigated,Upheld,Uphold rate\n"
        "2024-25,20,5,4,0.8\n2025-26,18,4,2,0.5\n"
    )
    page = opened(("ombudsman adult social care.csv", table))
    assert "Are the numbers in ‘Uphold rate’ shares" in words(page)
    page = choose(page, "Are the numbers in", "A share of one")
    press(page, importing(page))
    rates = snapshot(SOMEWHERE, store=own, principal=OFFICER)["ombudsman"]["uphold_rate"]
    assert rates.sort().to_list() == [50.0, 80.0]


def test_an_empty_cell_that_meets_a_held_value_is_asked_about(own: Store) -> None:
    log = "Ref,Date received,Outcome\nSC-01,02/04/2026,Upheld\nSC-02,03/04/2026,Not upheld\n"
    page = opened(("log.csv", log))
    press(page, importing(page))
    page = opened(("log.csv", log.replace("Upheld\n", "\n").replace("02/04", "05/04")))
    assert "What does an empty cell in ‘Outcome’ say?" in words(page)
    page = choose(page, "What does an empty cell", "Not known to this file")
    press(page, importing(page))
    assert complaints(own).get_column("outcome").to_list() == ["upheld", "not_upheld"]


def test_the_day_a_file_was_taken_is_told_by_it_and_can_be_said_otherwise(own: Store) -> None:
    taken = f"Complaints log: report run on 24 June 2026,,,,,\n{LOG.partition(chr(10))[2]}"
    page = answer_log(opened(("log.csv", taken)))
    box = control(page, "date_input", "The file was taken on")
    assert box.value == date(2026, 6, 24)
    box.set_value(date(2026, 6, 20))
    page = whole(page.run())
    press(page, importing(page))
    known = snapshot(SOMEWHERE, store=own, principal=OFFICER)
    assert known.whole_to["complaint"] == date(2026, 6, 19)
