"""Words that groups of several kinds share ("Other" by ethnicity and by language): a figure is told
by its group's word, so that one of two groups of one word would stand in the other's place."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from vocabulary.indicators import BreakdownKind

_ORDER = {str(kind): place for place, kind in enumerate(BreakdownKind)}
_TOLD = ("authority", "indicator", "breakdown", "breakdown_kind")
_Group = tuple[str, str, str, str]  # council, indicator, word, kind


def told_apart(rows: pl.DataFrame, held: pl.DataFrame | None = None) -> pl.DataFrame:
    """The rows of indicators, in which no word stands for groups of several kinds: the first kind
    that had the word goes on under it, others have their kind behind it ("Other (language)").

    `held`: the standing rows of the councils, whose words stay. A group without a kind is left as
    it is.
    """
    if not set(_TOLD) <= set(rows.columns):
        return rows
    asked = _groups(rows)
    if asked.is_empty():
        return rows
    by_word: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    known = _groups(held) if held is not None else asked.clear()
    for council, indicator, word, kind in known.iter_rows():
        by_word[council, indicator, _bare(word, kind)][kind] = word
    told: dict[_Group, str] = {}
    inside: list[_Group] = list(asked.iter_rows())
    for council, indicator, word, kind in sorted(inside, key=lambda group: _ORDER[group[3]]):
        bare = _bare(word, kind)
        taken = by_word[council, indicator, bare]
        if kind not in taken:
            taken[kind] = _behind(bare, kind) if bare in taken.values() else bare
        told[council, indicator, word, kind] = taken[kind]
    changed = [(*group, now) for group, now in told.items() if group[2] != now]
    if not changed:
        return rows
    names = pl.DataFrame(changed, schema=[*_TOLD, "now"], orient="row")
    return (
        rows.join(names, on=list(_TOLD), how="left", maintain_order="left")
        .with_columns(breakdown=pl.coalesce("now", "breakdown"))
        .drop("now")
    )


def _groups(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(pl.String) for name in _TOLD).drop_nulls().unique()


def _behind(word: str, kind: str) -> str:
    label = BreakdownKind(kind).label
    return f"{word} ({label[0].lower()}{label[1:]})"


def _bare(word: str, kind: str) -> str:
    """A word without its kind behind it."""
    return word.removesuffix(_behind("", kind))
