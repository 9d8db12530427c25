"""People confirm and correct the suggested coding, and look after the codebook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.datasets import FINDING
from data_access.errors import ConflictError, DataError, NotAllowedError
from data_access.importing.coding.decisions import Decision, decide, edit_codebook, suggest_again
from data_access.importing.reports.import_report import land_report, plan_report
from data_access.importing.reports.parsing.result import ReportSource
from data_access.ledger.entry import Entry
from data_access.ledger.history import history, withdraw
from data_access.ledger.ledger import Landed
from data_access.moments import now
from data_access.reference.published_facts import load_reference_facts
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.data_access.commands import page
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE, findings, land
from vocabulary.findings import EvidenceCategory, Polarity
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

GOOD = "Staff had good access to training courses and felt well supported."
BAD = "However, there was a lack of evidence that learning had been embedded."
LATIN = "Quarterly gatherings of the guild of lamplighters were held."


def import_page(store: Store, *texts: str) -> None:
    source = ReportSource("learning.md", page(*texts).encode())
    made = plan_report(
        store, [source], authority=SOMEWHERE, published=date(2025, 1, 31), principal=OFFICER
    )
    land_report(store, made, principal=OFFICER)


def known(store: Store, authority: str = SOMEWHERE) -> pl.DataFrame:
    return snapshot(authority, store=store, principal=OFFICER)["finding"].sort(
        "paragraph", "sentence"
    )


def row(store: Store, text: str) -> dict[str, object]:
    return known(store).filter(pl.col("text") == text).row(0, named=True)


def decision(store: Store, text: str, **change: object) -> Decision:
    now_so = row(store, text)
    made = {name: change.get(name, now_so[name]) for name in ("polarity", "category", "themes")}
    themes = tuple(cast("list[str]", made["themes"]))
    return Decision(
        int(str(now_so["row_id"])), str(made["polarity"]), str(made["category"]), themes
    )


@pytest.fixture(scope="module")
def store_of_one(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for many decisions on one finding."""
    path = tmp_path_factory.mktemp("decisions") / "store.db"
    shutil.copyfile(empty_file, path)
    store = open_store(f"sqlite:///{path}")
    import_page(store, GOOD)
    yield store
    store.engine.dispose()


def test_a_confirmation_keeps_the_coding_and_says_a_person_decided(
    store: Store, officer: Principal
) -> None:
    import_page(store, GOOD, BAD)
    before = row(store, BAD)
    decide(store, known(store), [decision(store, BAD)], principal=officer)
    after = row(store, BAD)
    assert after["coded_by"] == "person"
    for name in (
        "polarity",
        "category",
        "themes",
        "suggested_polarity",
        "why",
        "text",
        "reference",
    ):
        assert after[name] == before[name]
    assert after["recorded_by"] == "Officer"
    assert row(store, GOOD)["coded_by"] == "rule", "the others wait still"


def test_a_correction_stands_beside_what_was_suggested(store: Store, officer: Principal) -> None:
    import_page(store, BAD)
    made = decision(
        store, BAD, polarity="mixed", category="partners", themes=("supervision", "use_of_data")
    )
    decide(store, known(store), [made], principal=officer)
    after = row(store, BAD)
    assert (after["polarity"], after["category"]) == ("mixed", "partners")
    assert after["themes"] == ["supervision", "use_of_data"]
    assert after["suggested_polarity"] == "shortfall"


def test_all_themes_can_be_taken_away(store: Store, officer: Principal) -> None:
    import_page(store, GOOD)
    decide(store, known(store), [decision(store, GOOD, themes=())], principal=officer)
    assert row(store, GOOD)["themes"] == []


def test_decisions_are_one_batch_that_can_be_taken_back(
    sqlite_store: Store, officer: Principal
) -> None:
    import_page(sqlite_store, GOOD, BAD)
    then = now()
    landed = decide(
        sqlite_store,
        known(sqlite_store),
        [decision(sqlite_store, GOOD), decision(sqlite_store, BAD, polarity="mixed")],
        principal=officer,
    )
    assert len(landed.batch_ids) == 1
    before = snapshot(SOMEWHERE, then, store=sqlite_store, principal=officer)["finding"]
    assert set(before["coded_by"]) == {"rule"}
    assert landed.import_id is not None
    withdraw(sqlite_store, landed.import_id, principal=officer)
    assert set(known(sqlite_store)["coded_by"]) == {"rule"}
    assert row(sqlite_store, BAD)["polarity"] == "shortfall"


