"""Which columns are about identifiable people: they are never shown and never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from data_access.importing.personal_data.guard import person_columns, personal_values
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.table.table import Table

_ABOUT = re.compile(
    r"(?:(?:staff|employee|respondent|learner|worker|person|people|users?|delegate|"
    r"participant|pay ?roll|emp|"
    r"personnel|assignment|position|colleague|candidate|trainee|attendee|client|customer|"
    r"service user|case|swift|mosaic|liquidlogic|las|nhs|unique ?worker|swe|hcpc) ?"
    r"(?:id|ids|no|nos|number|numbers|ref|reference|code|name|names)|"
    r"(?:unique ?)?worker ?id|uniqueworkerid|"
    r"(?:full|first|last|sur|fore|known as|preferred|given|family|middle)? ?names?|surname|"
    r"forename|"
    r"auditor|auditors|audited by|worker|worker audited|workers? name|case ?worker|social worker|"
    r"practitioner|practitioner audited|allocated worker|key worker|moderator|moderated by|"
    r"reviewer|"
    r"learner|learners|delegate|employee|employees|staff member|member of staff|colleague|"
    r"complainant|complainants name|service user|client|customer|resident|patient|person|"
    r"users? full ?name|full ?name|username|user name|user|participant|assessor|officer|"
    r"investigating officer|handler|"
    r"case handler|logged by|entered by|completed by|line manager|manager|supervisor|"
    r"from|made by|raised by|relationship|"
    r"(?:case|mosaic|swift|liquidlogic|client|person|su) ?(?:id|no|number|ref)(?: .*)?|"
    r"dob|date of birth|age at .*|e ?mail.*|.*(?:tele)?phone.*|mobile.*|address.*|post ?code.*|"
    r"ni ?no|nino|national insurance.*|nhs.*)"
)


def about_people(headers: Iterable[str]) -> dict[str, str]:
    """Headers that say that a column is about identifiable people, and why: {header: kind}."""
    listed = list(headers)
    found = {each.column: each.kind for each in person_columns(listed)}
    for header in listed:
        bare = fold(re.sub(r" \(\d+\)$", "", header))
        without = fold(re.sub(r"\(.*?\)", "", header))
        if header not in found and (_ABOUT.fullmatch(bare) or _ABOUT.fullmatch(without)):
            found[header] = "people"
    return found


def holds_personal(texts: pl.Series) -> bool:
    """Whether any text of a column has personal data in it: its samples are then never shown."""
    return bool(personal_values(texts, "", pl.repeat(0, texts.len(), dtype=pl.Int64, eager=True)))


_ANOTHER = re.compile(
    r".*\b(?:manager|supervisor|assessor|reviewer|auditor|moderator|handler|line manager)\b.*|.* by"
)
_NUMBER = re.compile(r".*\b(?:id|ids|no|nos|number|numbers|ref|reference|code)")


def who_is_meant(table: Table, headers: Sequence[str]) -> list[str]:
    """Of the columns about people, those that tell one person from another: their numbers where
    everybody has one, else their names; never who manages or assesses them."""
    own = [header for header in headers if not _ANOTHER.fullmatch(fold(header))]
    numbers = [
        header
        for header in own
        if _NUMBER.fullmatch(fold(header))
        and (place := table.place(header)) is not None
        and not table.texts(place).has_nulls()
    ]
    return numbers or own
