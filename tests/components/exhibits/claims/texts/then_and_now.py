"""What two assessments beside each other say, worked out anew from the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tests.components.exhibits.claims.told import Told
from tests.components.exhibits.claims.words import Row, cap, day, joined_up_to, many, small, word

_KINDS = {"cqc_assessment": "CQC assessment", "peer_review": "Peer review"}
_FALLS_SHORT = ("shortfall", "mixed")


def _documents(t: Told) -> list[tuple[str, list[Row]]]:
    """The two newest documents from outside, each with its findings."""
    rows = [
        row
        for row in t.known["finding"].iter_rows(named=True)
        if row["source_kind"] in _KINDS and row["published"] is not None
    ]
    newest = sorted({(row["published"], row["source_kind"]) for row in rows})[-2:]
    return [
        (
            f"{_KINDS[kind]}, {day(published)}",
            [row for row in rows if (row["published"], row["source_kind"]) == (published, kind)],
        )
        for published, kind in newest
    ]


def _short(rows: list[Row]) -> Counter[str]:
    return Counter(
        theme for row in rows if row["polarity"] in _FALLS_SHORT for theme in row["themes"] or ()
    )


def _names(t: Told) -> Mapping[str, str]:
    return dict(t.known["theme"].select("theme", "name").rows())


def _still_and_new(t: Told) -> tuple[list[str], list[str], int]:
    """Themes short in both, those short in the later one only, and how many are short in either;
    most shortfalls first."""
    (_, before), (_, after) = _documents(t)
    then, now = _short(before), _short(after)
    names = _names(t)

    def in_order(themes: set[str]) -> list[str]:
        ranked = sorted(themes, key=lambda each: (-(then[each] + now[each]), each))
        return [small(names.get(each, each)) for each in ranked]

    still, new = set(then) & set(now), set(now) - set(then)
    return in_order(still), in_order(new), len(set(then) | set(now))


def _headline(t: Told) -> str:
    if len(_documents(t)) < 2:
        return "There is one assessment only: nothing to set beside it"
    still, new, short = _still_and_new(t)
    if not short:
        return "Neither assessment names a shortfall on a theme"
    if not still and not new:
        return "No shortfall of the earlier assessment was named again, and none is new"
    both = cap(f"{many(len(still), 'theme')} fell short in both assessments")
    return f"{both}, {word(len(new))} in the later one alone" if new else both


def _alternative(t: Told) -> str:
    if len(_documents(t)) < 2:
        return _headline(t)
    still, new, _ = _still_and_new(t)
    both = joined_up_to(still) if still else "no theme"
    return f"Still there: {both}. New: {joined_up_to(new) if new else 'no theme'}."


def _of_one(t: Told) -> str:
    documents = _documents(t)
    if len(documents) < 2:
        return _headline(t)
    theme = t.filters.theme or ""
    spoken = [[row for row in rows if theme in (row["themes"] or ())] for _, rows in documents]
    then, now = (any(row["polarity"] in _FALLS_SHORT for row in rows) for rows in spoken)
    if then and now:
        return "Both assessments say that something falls short here"
    if now:
        return "The later assessment names a shortfall that the earlier one did not"
    if then:
        silent = "does not speak of this shortfall"
        said = "speaks of this and names no shortfall"
        return f"The later assessment {said if spoken[1] else silent}"
    if any(spoken):
        return "Neither assessment names a shortfall here"
    return "Neither assessment speaks of this theme"


TEXTS = {
    "then_and_now": {
        "headline": _headline,
        "subtitle": lambda t: f"Findings that fall short, of all on the theme, {t.view.council}",
        "alternative": _alternative,
    },
    "theme_then_and_now": {
        "headline": _of_one,
        "subtitle": lambda t: (
            " beside ".join(named for named, _ in _documents(t))
            if len(_documents(t)) == 2
            else f"Two assessments, {t.view.council}"
        ),
        "alternative": _of_one,
    },
}
