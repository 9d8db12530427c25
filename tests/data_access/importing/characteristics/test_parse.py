"""What each judgement looks like is read out of every kind of file; what is not understood is
shown; a damaged file is refused in a sentence, and nothing else ever happens."""

from __future__ import annotations

import random
from datetime import date

import pytest

from data_access.errors import DataError
from data_access.importing.characteristics.names import both_named, judgement_named
from data_access.importing.characteristics.parse import NO_JUDGEMENT, parse_characteristics
from data_access.importing.reports.parsing.parse import parse_report
from data_access.importing.reports.parsing.result import ReportError, ReportSource
from tests.data_access.importing.characteristics.documents import COUNT, FILES, WORDS, source
from tests.sampling import FULL
from vocabulary.characteristics import CharacteristicOf

IDS = dict(zip(WORDS, ("safeguarding", "learning"), strict=True))
EXPECTED = {
    (IDS[statement], rating, text)
    for statement, levels in WORDS.items()
    for rating, texts in zip(CharacteristicOf, levels, strict=True)
    for text in texts
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_characteristics(name: str) -> None:
    parsed = parse_characteristics([source(name)])
    assert {(each.statement, each.rating, each.text) for each in parsed.read} == EXPECTED
    assert len(parsed.read) == COUNT
    assert all(each.place.startswith(name) for each in parsed.read)


def test_the_day_from_which_they_hold_is_read() -> None:
    assert parse_characteristics([source("headings.docx")]).valid_from == date(2026, 4, 1)
    assert parse_characteristics([source("list.csv")]).valid_from is None


def test_what_stands_under_no_judgement_is_shown_and_not_guessed_at() -> None:
    text = (
        "# Safeguarding\n\nA word before anything is judged.\n\n## Good\n\n- People are heard at "
        "once.\n\n# Glossary\n\nA worry is what somebody is worried about.\n"
    )
    parsed = parse_characteristics([ReportSource("short.md", text.encode())])
    assert [each.text for each in parsed.read] == ["People are heard at once."]
    assert [(each.text, each.why) for each in parsed.unrecognised] == [
        ("A word before anything is judged.", NO_JUDGEMENT),
        ("A worry is what somebody is worried about.", NO_JUDGEMENT),
    ]


def test_a_heading_that_comes_under_each_judgement_parts_it() -> None:
    text = (
        "# Safeguarding\n## Good\n### Culture\nPeople speak up.\n"
        "## Outstanding\n### Culture\nAll do.\n"
    )
    parsed = parse_characteristics([ReportSource("parts.md", text.encode())])
    assert [(each.rating.value, each.text) for each in parsed.read] == [
        ("good", "People speak up."),
        ("outstanding", "All do."),
    ]


def test_the_same_words_twice_are_one() -> None:
    parsed = parse_characteristics([source("headings.docx"), source("characteristics.txt")])
    assert len(parsed.read) == COUNT
    assert any("more than once" in note for note in parsed.notes)


@pytest.mark.parametrize(
    ("heading", "rating"),
    [
        ("Good", "good"),
        ("3 – Good", "good"),
        ("What outstanding looks like:", "outstanding"),
        ("Rating: Requires Improvement", "requires_improvement"),
        ("Characteristics of inadequate (score 1)", "inadequate"),
        ("Good and outstanding", None),
        ("Good practice in the north", None),
        ("People said their support was good.", None),
    ],
)
def test_headings_of_judgements(heading: str, rating: str | None) -> None:
    assert judgement_named(heading) == rating


def test_a_heading_may_name_both() -> None:
    assert both_named("Safeguarding – Good") == ("safeguarding", "good")
    assert both_named("Good: Safeguarding") == ("safeguarding", "good")
    assert both_named("Safeguarding: we are good at it") is None


def test_a_list_may_use_this_products_own_codes() -> None:
    table = "statement,rating,text\ncare_provision,requires_improvement,Care comes late at times."
    (read,) = parse_characteristics([ReportSource("codes.csv", table.encode())]).read
    assert (read.statement, read.rating.value) == ("care_provision", "requires_improvement")


def test_a_report_and_characteristics_are_told_apart() -> None:
    with pytest.raises(ReportError, match="rating characteristics, not a report"):
        parse_report([source("headings.docx")])
    with pytest.raises(DataError, match="No rating characteristics were recognised in page"):
        parse_characteristics([ReportSource("page.txt", b"Safeguarding\nScore: 3\nAll is well.")])


def test_damaged_files_are_refused_in_a_sentence_or_read() -> None:
    whole = {name: make() for name, make in FILES.items()}
    count, drawn, read = (3_000 if FULL else 36), random.Random(7), 0
    refusals = []
    for number in range(count):
        name, content = list(whole.items())[number % len(whole)]
        try:
            parsed = parse_characteristics([ReportSource(name, _damaged(content, drawn))])
        except DataError as error:
            refusals.append(str(error))
        else:
            read += 1
            assert all(each.text.strip() and each.statement for each in parsed.read)
    assert [each for each in refusals if not each.endswith(".") or "\n" in each] == []
    assert read > count // 5


def _damaged(content: bytes, drawn: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(drawn.randint(1, 4)):
        at, length = drawn.randrange(len(changed) or 1), drawn.randint(1, 60)
        what = drawn.randrange(4)
        if what == 0:
            del changed[at : at + length]
        elif what == 1:
            changed[at:at] = changed[at : at + length] * drawn.randint(1, 20)
        elif what == 2:
            changed[at : at + length] = drawn.randbytes(length)
        else:
            piece = drawn.choice((b"Good\n", b"<table><tr><td>", b"|", b"\x00", b"Outstanding: "))
            changed[at:at] = piece
    return bytes(changed)
