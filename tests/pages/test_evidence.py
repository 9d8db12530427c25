"""Evidence: confirming and correcting how findings are coded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl
import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from data_access.importing.coding.decisions import Decision, decide
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    SOMEWHERE,
    control,
    example_view,
    headline,
    labels,
    open_page,
    parts,
    press,
    view_of,
    whole,
    words,
)
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role
from vocabulary.wording import counted, sentence

OFFICER = Principal("Officer", every_role())
Edit = Callable[[pl.DataFrame], pl.DataFrame]


class Table:
    """Stands for the table on screen: keeps what was shown, gives back what somebody made of it."""

    def __init__(self) -> None:
        self.shown = pl.DataFrame()
        self.alternative = ""
        self.edit: Edit = lambda frame: frame

    def __call__(self, data: pl.DataFrame, **options: Any) -> pl.DataFrame:
        self.shown, self.options = data, options
        return self.edit(data)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    made = Table()
    monkeypatch.setattr(streamlit, "data_editor", made)
    return made


def change(row: int, **values: object) -> Edit:
    def edit(frame: pl.DataFrame) -> pl.DataFrame:
        rows = frame.to_dicts()
        rows[row] |= values
        return pl.DataFrame(rows, schema=frame.schema)

    return edit


def findings(store: Store, council: str = EXAMPLE) -> pl.DataFrame:
    return snapshot(council, store=store, principal=OFFICER)["finding"]


def waiting(store: Store) -> pl.DataFrame:
    return findings(store).filter(pl.col("coded_by") == "rule")


def rerun(page: AppTest) -> AppTest:
    return whole(page.run())


def test_what_waits_is_shown_first_and_counted_in_the_headline(
    example: Store, table: Table
) -> None:
    page = open_page("evidence")
    number = waiting(example).height
    assert headline(page) == f"{number} findings still have a suggested coding"
    assert table.shown.height == number
    assert not table.shown["decided"].any()
    assert control(page, "selectbox", "Coding").value == "Not yet confirmed"


def test_the_table_speaks_the_fields_words(example: Store, table: Table) -> None:
    open_page("evidence", coding="All")
    shown = table.shown
    assert set(shown["polarity"]) <= {
        "Strength", "Shortfall", "Mixed", "In progress", "Context"
    }  # fmt: skip
    assert set(shown["category"]) <= {
        "People's experience", "Staff and leaders", "Partners", "Processes"
    }  # fmt: skip
    themes = {theme for themes in shown["themes"] for theme in themes}
    assert not {theme for theme in themes if "_" in theme}
    assert shown["why"].str.contains("→").any()
    editable = set(shown.columns) - set(table.options["disabled"])
    assert editable == {"decided", "polarity", "category", "themes"}


def test_a_tick_confirms_what_was_suggested(example: Store, table: Table) -> None:
    page = open_page("evidence")
    text = table.shown.item(0, "text")
    table.edit = change(0, decided=True)
    page = press(rerun(page), "Record one decision")
    table.edit = lambda frame: frame
    assert "One decision recorded" in words(page)
    row = findings(example).filter(pl.col("text") == text).row(0, named=True)
    assert row["coded_by"] == "person"
    assert row["polarity"] == row["suggested_polarity"]


def test_a_correction_needs_no_tick_and_is_counted(example: Store, table: Table) -> None:
    page = open_page("evidence")
    before = headline(page)
    text, was = table.shown.item(0, "text"), table.shown.item(0, "polarity")
    other = "Mixed" if was != "Mixed" else "Context"
    table.edit = change(0, polarity=other, themes=["Supervision and support"])
    page = rerun(page)
    assert "Record one decision" in labels(page, "button")
    press(page, "Record one decision")
    row = findings(example).filter(pl.col("text") == text).row(0, named=True)
    assert (row["coded_by"], row["polarity"]) == ("person", other.lower())
    table.edit = lambda frame: frame
    assert headline(open_page("evidence")) != before


def test_everything_shown_can_be_accepted_together_with_what_was_changed(
    example: Store, table: Table
) -> None:
    page = open_page("evidence")
    number = table.shown.height
    at = table.shown["polarity"].to_list().index("Strength")
    text = table.shown.item(at, "text")
    table.edit = change(at, polarity="Mixed")
    page = rerun(page)
    press(page, f"Accept the other {number - 1} together")
    assert waiting(example).is_empty()
    decided = findings(example).filter(pl.col("text") == text).row(0, named=True)
    assert (decided["polarity"], decided["coded_by"]) == ("mixed", "person")
    accepted = findings(example).filter(pl.col("coded_by") == "together")
    assert accepted.height == number - 1
    table.edit = lambda frame: frame
    after = open_page("evidence")
    said = f"{sentence(counted(number - 1, 'coding'))} accepted together on "
    assert headline(after).startswith(said)
    assert "Nothing to decide here" in words(after)


def test_what_was_decided_can_be_seen_and_decided_anew(example: Store, table: Table) -> None:
    page = open_page("evidence", coding="Decided")
    assert table.shown["decided"].all()
    [everything] = [b for b in parts(page, "button") if b.label.startswith("Accept all ")]
    assert everything.disabled
    text = table.shown.item(0, "text")
    table.edit = change(0, polarity="Context")
    press(rerun(page), "Record one decision")
    assert findings(example).filter(pl.col("text") == text).item(0, "polarity") == "context"


def test_one_statements_findings_can_be_looked_at(example: Store, table: Table) -> None:
    page = open_page("evidence", coding="All", of="Learning")
    assert set(table.shown["statement"]) == {"Learning"}
    assert control(page, "multiselect", "Quality statement").value == ["Learning"]


def test_nothing_is_recorded_without_a_decision(example: Store, table: Table) -> None:
    assert control(open_page("evidence"), "button", "Record decisions").disabled


def test_when_somebody_was_faster_nothing_is_written_and_it_is_said(
    example: Store, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("evidence")
    table.edit = change(0, polarity="Context")
    page = rerun(page)
    seen = waiting(example)
    first = seen.filter(pl.col("text") == table.shown.item(0, "text")).row(0, named=True)
    import pages.parts.evidence as part

    def overtaken(store: Store, rows: pl.DataFrame, made: list[Decision], **more: Any) -> Any:
        theirs = Decision(first["row_id"], "mixed", first["category"], tuple(first["themes"]))
        decide(example, seen, [theirs], principal=OFFICER)
        return decide(store, rows, made, **more)

    monkeypatch.setattr(part, "decide", overtaken)
    page = press(page, "Record one decision")
    assert "The decisions were not recorded" in words(page)
    row = findings(example).filter(pl.col("text") == first["text"])
    assert row.item(0, "polarity") == "mixed"


def test_on_an_earlier_day_nothing_can_be_changed(example: Store, table: Table) -> None:
    page = open_page("evidence", example_view(datetime(2025, 3, 18)))
    assert "This is how things stood on an earlier day" in words(page)
    assert all(button.disabled for button in parts(page, "button"))
    assert table.shown.height > 50


def test_a_store_without_findings_says_what_brings_them(own: Store, table: Table) -> None:
    page = open_page("evidence", view_of(SOMEWHERE, Nature.OWN))
    assert headline(page) == "No findings are recorded yet"
    assert "import a report on the Data page" in words(page)


def test_published_findings_of_another_council_can_be_read(example: Store, table: Table) -> None:
    page = open_page("evidence", view_of(HILLINGDON), coding="All")
    assert table.shown.height == findings(example, HILLINGDON).height
    assert headline(page)


# The codebook


def test_a_changed_theme_becomes_the_councils_own(example: Store, table: Table) -> None:
    page = open_page("evidence", part="Codebook")
    theme = table.shown.item(0, "theme")
    table.edit = change(0, name="What we call it", cues="one cue; another cue")
    page = press(rerun(page), "Record changes")
    assert "Codebook changed" in words(page)
    row = snapshot(EXAMPLE, store=example, principal=OFFICER)["theme"].filter(
        pl.col("theme") == theme
    )
    assert row.select("name", "authority").rows() == [("What we call it", EXAMPLE)]
    assert row.row(0, named=True)["cues"] == ["one cue", "another cue"]


def test_a_theme_can_be_added(example: Store, table: Table) -> None:
    page = open_page("evidence", part="Codebook")
    added = {"theme": "lamps", "name": "Lamplighters", "cues": "guild of lamplighters"}
    table.edit = lambda frame: pl.concat(
        [frame, pl.DataFrame([added], schema=frame.schema)], how="vertical"
    )
    press(rerun(page), "Record changes")
    assert "lamps" in snapshot(EXAMPLE, store=example, principal=OFFICER)["theme"]["theme"]


def test_a_cue_that_cannot_be_read_is_told_and_nothing_changes(
    example: Store, table: Table
) -> None:
    before = example.revision()
    page = open_page("evidence", part="Codebook")
    table.edit = change(0, cues="... ... ...")
    page = press(rerun(page), "Record changes")
    assert "The codebook was not changed" in words(page)
    assert example.revision() == before


def test_suggesting_again_says_how_many_changed(example: Store, table: Table) -> None:
    page = open_page("evidence", part="Codebook")
    page = press(page, "Suggest again by this codebook")
    assert "No suggestions changed" in words(page)


def test_what_the_rules_are_least_sure_of_comes_first(example: Store, table: Table) -> None:
    open_page("evidence")
    told = table.shown.get_column("sure").to_list()
    assert told == sorted(told, key=["Look", "Clear"].index)
    assert set(told) == {"Look", "Clear"}
    open_page("evidence", coding="Decided")
    assert table.shown.get_column("sure").null_count() == table.shown.height
