"""What leaders read is whole, plain, and says what the measures say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.plotly_chart import figure
from components.exhibits.catalogue import CATALOGUE, definitions
from components.exhibits.compare.overall import peer_overall
from components.exhibits.compare.statements import peer_statements
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Exhibit
from components.exhibits.findings.evidence_balance import evidence_balance
from components.exhibits.ratings.overall_score import overall_score
from components.exhibits.ratings.score_history import score_history
from components.exhibits.ratings.statement_scores import statement_scores
from components.exhibits.tables.csv_file import csv_text
from components.exhibits.view import View
from data_access.datasets import COUNCIL_PROFILE, FINDING, RATING, SCORE
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.new_store import make_own_store
from data_access.snapshot import schema_of, snapshot
from data_access.store.database import Store
from measures.findings.counts import balance_by_theme, coding_review, newest_document
from measures.peers.sets import peer_set
from measures.ratings.rating import overall
from measures.ratings.scores import latest, rated
from tests.components.exhibits.all_exhibits import TODAY, exhibit_named, exhibits_in, view_of
from tests.data_access.made_up_rows import SOMEWHERE, findings, scores
from tests.example_store import OFFICER
from tests.measures.ratings.score_rows import score
from tests.measures.ratings.score_rows import scores as score_rows
from vocabulary.framework import CQC_2023
from vocabulary.nature import Nature

EXAMPLE = "Example Borough"
HILLINGDON = "London Borough of Hillingdon"
STATEMENTS = CQC_2023.frame()
IDS = CQC_2023.ids
VIEW = View(SOMEWHERE, Nature.OWN, TODAY)
NOTHING_SAID = re.compile(
    r"\b(None|nan|NaN|null|inf|True|False|dtype)\b|_|\[\]|  |\.\.|,,| ,|\( ?\)"
)

NO_RATINGS = pl.DataFrame(schema=schema_of(RATING))


def texts_of(exhibit: Exhibit) -> dict[str, str]:
    return {
        "headline": exhibit.headline,
        "subtitle": exhibit.subtitle,
        "verdict": exhibit.verdict,
        "meaning": exhibit.meaning,
        "alternative": exhibit.alternative,
        "source": exhibit.source,
        **{f"caveat {n}": text for n, text in enumerate(exhibit.all_caveats)},
    }


def nine(value: int, authority: str = SOMEWHERE) -> pl.DataFrame:
    one = scores(authority=authority, learning=value)
    return pl.concat([one.with_columns(statement=pl.lit(statement)) for statement in IDS])


def one_score(store: Store) -> None:
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    land(store, Entry(SCORE, scores(learning=2)))


def one_own_view(store: Store) -> None:
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    frame = scores(learning=2).with_columns(kind=pl.lit("self_assessed"))
    land(store, Entry(SCORE, frame), nature=Nature.OWN)


def one_peer_review(store: Store) -> None:
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    frame = scores(learning=2).with_columns(kind=pl.lit("peer_review"))
    land(store, Entry(SCORE, frame), nature=Nature.OWN)


def one_finding(store: Store) -> None:
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    land(store, Entry(FINDING, findings("Staff felt supported.", themes="supervision")))


def one_undated_finding_without_a_theme(store: Store) -> None:
    frame = findings("Staff felt supported.").with_columns(published=pl.lit(None, pl.Date))
    land(store, Entry(FINDING, frame))


def one_peer(store: Store) -> None:
    land(store, Entry(SCORE, nine(3, "Elsewhere Council")))
    land(store, Entry(SCORE, nine(2)))


def one_row_of_each(store: Store) -> None:
    one_score(store)
    land(store, Entry(FINDING, findings("Staff felt supported.", themes="supervision")))


def all_ones(store: Store) -> None:
    land(store, Entry(SCORE, nine(1)))


def all_fours(store: Store) -> None:
    land(store, Entry(SCORE, nine(4)))


def own_store(store: Store) -> None:
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)


def nothing(store: Store) -> None:
    """A store without a row."""


def land(store: Store, *entries: Entry, nature: Nature = Nature.PUBLISHED) -> None:
    append(store, entries, principal=OFFICER, source_name="made up", nature=nature)


STATES: tuple[Callable[[Store], None], ...] = (
    nothing,
    own_store,
    one_score,
    one_own_view,
    one_peer_review,
    one_finding,
    one_undated_finding_without_a_theme,
    one_peer,
    one_row_of_each,
    all_ones,
    all_fours,
)


@pytest.fixture(
    params=["example", "earlier", "partial", *STATES],
    ids=lambda state: getattr(state, "__name__", state),
)
def exhibits(
    request: pytest.FixtureRequest, example_store: Store, new_store: Callable[[], Store]
) -> list[Exhibit]:
    """Every exhibit of a council in one state after another."""
    if request.param == "example":
        return exhibits_in(example_store, EXAMPLE)
    if request.param == "earlier":
        return exhibits_in(example_store, EXAMPLE, datetime(2025, 3, 31, 23, 59))
    if request.param == "partial":
        return exhibits_in(example_store, HILLINGDON)
    store = new_store()
    request.param(store)
    return exhibits_in(store, SOMEWHERE)


def test_what_leaders_read_is_whole_and_plain(exhibits: list[Exhibit]) -> None:
    for exhibit in exhibits:
        for where, text in texts_of(exhibit).items():
            found = NOTHING_SAID.search(text)
            assert not found, f"{exhibit.key}, {where}: {text!r} has {found and found.group()!r}"
            assert text == text.strip()
        for where in ("headline", "subtitle", "alternative", "source"):
            assert texts_of(exhibit)[where], f"{exhibit.key} has no {where}"
        assert exhibit.headline[0].isupper() or exhibit.headline[0].isdigit()
        assert not exhibit.headline.endswith((".", ":", ";"))
        for text in (exhibit.verdict, exhibit.meaning):
            assert not text or text.endswith(".")


def test_numbers_and_things_agree(exhibits: list[Exhibit]) -> None:
    many = re.compile(
        r"\b(one|1) (findings|scores|statements|councils|codings|points|datasets|reviews)\b|"
        r"\b(two|three|four|five|six|seven|eight|nine|ten|\d\d+) "
        r"(finding|score|statement|council|coding|point|dataset)\b|"
        r"\bno (of|lower|higher|confirmed|corrected)\b",
        re.IGNORECASE,
    )
    for exhibit in exhibits:
        for text in texts_of(exhibit).values():
            assert not many.search(text), text


def test_the_table_has_every_column_it_names_and_every_chart_can_be_drawn(
    exhibits: list[Exhibit],
) -> None:
    for exhibit in exhibits:
        table = exhibit.table()
        assert table.columns == list(exhibit.columns.values())
        assert table.height == exhibit.frame.height
        if exhibit.chart is not None:
            drawn, height = figure(exhibit.chart, exhibit.frame)
            assert height > 0
            assert drawn.data or drawn.layout.shapes


def test_the_file_has_no_word_of_a_machine_in_it(exhibits: list[Exhibit]) -> None:
    for exhibit in exhibits:
        rows = list(csv.reader(io.StringIO(csv_text(exhibit).removeprefix("\ufeff"))))
        for row in rows:
            for cell in row:
                if re.fullmatch(r"https?://\S+.*", cell):
                    continue  # where a figure was read, as its address is written
                assert not re.fullmatch(r"None|nan|null|True|False", cell), (exhibit.key, row)
                assert not re.search(r"\b[a-z]+_[a-z_]+\b", cell), (exhibit.key, row)
                assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", cell), (exhibit.key, row)


def test_an_exhibit_belongs_to_its_view(exhibits: list[Exhibit]) -> None:
    for exhibit in exhibits:
        assert exhibit.definition is definitions()[exhibit.key]
        assert exhibit.audience == "internal"


@pytest.mark.parametrize("key", list(definitions()))
def test_every_definition_says_what_it_means_in_sentences(key: str) -> None:
    definition = definitions()[key]
    assert definition.key == key
    for name in ("meaning", "formula", "source", "how_to_read"):
        text = getattr(definition, name)
        assert text.endswith("."), f"{key}: {name}"
        assert not NOTHING_SAID.search(text), f"{key}: {name}"
    assert not definition.title.endswith(".")
    assert all(caveat.endswith(".") for caveat in definition.caveats)


def test_an_exhibit_cannot_go_undefined_or_be_defined_twice() -> None:
    def again(key: str, formula: str, place: int = 1) -> None:
        declare(
            key=key, title="Again", question="Again?", meaning="m.", formula=formula, source="s.",
            how_to_read="h.", page="overview", place=place, inputs=lambda *_: (),
        )  # fmt: skip

    taken = next(iter(definitions()))
    with pytest.raises(ValueError, match=taken):
        again(taken, "f.")
    with pytest.raises(ValueError, match="the same place"):
        again("half_done", "f.", place=CATALOGUE[taken].place)
    with pytest.raises(ValueError, match="no formula"):
        again("half_done", " ")
    assert "half_done" not in definitions()


# What the headlines say is what the measures say


def test_the_examples_headlines_hold_the_measures_numbers(example_store: Store) -> None:
    known = snapshot(EXAMPLE, store=example_store, principal=OFFICER)
    own = latest(known["score"], STATEMENTS)
    result = rated(own)
    by_key = {e.key: e for e in exhibits_in(example_store, EXAMPLE)}
    assert f"at {result.percentage}%" in by_key["overall_score"].headline
    assert result.points_to_next_band == 1
    assert "one point short of good" in by_key["overall_score"].headline
    assert f"{result.total} of 36" in by_key["overall_score"].subtitle

    newest = newest_document(known["finding"].filter(pl.col("source_kind") == "cqc_assessment"))
    first = balance_by_theme(newest, known["theme"]).row(0, named=True)
    assert first["name"].casefold() in by_key["evidence_balance"].headline.casefold()
    waiting = newest.height - coding_review(newest)["decided"]
    assert by_key["evidence_balance"].verdict.startswith(f"{waiting} codings")

    review = coding_review(known["finding"])
    assert by_key["coding_review"].headline.startswith(
        f"{review['findings'] - review['decided']} findings"
    )
    assert f"{review['confirmed']} confirmed" in by_key["coding_review"].subtitle


def test_a_partial_assessment_shows_a_range_and_never_a_total(example_store: Store) -> None:
    known = snapshot(HILLINGDON, store=example_store, principal=OFFICER)
    result = rated(latest(known["score"], STATEMENTS))
    exhibit = overall_score(known["score"], STATEMENTS, known["rating"], view_of(known))
    assert exhibit.headline.startswith("Five of nine scores are known:")
    assert f"{result.lowest} to {result.highest} per cent" in exhibit.alternative
    assert not re.search(r"\d%", exhibit.headline)
    assert exhibit.verdict == "No rating yet."
    assert exhibit.signal == "unknown"
    among = exhibit_named("peer_overall", known, view_of(known))
    assert "range still possible" in among.headline
    assert among.chart is not None
    assert getattr(among.chart, "own", 0) is None


@given(st.lists(st.none() | st.integers(1, 4), min_size=9, max_size=9))
def test_the_overall_headline_is_the_regulators_arithmetic(values: list[int | None]) -> None:
    result = overall(values, 9)
    frame = score_rows(
        *(
            score(statement, value, date(2025, 3, 14), authority=SOMEWHERE)
            for statement, value in zip(IDS, values, strict=True)
            if value is not None
        )
    )
    exhibit = overall_score(frame, STATEMENTS, NO_RATINGS, VIEW)
    said = exhibit.headline.casefold()
    assert not any(NOTHING_SAID.search(text) for text in texts_of(exhibit).values())
    if result.known == 0:
        assert "no scores" in said
    elif result.band is None:
        assert str(result.lowest_band) in said or "good" in said
        assert result.highest_band in said
        assert f"{result.lowest} to {result.highest} per cent" in exhibit.alternative
        assert "%" not in exhibit.headline
    else:
        assert said.startswith(f"{result.band} at {result.percentage}%")
        assert f"{result.total} ÷ 36 = {result.percentage}%" in exhibit.verdict
        assert (result.next_band is None) == ("short of" not in said)
    ones = [i for i, value in zip(IDS, values, strict=True) if value == 1]
    notice = [text for text in exhibit.caveats if "Secretary of State" in text]
    assert bool(notice) == bool(ones)


@given(
    st.lists(st.integers(1, 4), min_size=9, max_size=9),
    st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), max_size=4),
)
def test_the_peer_headlines_count_councils(ours: list[int], others: list[list[int]]) -> None:
    day = date(2025, 3, 14)

    def rows(name: str, values: list[int]) -> list[dict[str, object]]:
        return [score(s, v, day, authority=name) for s, v in zip(IDS, values, strict=True)]

    own = score_rows(*rows(SOMEWHERE, ours))
    peers = score_rows(*(row for n, values in enumerate(others) for row in rows(f"C{n}", values)))
    nobody = pl.DataFrame(schema=schema_of(COUNCIL_PROFILE))
    among = peer_set(nobody, SOMEWHERE)
    exhibit = peer_overall(own, (peers, NO_RATINGS), STATEMENTS, nobody, among, None, VIEW)
    higher = sum(overall(values, 9).percentage > overall(ours, 9).percentage for values in others)  # type: ignore[operator]
    lower = sum(overall(values, 9).percentage < overall(ours, 9).percentage for values in others)  # type: ignore[operator]
    if not others:
        assert exhibit.headline == "No overall score of councils in England is published here"
    else:
        assert f"Overall, {higher or 'none'} of {len(others)} " in exhibit.headline
        assert exhibit.headline.endswith(f"scored higher and {lower or 'none'} lower")
    spread = peer_statements(own, peers, STATEMENTS, nobody, among, None, VIEW)
    behind = [
        STATEMENTS.row(place, named=True)["short_name"]
        for place in range(9)
        if sum(values[place] > ours[place] for values in others) * 2 > len(others)
    ]
    assert (spread.signal == "attention") == bool(others and behind)
    if others and behind:
        assert spread.headline.endswith("scored higher than us")
    assert len(spread.headline) <= 90


def test_statements_below_good_are_named_while_they_are_few() -> None:
    def headline(**values: int) -> str:
        frame = score_rows(
            *(score(s, v, date(2025, 3, 14), authority=SOMEWHERE) for s, v in values.items())
        )
        return statement_scores(frame, STATEMENTS, VIEW).headline

    assert headline() == "No published scores are known yet"
    assert headline(learning=3) == "Every known score is good or better"
    assert headline(learning=2, equity=3) == "Below good: Learning, improvement and innovation"
    assert headline(learning=2, equity=1, governance=2, safeguarding=4).startswith("Three of four")


def test_a_store_with_nothing_but_its_codebook_says_nothing_is_recorded(
    new_store: Callable[[], Store],
) -> None:
    store = new_store()
    own_store(store)
    [fresh] = [e for e in exhibits_in(store, SOMEWHERE) if e.key == "freshness"]
    assert fresh.headline == "Nothing has been recorded yet"
    assert fresh.subtitle.startswith("No datasets with records")


def test_a_peer_review_is_never_called_a_self_assessment() -> None:
    frame = score_rows(score("learning", 3, date(2026, 2, 12), kind="peer_review"))
    exhibit = score_history(frame, "learning", "Learning", VIEW)
    assert exhibit.headline == "Learning: scored by a peer review at 3; nothing published yet"


def test_a_themes_abbreviation_keeps_its_capitals(example_store: Store) -> None:
    codebook = pl.DataFrame({"theme": ["amhp"], "name": ["AMHP services"]})
    frame = findings("Too few AMHPs.", themes="amhp").with_columns(
        polarity=pl.lit("shortfall"),
        source_kind=pl.lit("cqc_assessment"),
        coded_by=pl.lit("person"),
        suggested_polarity=pl.lit("shortfall"),
        suggested_category=pl.lit("processes"),
        suggested_themes=pl.col("themes"),
        recorded_at=datetime(2026, 1, 1),
    )
    exhibit = evidence_balance(frame, codebook, VIEW)
    assert exhibit.headline == "Shortfalls are most often about AMHP services"
    assert exhibit.verdict == "Every coding is confirmed."


@pytest.mark.parametrize("council", [EXAMPLE, HILLINGDON])
def test_subtitles_say_the_period(example_store: Store, council: str) -> None:
    years = re.compile(r"\b20\d\d\b")
    for exhibit in exhibits_in(example_store, council):
        if exhibit.key == "coding_review" or exhibit.frame.is_empty():
            continue
        assert years.search(exhibit.subtitle), f"{exhibit.key}: {exhibit.subtitle}"