@pytest.mark.both_databases
def test_of_two_people_who_decide_at_once_the_second_is_told(
    store: Store, officer: Principal
) -> None:
    import_page(store, GOOD, BAD)
    seen = known(store)
    mine, theirs = decision(store, BAD, polarity="mixed"), decision(store, BAD)
    decide(store, seen, [theirs], principal=officer)
    revision = store.revision()
    with pytest.raises(ConflictError):
        decide(store, seen, [mine, decision(store, GOOD)], principal=officer)
    assert store.revision() == revision
    assert row(store, GOOD)["coded_by"] == "rule", "nothing of the second was written"


@pytest.mark.parametrize(("field", "wrong"), [("polarity", "splendid"), ("category", "nobody")])
def test_a_word_that_is_no_code_is_refused(
    sqlite_store: Store, officer: Principal, field: str, wrong: str
) -> None:
    import_page(sqlite_store, GOOD)
    with pytest.raises(DataError):
        decide(
            sqlite_store,
            known(sqlite_store),
            [decision(sqlite_store, GOOD, **{field: wrong})],
            principal=officer,
        )
    assert row(sqlite_store, GOOD)["coded_by"] == "rule"


def test_nobody_decides_for_another_council(sqlite_store: Store) -> None:
    import_page(sqlite_store, GOOD)
    outsider = Principal("Outsider", every_role({"Elsewhere Council"}))
    with pytest.raises(NotAllowedError):
        decide(
            sqlite_store, known(sqlite_store), [decision(sqlite_store, GOOD)], principal=outsider
        )


def test_no_decisions_write_nothing(sqlite_store: Store, officer: Principal) -> None:
    import_page(sqlite_store, GOOD)
    revision = sqlite_store.revision()
    assert decide(sqlite_store, known(sqlite_store), [], principal=officer).import_id is None
    assert sqlite_store.revision() == revision


def test_a_decision_on_a_published_finding_leaves_it_a_published_fact(
    sqlite_store: Store, officer: Principal
) -> None:
    import_page(sqlite_store, GOOD)
    decide(sqlite_store, known(sqlite_store), [decision(sqlite_store, GOOD)], principal=officer)
    assert row(sqlite_store, GOOD)["nature"] == "published"


def test_decisions_on_findings_of_both_natures_keep_each_its_own(
    sqlite_store: Store, officer: Principal
) -> None:
    import_page(sqlite_store, GOOD)
    own = findings("Our own peer review saw the same.", statement="equity").with_columns(
        source_kind=pl.lit("peer_review")
    )
    land(sqlite_store, Entry(FINDING, own), nature=Nature.OWN)
    rows = known(sqlite_store)
    made = [decision(sqlite_store, text) for text in rows["text"]]
    decide(sqlite_store, rows, made, principal=officer)
    natures = dict(known(sqlite_store).select("source_kind", "nature").iter_rows())
    assert natures == {"cqc_assessment": "published", "peer_review": "own"}


@settings(max_examples=15, deadline=None)
@given(
    polarity=st.sampled_from([str(p) for p in Polarity]),
    category=st.sampled_from([str(c) for c in EvidenceCategory]),
    themes=st.lists(st.sampled_from(["supervision", "training_access", "x y"]), unique=True),
)
def test_whatever_is_decided_is_what_is_shown(
    store_of_one: Store,
    polarity: str,
    category: str,
    themes: list[str],
) -> None:
    made = decision(store_of_one, GOOD, polarity=polarity, category=category, themes=tuple(themes))
    decide(store_of_one, known(store_of_one), [made], principal=OFFICER)
    after = row(store_of_one, GOOD)
    assert (after["polarity"], after["category"], after["themes"]) == (polarity, category, themes)


# The codebook


def entry(theme: str, **given_fields: object) -> pl.DataFrame:
    fields = {
        "theme": theme,
        "name": "Lamplighters",
        "definition": "How lamps are lit.",
        "what_counts": "Lamps.",
        "statements": ["learning"],
        "cues": ["guild of lamplighters"],
    }
    return pl.DataFrame(
        [fields | given_fields],
        schema_overrides={"statements": pl.List(pl.String), "cues": pl.List(pl.String)},
    )


