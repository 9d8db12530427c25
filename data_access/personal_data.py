"""The guard: no personal data gets into the store.

What is found is named by kind, column and row; the value itself is never repeated, not even in
an error. Rules: NHS numbers by the check digit (NHS Data Model and Dictionary, modulus 11);
National Insurance numbers by HMRC's prefix and suffix rules; postcodes by the shape of the
Royal Mail's; telephone numbers by Ofcom's numbering plan (0 or +44 and nine or ten digits).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from data_access.distinct import distinct
from data_access.errors import DataError

EXAMPLES_NAMED = 5


class PersonalDataError(DataError):
    """A file or form holds personal data; nothing was stored."""


@dataclass(frozen=True)
class Found:
    """Personal data of a kind in a column; rows as they are counted in the file (None: the
    column's name alone says so)."""

    kind: str
    column: str
    rows: tuple[int, ...] | None

    def __str__(self) -> str:
        if self.rows is None:
            return f"the column '{self.column}' looks like {self.kind}"
        some = ", ".join(f"{row:,}" for row in self.rows[:EXAMPLES_NAMED])
        more = len(self.rows) - EXAMPLES_NAMED
        rest = f" and {more:,} more" if more > 0 else ""
        rows = "row" if len(self.rows) == 1 else "rows"
        return f"the column '{self.column}' has {self.kind} in {rows} {some}{rest}"


# A cheap pattern for Polars' engine, and where that is not enough, a check of each match.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("an e-mail address", r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    (
        "a National Insurance number",
        r"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b",
    ),
    (
        "a telephone number",
        r"(?:\+44[\s()-]*(?:\(0\)[\s-]*)?|\b\(?0)[1-37-9]\d{1,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b",
    ),
    (
        "a postcode",
        r"(?i)\b(?:[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]?|GIR)\s?\d[ABD-HJLNP-UW-Z]{2}\b",
    ),
    (
        "a date of birth",
        r"(?i)\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\b[\s:]*"
        r"(?:\d{1,2}[/.\s-]|\d{4}-|[a-z]{3,9}\s\d)",
    ),
)
_NHS_CANDIDATE = r"\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b"
_ANY_PATTERN = "|".join(f"(?:{p})" for p in (*(p for _, p in _PATTERNS), _NHS_CANDIDATE))
_NHS_WEIGHTS = range(10, 1, -1)
_PHONE_DIGITS = (10, 13)

_PERSON_COLUMNS: tuple[tuple[str, str], ...] = (
    (
        "a person's name",
        r"^(?:full |first |last |middle |given |family |known as |preferred |staff |employee |"
        r"worker |learner |delegate |attendee |client |service user |customer |complainant |"
        r"carer |person |persons |adult |patient |resident |practitioner |social worker |"
        r"auditor |moderator |manager |owner |line manager )?names?$|"
        r"^(?:fore ?name|sur ?name|first ?name|last ?name|initials|employee|complainant|"
        r"service user|client|allocated worker|learner|delegate|attendee)s?$",
    ),
    ("dates of birth", r"^(?:d ?o ?b|date of birth|birth ?date|birthday)$"),
    ("NHS numbers", r"^nhs(?: no| number| num)?$"),
    ("National Insurance numbers", r"^(?:ni|nino|national insurance)(?: no| number| num)?$"),
    ("e-mail addresses", r"^(?:.* )?e ?mail(?: address)?$"),
    ("telephone numbers", r"^(?:.* )?(?:phone|telephone|mobile|tel)(?: no| number| num)?$"),
    ("addresses", r"^(?:home |postal |full )?address(?: line)?(?: \d)?$|^post ?codes?$"),
    (
        "people's reference numbers",
        r"^(?:employee|staff|payroll|assignment|person|client|service user|swift|mosaic|"
        r"liquidlogic)(?: id| no| number| ref| reference)$",
    ),
)


def person_columns(headers: Iterable[str]) -> list[Found]:
    """Columns whose name alone says that they are about identifiable people."""
    found = []
    for header in headers:
        bare = re.sub(r"[^a-z0-9]+", " ", header.casefold()).strip()
        for kind, pattern in _PERSON_COLUMNS:
            if re.fullmatch(pattern, bare):
                found.append(Found(kind, header, None))
                break
    return found


def personal_values(texts: pl.Series, column: str, rows: pl.Series) -> list[Found]:
    """Personal data in a text column; `rows` has each value's row number in the file."""
    if texts.null_count() == texts.len():
        return []
    # Many rows share their words: look at each word once, and closer only where one of the
    # patterns, all taken together, is found.
    words, _ = distinct(texts)
    words = words.filter(words.str.contains(_ANY_PATTERN).fill_null(value=False)).unique()
    if words.is_empty():
        return []
    found = []
    for kind, pattern in _PATTERNS:
        hits = words.filter(words.str.contains(pattern))
        if kind == "a telephone number":
            hits = hits.filter(
                pl.Series([_has_phone(text, pattern) for text in hits], dtype=pl.Boolean)
            )
        if hits.len():
            found.append(_found(kind, texts, hits, column, rows))
    candidates = words.filter(words.str.contains(_NHS_CANDIDATE))
    hits = candidates.filter(
        pl.Series([_has_nhs_number(text) for text in candidates], dtype=pl.Boolean)
    )
    if hits.len():
        found.append(_found("an NHS number", texts, hits, column, rows))
    return found


def kinds_in(text: str) -> list[str]:
    """Kinds of personal data in one text, such as a form's."""
    frame = pl.Series([text], dtype=pl.String)
    return [found.kind for found in personal_values(frame, "", pl.Series([1]))]


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number by its check digit."""
    if len(digits) != 10 or not digits.isdigit():
        return False
    total = sum(int(d) * w for d, w in zip(digits[:9], _NHS_WEIGHTS, strict=True))
    check = 11 - total % 11
    return check != 10 and check % 11 == int(digits[9])


def refuse(found: Iterable[Found], source: str) -> None:
    """PersonalDataError naming what was found where, if anything was."""
    told = [str(item) for item in found]
    if told:
        raise PersonalDataError(
            f"{source} holds personal data, so nothing of it was stored: {'; '.join(told)}. "
            "Take it out and import the file again."
        )


def _found(kind: str, texts: pl.Series, hits: pl.Series, column: str, rows: pl.Series) -> Found:
    there = rows.filter(texts.cast(pl.String).is_in(hits.implode()).fill_null(value=False))
    return Found(kind, column, tuple(int(row) for row in there))


def _has_nhs_number(text: str) -> bool:
    return any(
        is_nhs_number(re.sub(r"\D", "", match)) for match in re.findall(_NHS_CANDIDATE, text)
    )


def _has_phone(text: str, pattern: str) -> bool:
    low, high = _PHONE_DIGITS
    return any(
        low <= len(re.sub(r"\D", "", match.group())) <= high for match in re.finditer(pattern, text)
    )
