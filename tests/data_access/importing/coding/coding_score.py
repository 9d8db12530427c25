"""How well the coding rules do against hand judgement.

    python -m tests.data_access.importing.coding.coding_score

scores the reference report and our own examples; `--csv FILE` a file of sentences judged by hand,
with the columns text, polarity and, if wanted, before, category and themes.

The bar (strict): at least 85% of the shortfalls are called shortfalls, at most 10% of the
strengths are. "Lenient" counts a shortfall called mixed as found.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data_access.importing.coding.suggest import Coding, suggest, suggest_all
from data_access.importing.coding.themes import load_codebook
from data_access.importing.reports.parsing.parse import parse_document
from data_access.importing.reports.parsing.result import ReportSource
from tests.paths import SHARED

HERE = Path(__file__).parent
EXAMPLES = HERE / "coding_examples.csv"
JUDGEMENT = HERE / "reference_report_judgement.csv"
REPORTS = SHARED / "reports"
POLARITIES = ("strength", "shortfall", "mixed", "in_progress", "context")


@dataclass
class Score:
    """Counts of (judged, suggested) polarity, and what was suggested wrongly."""

    table: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, Coding, str]] = field(default_factory=list)
    categories: list[bool] = field(default_factory=list)
    themes: list[bool] = field(default_factory=list)

    def add(self, judged: str, coding: Coding, text: str) -> None:
        """Count one sentence."""
        self.table[judged, coding.polarity] += 1
        if judged != coding.polarity:
            self.wrong.append((judged, coding.polarity, coding, text))

    def share(self, judged: str, *suggested: str) -> float:
        """The share of the sentences judged so that were suggested as one of `suggested`."""
        total = sum(self.table[judged, other] for other in POLARITIES)
        return sum(self.table[judged, s] for s in suggested) / total if total else 0.0

    @property
    def found(self) -> float:
        """Shortfalls called shortfalls."""
        return self.share("shortfall", "shortfall")

    @property
    def found_or_mixed(self) -> float:
        """Shortfalls called shortfalls or mixed."""
        return self.share("shortfall", "shortfall", "mixed")

    @property
    def strengths_called_shortfall(self) -> float:
        """Strengths called shortfalls."""
        return self.share("strength", "shortfall")

    @property
    def agreement(self) -> float:
        """All sentences whose polarity was suggested as judged."""
        return sum(self.table[p, p] for p in POLARITIES) / max(1, self.table.total())


def score_file(path: Path = EXAMPLES) -> Score:
    """The score on sentences judged by hand in a CSV file."""
    codebook, score = load_codebook(), Score()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            coding = suggest(row["text"], codebook=codebook, before=row.get("before") or None)
            score.add(row["polarity"], coding, row["text"])
            if row.get("category"):
                score.categories.append(coding.category == row["category"])
            if row.get("themes"):
                score.themes.append(set(row["themes"].split(";")) <= set(coding.themes))
    return score


def report_source() -> Path | None:
    """The reference report, where it is there."""
    return next(iter(sorted(REPORTS.glob("*.txt"))), None) if REPORTS.is_dir() else None


def score_report(source: Path) -> Score:
    """The score on the reference report, read by our own parser, at the judged positions."""
    with JUDGEMENT.open(encoding="utf-8", newline="") as file:
        judged = {
            (int(row["paragraph"]), int(row["sentence"])): row["polarity"]
            for row in csv.DictReader(file)
        }
    (document,) = parse_document(ReportSource(source.name, source.read_bytes()))
    passages = [(f.paragraph, f.sentence, f.text) for f in document.findings]
    if {(paragraph, sentence) for paragraph, sentence, _ in passages} != set(judged):
        raise ValueError("The report's sentences are not those that were judged.")
    score = Score()
    codings = suggest_all(passages, codebook=load_codebook(), statement="learning")
    for (paragraph, sentence, text), coding in zip(passages, codings, strict=True):
        score.add(judged[paragraph, sentence], coding, text)
    return score


def told(name: str, score: Score) -> str:
    """A score in lines to read."""
    lines = [
        f"{name}: {score.table.total()} sentences",
        f"  shortfalls found, strict   {score.found:6.1%}",
        f"  shortfalls found, lenient  {score.found_or_mixed:6.1%}",
        f"  strengths called shortfall {score.strengths_called_shortfall:6.1%}",
        f"  strengths called mixed     {score.share('strength', 'mixed'):6.1%}",
        f"  polarity as judged         {score.agreement:6.1%}",
    ]
    if score.categories:
        lines.append(f"  category as judged         {_mean(score.categories):6.1%}")
    if score.themes:
        lines.append(f"  judged themes suggested    {_mean(score.themes):6.1%}")
    lines.append("  judged ↓ suggested →" + "".join(f"{p:>12}" for p in POLARITIES))
    for judged in POLARITIES:
        counts = "".join(f"{score.table[judged, suggested]:>12}" for suggested in POLARITIES)
        lines.append(f"  {judged:<20}{counts}")
    return "\n".join(lines)


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(prog="coding_score")
    parser.add_argument("--csv", type=Path, help="sentences judged by hand")
    parser.add_argument("--wrong", action="store_true", help="list what was suggested wrongly")
    arguments = parser.parse_args()
    scores: list[tuple[str, Score]] = []
    if arguments.csv is not None:
        scores.append((arguments.csv.name, score_file(arguments.csv)))
    else:
        source = report_source()
        if source is None:
            print("reference report: ../shared/reports is not here")
        else:
            scores.append(("reference report", score_report(source)))
        scores.append(("our own examples", score_file()))
    for name, score in scores:
        print(told(name, score))
        if arguments.wrong:
            for judged, suggested, coding, text in score.wrong:
                print(f"  {judged} → {suggested}: {text}\n      {coding.why}")


if __name__ == "__main__":
    main()
