"""Every exhibit of the council's own records that an edition may show, in its order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final

from components.editions.exhibits import (
    complaints_by_subject,
    complaints_by_year,
    complaints_over_time,
    measures,
    training,
    workforce,
)
from components.editions.exhibits.parts import OwnRecords, Tables
from components.exhibits.exhibit import Exhibit
from components.exhibits.view import View
from measures.disclosure.count_tables import ProtectedTable

OWN_RECORDS: Final[Mapping[str, OwnRecords]] = {
    each.definition.key: each
    for each in (
        complaints_over_time.COMPLAINTS,
        complaints_by_year.OUTCOMES,
        complaints_by_year.ACKNOWLEDGED,
        complaints_by_year.IN_TIME_ANSWERS,
        complaints_by_subject.THEMES,
        complaints_by_subject.TEAMS,
        complaints_by_year.REFERRED,
        complaints_over_time.COMPLIMENTS,
        training.TRAINING,
        training.COURSES,
        training.DUTIES,
        workforce.STAFF,
        workforce.ROUTES,
        workforce.PROFESSIONS,
        measures.MEASURES,
    )
}
"""By key."""


def exhibits_of(
    tables: Sequence[ProtectedTable],
    themes: Mapping[str, str],
    view: View,
    wanted: Collection[str],
) -> Iterator[Exhibit]:
    """The wanted exhibits that protected tables have something for. `themes`: name by theme."""
    there = Tables(tables)
    for key, declared in OWN_RECORDS.items():
        content = declared.build(there, themes) if key in wanted else None
        if content is None:
            continue
        said = {each.name: getattr(content, each.name) for each in fields(content)}
        yield Exhibit(
            **said,
            definition=declared.definition,
            council=view.council,
            nature=view.nature,
            audience="public",
        )
