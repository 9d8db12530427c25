"""How many of the numbers that pages of a report give for a dataset are proposed, and rightly.

    python -m tests.benchmarks.bench_figures LABELS.csv PAGES

LABELS says what a careful person would record of each page, a number a row: page (the file's name
without .txt), set, dataset, field (several that are as right: a|b), value, area (of a comparator:
england, region or neighbours), period (as it is called; empty: the page does not say; "|2016-17":
it may be left open, where only the rest of the page says), must ("may" for a number that may be
proposed or not). A row without a dataset says that its page gives no number at
all. Text that is no report is read sentence by sentence, as one paragraph.

Right is a number with its field, its area and its period; a period that is not said is left open.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from data_access.errors import DataError
from data_access.importing.reports.figures.propose import propose
from data_access.importing.reports.figures.proposed import ProposedFigure
from data_access.importing.reports.parsing.parse import parse_report
from data_access.importing.reports.parsing.result import (
    ParsedDocument,
    ParsedFinding,
    ParsedReport,
    ReportSource,
)
from data_access.importing.reports.parsing.sentences import split_sentences
from data_access.reference.published_facts import catalogue_frame
from measures.statistics.intervals import wilson


@dataclass(frozen=True)
class Label:
    """A number that a person found on a page."""

    dataset: str
    fields: frozenset[str]
    value: float
    area: str
    periods: frozenset[str]
    must: bool

    def is_of(self, figure: ProposedFigure) -> bool:
        """Whether the figure is this number, whatever its period."""
        return (
            figure.dataset == self.dataset
            and figure.field in self.fields
            and abs(figure.value - self.value) < 1e-9
            and (figure.area or "") == self.area
        )

    def is_right(self, figure: ProposedFigure) -> bool:
        """Whether it is proposed with its period, or with none where none is said."""
        said = figure.period.said if figure.period else ""
        return self.is_of(figure) and said in self.periods


@dataclass
class Tally:
    """Numbers found and missed, and proposals right and wrong, with those that went wrong."""

    found: int = 0
    missed: int = 0
    right: int = 0
    wrong: int = 0
    pages: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, page: str, labels: Iterable[Label], figures: Iterable[ProposedFigure]) -> None:
        """Count one page."""
        self.pages += 1
        proposed = list(figures)
        expected = list(labels)
        for label in expected:
            if any(label.is_right(each) for each in proposed):
                self.found += label.must
            elif label.must:
                self.missed += 1
                names = "|".join(sorted(label.fields))
                self.told.append(f"{page}: missed {label.area} {names} {label.value:g}")
        for each in proposed:
            if any(label.is_right(each) for label in expected):
                self.right += 1
                continue
            self.wrong += 1
            when = each.period.said if each.period else "no period"
            self.told.append(
                f"{page}: wrong {each.area or '-'} {each.field} {each.value:g} ({when}): "
                f"{each.sentence[:110]}"
            )

    def line(self, name: str) -> str:
        """The figures in a line, with 95% intervals."""
        return (
            f"{name}: {self.pages} pages; {_share(self.found, self.found + self.missed)} of the "
            f"numbers proposed rightly; {_share(self.right, self.right + self.wrong)} of the "
            "proposals right"
        )


def read_labels(path: Path) -> Mapping[tuple[str, str], list[Label]]:
    """What a person found, by set and page."""
    found: dict[tuple[str, str], list[Label]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels = found[row["set"], row["page"]]
            if row["dataset"]:
                labels.append(
                    Label(
                        row["dataset"],
                        frozenset(row["field"].split("|")),
                        float(row["value"]),
                        row["area"],
                        frozenset(row["period"].split("|")),
                        row["must"] != "may",
                    )
                )
    return found


def figures_of(page: Path) -> tuple[ProposedFigure, ...]:
    """What the product proposes for a page."""
    catalogue = catalogue_frame().with_columns(same_as=pl.lit(None, pl.String))
    source = ReportSource(page.name, page.read_bytes())
    try:
        parsed = parse_report([source])
    except DataError:
        parsed = ParsedReport(())
    if not any(each.findings or each.narrative for each in parsed.documents):
        parsed = _as_it_stands(source)
    days = {each.published for each in parsed.documents if each.published}
    return propose(parsed, catalogue, days.pop() if len(days) == 1 else None)


def _as_it_stands(source: ReportSource) -> ParsedReport:
    text = source.content.decode()
    lines = [line for line in text.splitlines() if line.strip()]
    findings = tuple(
        ParsedFinding("learning", None, 1, place, said, place)
        for place, said in enumerate((s for line in lines for s in split_sentences(line)), 1)
    )
    return ParsedReport((ParsedDocument(source.name, "unknown", text, findings=findings),))


def tallies(labels: Path, pages: Path) -> dict[str, Tally]:
    """The count of each set."""
    counted: dict[str, Tally] = defaultdict(Tally)
    for (part, page), expected in read_labels(labels).items():
        counted[part].add(page, expected, figures_of(pages / f"{page}.txt"))
    return dict(counted)


def _share(part: int, whole: int) -> str:
    if not whole:
        return "none"
    interval = wilson(np.array([part]), np.array([whole]))
    low, high = interval.low[0], interval.high[0]
    return f"{part} of {whole} ({part / whole:.0%}, {low:.0%} to {high:.0%})"


def main() -> None:
    """Print a line a set, and with --wrong each number that was missed or wrong."""
    parser = argparse.ArgumentParser(prog="bench_figures")
    parser.add_argument("labels", type=Path, help="CSV of what a person found")
    parser.add_argument("pages", type=Path, help="folder of the pages as text")
    parser.add_argument("--wrong", metavar="SET", help="list what went wrong in a set")
    arguments = parser.parse_args()
    for name, tally in sorted(tallies(arguments.labels, arguments.pages).items()):
        print(tally.line(name))
        if arguments.wrong == name:
            print("\n".join(f"  {each}" for each in tally.told))


if __name__ == "__main__":
    main()