def prepared(store: Store, officer: Principal) -> None:
    load_reference_facts(store, officer, findings=False)
    import_page(store, LATIN, BAD)


def suggestions_changed(landed: Landed) -> int:
    return landed.counts["finding"].changed if landed.counts else 0


def test_a_councils_own_theme_is_suggested_once_asked_for(store: Store, officer: Principal) -> None:
    prepared(store, officer)
    edit_codebook(store, SOMEWHERE, entry("lamps"), principal=officer)
    assert "lamps" not in row(store, LATIN)["themes"]  # type: ignore[operator]
    landed = suggest_again(store, SOMEWHERE, principal=officer)
    assert suggestions_changed(landed) == 1
    after = row(store, LATIN)
    assert after["themes"] == after["suggested_themes"] == ["lamps"]
    assert "Lamplighters" in str(after["why"])
    assert after["nature"] == "published"


def test_suggesting_again_without_a_change_changes_nothing(
    sqlite_store: Store, officer: Principal
) -> None:
    prepared(sqlite_store, officer)
    revision = sqlite_store.revision()
    assert suggestions_changed(suggest_again(sqlite_store, SOMEWHERE, principal=officer)) == 0
    assert sqlite_store.revision() == revision


def test_suggesting_again_leaves_what_a_person_decided(
    sqlite_store: Store, officer: Principal
) -> None:
    prepared(sqlite_store, officer)
    made = decision(sqlite_store, LATIN, themes=("supervision",))
    decide(sqlite_store, known(sqlite_store), [made], principal=officer)
    edit_codebook(sqlite_store, SOMEWHERE, entry("lamps"), principal=officer)
    suggest_again(sqlite_store, SOMEWHERE, principal=officer)
    assert row(sqlite_store, LATIN)["themes"] == ["supervision"]


def test_suggesting_again_for_nobodys_findings_does_nothing(
    sqlite_store: Store, officer: Principal
) -> None:
    assert suggest_again(sqlite_store, SOMEWHERE, principal=officer).import_id is None


def test_ones_own_wording_goes_before_the_shipped_one_for_oneself_alone(
    sqlite_store: Store, officer: Principal
) -> None:
    prepared(sqlite_store, officer)
    theme = "training_access"
    edit_codebook(sqlite_store, SOMEWHERE, entry(theme, name="Our training"), principal=officer)
    here = snapshot(SOMEWHERE, store=sqlite_store, principal=officer)["theme"].filter(
        pl.col("theme") == theme
    )
    there = snapshot("Elsewhere", store=sqlite_store, principal=officer)["theme"].filter(
        pl.col("theme") == theme
    )
    assert here["name"].to_list() == ["Our training"]
    assert there.height == 1
    assert there.item(0, "name") != "Our training"


@pytest.mark.parametrize("cue", ["training ... ... late", "*", "...", "a " * 50, "(", "[", "\\"])
def test_a_cue_that_cannot_be_read_is_refused_in_a_sentence(
    sqlite_store: Store, officer: Principal, cue: str
) -> None:
    prepared(sqlite_store, officer)
    revision = sqlite_store.revision()
    with pytest.raises(DataError, match=r"^[^\n]+$"):
        edit_codebook(sqlite_store, SOMEWHERE, entry("odd", cues=[cue]), principal=officer)
    assert sqlite_store.revision() == revision


def test_a_theme_cannot_be_there_twice(sqlite_store: Store, officer: Principal) -> None:
    twice = pl.concat([entry("lamps"), entry("lamps", name="Other lamps")])
    with pytest.raises(DataError, match="twice"):
        edit_codebook(sqlite_store, SOMEWHERE, twice, principal=officer)


def test_a_theme_needs_a_name_and_an_id(sqlite_store: Store, officer: Principal) -> None:
    for wrong in (entry("lamps", name=""), entry(" ")):
        with pytest.raises(DataError):
            edit_codebook(sqlite_store, SOMEWHERE, wrong, principal=officer)
    assert history(sqlite_store, principal=officer).is_empty()
