"""The guard: no personal data gets into the store.

What is found is named by kind, column and row; the value itself is never repeated, not even in
an error. The patterns and their sources are in `personal_patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from data_access.errors import DataError
from data_access.importing.personal_data.patterns import ANY_LIKELY, PATTERNS
from data_access.store.distinct_texts import distinct_texts
from vocabulary.wording import agree

EXAMPLES_NAMED = 5


class PersonalDataError(DataError):
    """A file or form holds personal data; nothing was stored."""


@dataclass(frozen=True)
class Found:
    """Personal data of a kind in a column; rows as they are counted in the file (None: the
    column's name alone says so). `in_name`: it is in the name itself, and `column` the number."""

    kind: str
    column: str
    rows: tuple[int, ...] | None
    in_name: bool = False

    def __str__(self) -> str:
        if self.in_name:
            return f"the name of column {self.column} has {self.kind} in it"
        if self.rows is None:
            return f"the column '{self.column}' looks like {self.kind}"
        some = ", ".join(f"{row:,}" for row in self.rows[:EXAMPLES_NAMED])
        more = len(self.rows) - EXAMPLES_NAMED
        rest = f" and {more:,} more" if more > 0 else ""
        rows = agree(len(self.rows), "row", "rows")
        return f"the column '{self.column}' has {self.kind} in {rows} {some}{rest}"


_PERSON = (
    r"(?:staff|employee|worker|learner|delegate|attendee|trainee|participant|client|customer|"
    r"citizen|service user|complainant|carer|person|persons|people|adult|patient|resident|tenant|"
    r"practitioner|social worker|key worker|case worker|support worker|auditor|moderator|assessor|"
    r"manager|line manager|supervisor|officer|investigator|owner|contact|next of kin|relative|"
    r"representative|advocate|user)"
)
_PERSON_COLUMNS: tuple[tuple[str, str], ...] = (
    (
        "a person's name",
        rf"(?:(?:full|first|last|middle|given|family|known as|preferred|legal|{_PERSON}) )*"
        r"(?:first |last |full )?names?|"
        r"(?:fore ?names?|sur ?names?|initials)|"
        rf"names? of (?:the )?{_PERSON}|"
        rf"{_PERSON} (?:fore ?names?|sur ?names?|initials)|"
        r"(?:complainant|service user|client|learner|delegate|attendee|employee|trainee)s?|"
        r"(?:allocated|key|case|named|social) workers?|allocated social workers?|"
        r"(?:investigating|case|handling|allocated) officers?|completed by|audited by|"
        r"investigated by",
    ),
    ("dates of birth", r"(?:.* )?(?:d ?o ?b|date of birth|birth ?dates?|birthday)"),
    ("NHS numbers", r"(?:.* )?nhs(?: (?:no|number|num|id))?s?"),
    (
        "National Insurance numbers",
        r"(?:.* )?(?:n ?i(?: (?:no|number|num))s?|nino|national insurance(?: (?:no|number|num))?s?)"
        r"|ni",
    ),
    ("e-mail addresses", r"(?:.* )?e ?mails?(?: address(?:es)?)?"),
    (
        "telephone numbers",
        r"(?:.* )?(?:phone|telephone|mobile|tel|landline)(?: (?:no|number|num))?s?|"
        r"(?:.* )?contact (?:no|number|details)s?",
    ),
    (
        "addresses",
        r"(?:(?:home|postal|full|person s|client|complainant|service user) )?address(?:es)?"
        r"(?: line)?(?: \d)?|(?:.* )?post ?codes?",
    ),
    (
        "people's reference numbers",
        r"(?:employee|staff|payroll|assignment|person|client|service user|swift|mosaic|"
        r"liquidlogic|learner|delegate|worker|social work england|swe|hcpc)"
        r"(?: (?:id|no|number|ref|reference|registration|code))+",
    ),
)


def person_columns(headers: Iterable[str]) -> list[Found]:
    """Columns whose name alone says that they are about identifiable people."""
    found = []
    for header in headers:
        spelled = re.sub(r"['’]s?(?![a-z])|\(s\)", "", header.casefold())
        bare = re.sub(r"[^a-z0-9]+", " ", spelled).strip()
        for kind, pattern in _PERSON_COLUMNS:
            if re.fullmatch(pattern, bare):
                found.append(Found(kind, header, None))
                break
    return found


def personal_names(headers: Iterable[str]) -> list[Found]:
    """Column names that hold personal data themselves, as where a file has no header."""
    return [
        Found(kind, str(place), None, in_name=True)
        for place, header in enumerate(headers, start=1)
        for kind in kinds_in(header)
    ]


def personal_values(texts: pl.Series, column: str, rows: pl.Series) -> list[Found]:
    """Personal data in a text column; `rows` has each value's row number in the file."""
    if texts.null_count() == texts.len():
        return []
    # Many rows share their words: look at each word once, and closer only where one of the
    # patterns, all taken together, may be there.
    words, _ = distinct_texts(texts)
    words = words.filter(words.str.contains(ANY_LIKELY).fill_null(value=False)).unique()
    found = []
    for pattern in PATTERNS:
        likely = words.filter(words.str.contains(pattern.likely))
        hits = likely.filter(pl.Series([pattern.there(text) for text in likely], dtype=pl.Boolean))
        if hits.len():
            there = texts.cast(pl.String).is_in(hits.implode()).fill_null(value=False)
            lines = tuple(int(row) for row in rows.filter(there))
            if lines:
                found.append(Found(pattern.kind, column, lines))
    return found


def kinds_in(text: str) -> list[str]:
    """Kinds of personal data in one text, such as a form's."""
    return [pattern.kind for pattern in PATTERNS if pattern.there(text)]


def refuse(found: Iterable[Found], source: str) -> None:
    """PersonalDataError naming what was found where, if anything was."""
    told = [str(item) for item in found]
    if told:
        raise PersonalDataError(
            f"{source} holds personal data, so nothing of it was stored: {'; '.join(told)}. "
            "Take it out and import the file again."
        )


__all__ = [
    "Found",
    "PersonalDataError",
    "kinds_in",
    "person_columns",
    "personal_names",
    "personal_values",
    "refuse",
]
