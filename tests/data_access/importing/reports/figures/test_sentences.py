"""Sentences as pages, news and letters give figures in, and the figures that are proposed of each.

`sentences.csv` has a row for each: the text, and its figures, with whose each is where it is not
the council's own (`@england`), and the period in brackets where that is to be told as well.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from data_access.importing.reports.figures.propose import propose
from data_access.importing.reports.figures.proposed import ProposedFigure
from data_access.importing.reports.parsing.result import (
    ParsedDocument,
    ParsedFinding,
    ParsedReport,
)
from data_access.importing.reports.parsing.sentences import split_sentences
from data_access.reference.published_facts import catalogue_frame
from tests.data_access.importing.encoder.labelled_texts import TOLD

CATALOGUE = catalogue_frame().with_columns(same_as=pl.lit(None, pl.String))
with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = [(row["text"], row["figures"]) for row in csv.DictReader(_file)]


def read_of(text: str) -> tuple[ProposedFigure, ...]:
    findings = tuple(
        ParsedFinding("learning", None, 1, place, said, place)
        for place, said in enumerate(
            (said for line in text.splitlines() for said in split_sentences(line)), 1
        )
    )
    page = ParsedDocument("page.txt", "unknown", text, findings=findings)
    return propose(ParsedReport((page,)), CATALOGUE, None)


@pytest.mark.parametrize(("text", "figures"), ROWS, ids=[text[:50] for text, _ in ROWS])
def test_a_sentence_gives_these_figures_and_no_other(text: str, figures: str) -> None:
    expected: Counter[tuple[str, str, float]] = Counter()
    periods: set[tuple[float, str]] = set()
    for each in filter(None, figures.split("; ")):
        told = TOLD.fullmatch(each)
        assert told is not None, each
        expected[told["of"], told["area"] or "", float(told["value"])] += 1
        periods |= {(float(told["value"]), told["when"])} if told["when"] else set()
    read = read_of(text)
    assert Counter((one.field, str(one.area or ""), one.value) for one in read) == expected
    assert periods <= {(one.value, one.period.said) for one in read if one.period}


def test_the_sentences_are_of_most_measures_of_the_catalogue() -> None:
    told = {
        re.split(r"@| (?=[\d.]+(?: \[|$))", each)[0]
        for _, figures in ROWS
        for each in figures.split("; ")
    }
    measures = set(CATALOGUE.get_column("indicator"))
    assert len(told & measures) > 0.75 * len(measures)
