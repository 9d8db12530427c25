"""How far the coding agrees with labels made by hand, with 95% intervals (Wilson).

    make bench-coding LABELS=labels.csv

Columns: text, polarity; where the sentences stand in their page, council, statement, paragraph and
n (then each is coded with those around it), else `before`. Optionally category and themes
(`;`-separated; an empty cell was not labelled, `-` means none), and `second`, the polarity that a
second reader gave, for how far two readers agree.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data_access.importing.coding.suggest import Coding, suggest, suggest_all
from data_access.importing.coding.themes import ThemeRule, load_codebook
from measures.statistics.intervals import wilson
from tests.data_access.importing.coding.coding_score import POLARITIES

CATEGORIES = ("people_experience", "staff_and_leaders", "partners", "processes")
NO_THEME = "-"


@dataclass(frozen=True)
class Labelled:
    """A sentence's labels beside its coding."""

    label: dict[str, str]
    coding: Coding


def coded(path: Path) -> list[Labelled]:
    """The labelled sentences of a file with their codings."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codebook = load_codebook()
    if not rows or "paragraph" not in rows[0]:
        return [Labelled(row, _alone(row, codebook)) for row in rows]
    pages: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        pages[row.get("council", ""), row.get("statement", "")].append(row)
    return [
        Labelled(row, coding)
        for (_, statement), page in pages.items()
        for row, coding in zip(page, _page(page, codebook, statement), strict=True)
    ]


def _alone(row: dict[str, str], codebook: Sequence[ThemeRule]) -> Coding:
    return suggest(row["text"], codebook=codebook, before=row.get("before") or None)


def _page(
    page: Sequence[dict[str, str]], codebook: Sequence[ThemeRule], statement: str
) -> list[Coding]:
    passages = [(int(row["paragraph"]), int(row["n"]), row["text"]) for row in page]
    return suggest_all(passages, codebook=codebook, statement=statement or None)


def share(found: int, of: int) -> str:
    """A share in words to read, with its interval."""
    if not of:
        return "none"
    low, high = (float(limit[0]) for limit in wilson(np.array([found]), np.array([of])))
    return f"{found} of {of} ({found / of:.0%}, {low:.0%} to {high:.0%})"


def table(pairs: Sequence[tuple[str, str]], codes: Sequence[str]) -> list[str]:
    """Agreement, then each code's recall and precision, then the confusion table."""
    counts = Counter(pairs)
    lines = [f"as labelled: {share(sum(counts[code, code] for code in codes), len(pairs))}"]
    for code in codes:
        labelled = sum(counts[code, other] for other in codes)
        suggested = sum(counts[other, code] for other in codes)
        right = counts[code, code]
        lines.append(
            f"  {code:<18} found {share(right, labelled)}; right {share(right, suggested)}"
        )
    lines.append("  labelled, then suggested:" + "".join(f"{code:>18}" for code in codes))
    lines += [
        f"  {code:<25}" + "".join(f"{counts[code, other]:>18}" for other in codes) for code in codes
    ]
    return lines


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two readers' labels."""
    n = len(pairs)
    agreed = sum(first == second for first, second in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[code] * second[code] for code in first) / n / n
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def told(sentences: Sequence[Labelled]) -> str:
    """Everything measured, in lines to read."""
    lines = ["Polarity, " + _first(sentences)]
    for sure, word in ((True, "clear"), (False, "to look at")):
        those = [each for each in sentences if each.coding.sure == sure]
        right = sum(each.coding.polarity == each.label["polarity"] for each in those)
        lines.append(f"  marked {word}: {share(right, len(those))} as labelled")
    seconds = [
        (each.label["polarity"], each.label["second"])
        for each in sentences
        if each.label.get("second")
    ]
    if seconds:
        same = sum(first == second for first, second in seconds)
        lines.append(f"Two readers: {share(same, len(seconds))} alike, kappa {kappa(seconds):.2f}")
    categories = [
        (each.label["category"], each.coding.category)
        for each in sentences
        if each.label.get("category")
    ]
    if categories:
        lines.append("Evidence category, " + "\n".join(table(categories, CATEGORIES)))
    return "\n".join(lines + _themes([each for each in sentences if each.label.get("themes")]))


def _first(sentences: Sequence[Labelled]) -> str:
    pairs = [(each.label["polarity"], each.coding.polarity) for each in sentences]
    return "\n".join(table(pairs, POLARITIES))


def _themes(sentences: Sequence[Labelled]) -> list[str]:
    """Each theme's recall and precision, the commonest first."""
    if not sentences:
        return []
    labelled, suggested, right = Counter[str](), Counter[str](), Counter[str]()
    for each in sentences:
        said = set(each.label["themes"].split(";")) - {NO_THEME}
        given = set(each.coding.themes)
        labelled.update(said)
        suggested.update(given)
        right.update(said & given)
    lines = [
        f"Themes of {len(sentences)} sentences: found {share(right.total(), labelled.total())}; "
        f"right {share(right.total(), suggested.total())}"
    ]
    for theme in sorted(labelled | suggested, key=lambda theme: (-labelled[theme], theme)):
        lines.append(
            f"  {theme:<24} found {right[theme]} of {labelled[theme]}; "
            f"right {right[theme]} of {suggested[theme]}"
        )
    return lines


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(prog="label_agreement")
    parser.add_argument("labels", type=Path, nargs="+", help="sentences labelled by hand (CSV)")
    parser.add_argument("--wrong", action="store_true", help="list what was suggested wrongly")
    arguments = parser.parse_args()
    for path in arguments.labels:
        sentences = coded(path)
        print(f"{path.name}: {len(sentences)} sentences\n{told(sentences)}")
        if arguments.wrong:
            for each in sentences:
                if each.coding.polarity != each.label["polarity"]:
                    print(f"  {each.label['polarity']} → {each.coding.polarity}:", end=" ")
                    print(f"{each.label['text']}\n      {each.coding.why}")


if __name__ == "__main__":
    main()
