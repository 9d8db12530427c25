"""If they assessed us today: each line is true of the records, says how sure it is, and leads to
what stands behind it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from components.exhibits.assessed_today.today import evidence_of
from components.exhibits.catalogue import NotForPublicError, Showing
from components.exhibits.evidence_trail.trail import traced
from components.exhibits.filters import filters_of
from components.exhibits.indicators.judged import judged, measures_held
from components.exhibits.view import View
from components.widgets.statements.assessed_today import leads_to
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from measures.assessed_today.line import State
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.components.exhibits.claims.texts.assessed_today import SIDES, line
from tests.components.exhibits.claims.words import apart
from tests.principals import OFFICER
from vocabulary.assessed_today import EvidenceKind, Side
from vocabulary.nature import Nature

PUBLISHED = date(2025, 3, 14)


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


@pytest.fixture(scope="module")
def lines(example: Snapshot) -> list[dict[str, Any]]:
    return evidence_of(example, view_of(example)).lines.rows(named=True)


def of_kind(lines: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    found = [row for row in lines if row["kind"] == kind]
    assert found, kind
    return found


def test_every_line_says_what_its_parts_say_and_stands_on_its_side(
    lines: list[dict[str, Any]],
) -> None:
    for row in lines:
        assert row["text"] == line(row)
        assert row["state"] in SIDES[row["side_name"]]
        assert row["kind_name"] == EvidenceKind.labels()[row["kind"]]
        assert not row["sure"] or row["sure"].endswith((".", "?", "!"))
    assert {row["side"] for row in lines} == set(Side)


def test_every_line_leads_to_its_record_or_measure(
    lines: list[dict[str, Any]], example: Snapshot
) -> None:
    held = set(judged(example).measures.get_column("measure"))
    for row in lines:
        address, query = leads_to(row)
        if address == "measure":
            assert query["measure"] in held
        if address == "trace":
            assert traced(example, query["kind"], query["reference"], TODAY), query


def test_shortfalls_are_those_of_the_newest_documents(
    lines: list[dict[str, Any]], example: Snapshot
) -> None:
    short = example["finding"].filter(
        (pl.col("polarity") == "shortfall")
        & (pl.col("published") == pl.col("published").max().over("statement", "source_kind"))
    )
    told = sorted((row["statement"], row["about"]) for row in of_kind(lines, "shortfall"))
    assert told == sorted(short.select("statement", "text").iter_rows())


def test_proof_is_an_action_closed_since_with_evidence(
    lines: list[dict[str, Any]], example: Snapshot
) -> None:
    impacts = set(example["action"].filter(pl.col("closed") > PUBLISHED)["impact"].drop_nulls())
    proved = [r for r in of_kind(lines, "shortfall") if r["state"] == State.PROVED_BY_ACTION]
    assert proved
    assert {row["detail"] for row in proved} <= impacts


def test_complaints_and_audits_are_counted_anew(
    lines: list[dict[str, Any]], example: Snapshot
) -> None:
    bears = pl.col("statements").list.contains
    ids = example.framework.ids
    tied = {each: set(example["theme"].filter(bears(each))["theme"]) for each in ids}
    for row in of_kind(lines, "complaint"):
        cases = [
            case
            for case in example["complaint"].rows(named=True)
            if tied[row["statement"]] & set(case["themes"] or [])
            and case["outcome"] in ("upheld", "partly_upheld", "not_upheld")
        ]
        new = [case["outcome"] for case in cases if case["responded"] > PUBLISHED]
        old = [case["outcome"] for case in cases if case["responded"] <= PUBLISHED]
        counts = [len(new) - new.count("not_upheld"), len(new)]
        counts += [len(old) - old.count("not_upheld"), len(old)]
        numbers = ("count", "of", "count_before", "of_before")
        assert [row[name] for name in numbers] == counts
        assert (row["state"] == State.FEWER_UPHELD) == (apart(*counts) == "lower")
    for row in of_kind(lines, "audit"):
        short = [
            bool(tied[row["statement"]] & set(audit["themes"] or []))
            for audit in example["audit"].rows(named=True)
            if audit["audited"] > PUBLISHED
        ]
        counts = [0, 0] if row["state"] == State.NONE_SINCE else [sum(short), len(short)]
        assert [row["count"], row["of"]] == counts


def test_measures_are_on_the_side_of_their_signal(
    lines: list[dict[str, Any]], example: Snapshot
) -> None:
    latest = {row["measure"]: row for row in measures_held(example).rows(named=True)}
    for row in of_kind(lines, "measure"):
        if row["state"] in (State.BETTER, State.WORSE):
            now = latest[row["reference"]]
            assert now["variation"] == {"better": "improvement", "worse": "concern"}[row["state"]]
            assert row["first_day"] == now["since"] > PUBLISHED
            assert row["statement"] in now["statements"]


def test_both_sides_are_shown_alike_where_there_is_room_for_a_few(example: Snapshot) -> None:
    showing = Showing(example, filters_of(TODAY), view_of(example), "learning")
    sides = showing("assessed_today").frame.head(9).get_column("side").to_list()
    assert sides == ["for", "against", "missing"] * 3


def test_without_an_assessment_it_says_so_and_shows_the_last_year(
    example_store: Store,
) -> None:
    before = snapshot(
        "Example Borough", datetime(2025, 1, 31, 23, 59), store=example_store, principal=OFFICER
    )
    view = View("Example Borough", Nature.ILLUSTRATIVE, date(2025, 1, 31), before.as_at)
    showing = Showing(before, filters_of(view.today), view, "learning")
    every, one = showing("assessed_today_all"), showing("assessed_today")
    assert every.subtitle.startswith("No published assessment is on record, so the last 12 months")
    assert "12 months ago, because no published assessment is on record" in one.subtitle
    assert "in the last 12 months" in one.headline
    assert one.frame.height


def test_where_only_what_is_published_is_held_nothing_speaks_and_no_empty_chart_is_drawn(
    example_store: Store,
) -> None:
    known = snapshot("London Borough of Hillingdon", store=example_store, principal=OFFICER)
    every = Showing(known, filters_of(TODAY), view_of(known))("assessed_today_all")
    # What became of shortfalls is not recorded here: that is no "no action".
    assert every.headline.startswith("No change is shown since 13 December 2024; ")
    assert every.chart is None
    assert every.frame.get_column("missing").sum() > 0


def test_it_is_never_given_to_the_public(example: Snapshot) -> None:
    view = View("Example Borough", Nature.ILLUSTRATIVE, TODAY, None, "public")
    showing = Showing(example, filters_of(TODAY), view, "learning")
    for key in ("assessed_today", "assessed_today_all"):
        assert not showing.may(key)
        with pytest.raises(NotForPublicError):
            showing(key)
