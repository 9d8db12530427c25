"""Which figure a word says: the numerator, the denominator, the target, or the figure itself."""

from __future__ import annotations

import re

from data_access.importing.stages.meaning.wording import fold

_FIGURES = {
    "numerator": frozenset({"numerator", "num", "count", "number", "n"}),
    "denominator": frozenset({"denominator", "den", "denom", "base", "population", "out of"}),
    "target": frozenset({"target", "goal", "plan"}),
    "value": frozenset(
        {
            "outcome",
            "value",
            "rate",
            "percentage",
            "score",
            "measure",
            "percent",
            "per cent",
            "%",
            "result",
            "measure value",
            "actual",
            "performance",
            "proportion",
            "average",
            "mean",
        }
    ),
}
_NO_FIGURE = re.compile(r"\b(?:confidence|ci|margin|error|limit|lower|upper|rank|rag|target)\b")
_RATE = re.compile(r"\b(?:rate|percentage|percent|per|proportion|score|average|outcome)\b|%")


def figure_of(text: str) -> str | None:
    """numerator, denominator, target or value; None for others, such as a margin of error."""
    said = fold(text)
    for figure, words in _FIGURES.items():
        if said in words:
            return figure
    if _NO_FIGURE.search(said):
        return None
    first = said.split()[0] if said else ""
    if first in {"numerator", "denominator"}:
        return first
    return "value" if _RATE.search(said) else None
