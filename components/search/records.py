"""Records by their number, however it is written, or by the words they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import polars as pl

from components.exhibits.evidence_trail.record_words import record_label, record_text
from components.exhibits.evidence_trail.trail import DAYS, told_of
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.search.entry import Entry
from measures.statistics.breakdown import plain
from vocabulary.record_kinds import KIND_NAMES

_SAYS: Final = {
    "finding": "text",
    "audit": "practice_area",
    "complaint": None,
    "coproduction": "title",
    "learning": "lesson",
    "action": "action",
    "innovation": "name",
}
"""The field with a record's own words; a complaint is kept without any. An ombudsman's decision
goes by the number of its complaint, whose page leads on to it."""
_KIND: Final = pl.Enum(list(_SAYS))
_LONGEST_TITLE: Final = 110


def records_found(
    known: Records, words: Sequence[str], today: date, most: int
) -> tuple[list[tuple[int, Entry]], int]:
    """The first `most` records that hold every word in what they say, what they are or their
    number, with how they fit (0: by the whole number; 1: by its beginning; 2: by words), and how
    many there are. The newest first among those that fit alike; none from after `today`."""
    rows = memo(known, _to_search)
    key = "".join(character for character in "".join(words) if character.isalnum())
    numbered = any(character.isdigit() for character in key)
    by_number = pl.col("key").str.contains(key, literal=True) if numbered else pl.lit(value=False)
    by_words = pl.all_horizontal(pl.col("said").str.contains(w, literal=True) for w in words)
    found = rows.filter(
        pl.col("day").is_null() | (pl.col("day") <= today),
        by_number | by_words | (pl.col("key") == key),
    ).with_columns(
        fit=pl.when(pl.col("key") == key)
        .then(0)
        .when(pl.col("key").str.starts_with(key), numbered)
        .then(1)
        .otherwise(2)
    )
    once = found.sort(
        "fit", "day", descending=[False, True], nulls_last=True, maintain_order=True
    ).unique(["kind", "reference"], keep="first", maintain_order=True)  # fmt: skip
    first = once.head(most)
    told = told_of(known, first.select(pl.col("kind").cast(pl.String), "reference"), today)
    fits = first.get_column("fit")
    # What is dated later than the day looked at is not told of.
    shown = [(fit, _entry(row)) for fit, row in zip(fits, told, strict=True) if _told(row)]
    return shown, once.height


def _to_search(known: Records) -> pl.DataFrame:
    """Every record that has a number: kind, reference, day, key (its number as it is compared),
    said (what it is, its number and its words, as they are compared)."""
    parts = []
    for kind, says in _SAYS.items():
        number, words = pl.col("reference"), pl.col(says) if says else pl.lit("")
        # A finding goes by its place in a document, which is no number: its words find it.
        named = pl.lit("") if kind == "finding" else number
        said = pl.concat_str(
            pl.lit(KIND_NAMES[kind]), named, words.cast(pl.String), separator=" ", ignore_nulls=True
        )
        parts.append(
            known[kind]
            .filter(number.is_not_null())
            .select(
                "reference",
                kind=pl.lit(kind, _KIND),
                day=pl.col(DAYS[kind]),
                key=plain(number),
                said=said.str.to_lowercase()
                .str.replace_all("[-‐‑’'`]", "")
                .str.replace_all("_", " ", literal=True),
            )
        )
    return pl.concat(parts)


def _told(row: Mapping[str, Any]) -> bool:
    return row["short"] is not None


def _entry(row: Mapping[str, Any]) -> Entry:
    kind, reference = str(row["kind"]), str(row["reference"])
    text, label = record_text(row), record_label(row)
    if len(text) > _LONGEST_TITLE:
        text = f"{text[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
    if kind == "finding":
        label = f"{KIND_NAMES[kind]}, {label}"
    return Entry(text, label, "trace", {"kind": kind, "reference": reference})
